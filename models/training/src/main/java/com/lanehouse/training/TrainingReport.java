package com.lanehouse.training;

import com.lanehouse.features.RateFeatures;
import com.lanehouse.registry.ModelVersion;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a training has to say for itself. */
final class TrainingReport {
    private static final int TOP_INPUTS = 10;

    private TrainingReport() {}

    static String text(ModelVersion version, Map<String, Long> leftOut, ErrorTable table, RateModelFit.Fitted fitted) {
        Map<String, Double> metrics = version.metrics();
        StringBuilder text = new StringBuilder();
        line(text, "rate model, version %d", version.version());
        line(
                text,
                "loads        %.0f to learn from (%.0f of them to calibrate the interval), %.0f later ones to test on",
                metrics.get("train_loads"),
                metrics.get("calibration_loads"),
                metrics.get("test_loads"));
        leftOut.forEach((reason, loads) -> line(text, "left out     %d loads: %s", loads, reason.replace('_', ' ')));
        line(
                text,
                "error        %.2f %% (accuracy %.2f %%), weighted %.2f %%, bias %+.2f %%",
                percent(metrics, "mape"),
                percent(metrics, "accuracy"),
                percent(metrics, "wape"),
                percent(metrics, "bias"));
        line(
                text,
                "baselines    lane's last rate %.2f %%, lane's mean %.2f %%",
                percent(metrics, "baseline_naive_mape"),
                percent(metrics, "baseline_lane_mean_mape"));
        line(
                text,
                "within       5 %% of the cost: %.1f %% of loads; 10 %%: %.1f %%",
                percent(metrics, "within_5"),
                percent(metrics, "within_10"));
        line(
                text,
                "interval     p10 to p90 covers %.1f %% of loads, %.1f %% wide",
                percent(metrics, "coverage"),
                percent(metrics, "width"));
        if (metrics.containsKey("mape_frozen_histories")) {
            line(
                    text,
                    "frozen       error %.2f %% when histories stop at the test's start",
                    percent(metrics, "mape_frozen_histories"));
        }
        if (metrics.containsKey("mape_without_fees")) {
            line(
                    text,
                    "fees         %.0f tested amounts are under 0.60 dollars a mile; without them the error is %.2f %%",
                    metrics.get("test_fee_loads"),
                    percent(metrics, "mape_without_fees"));
        }
        if (metrics.containsKey("noise_floor_mape")) {
            line(
                    text,
                    "noise floor  %.2f %%: no model can do better on this simulation; ours is %.2f times that",
                    percent(metrics, "noise_floor_mape"),
                    metrics.get("error_over_floor"));
        }
        text.append('\n').append(table.text());
        breakdown(text, metrics);
        choices(text, fitted.choices());
        importance(text, fitted.importance());
        return text.toString();
    }

    private static void breakdown(StringBuilder text, Map<String, Double> metrics) {
        line(text, "\nerror by equipment and distance");
        metrics.keySet().stream()
                .filter(name -> name.startsWith(RateEvaluation.PART))
                .sorted()
                .forEach(name -> line(
                        text,
                        "  %-24s %6.2f %% of %.0f loads",
                        name.substring(RateEvaluation.PART.length()).replace('_', ' '),
                        percent(metrics, "mape_" + name.substring(RateEvaluation.PART.length())),
                        metrics.get(name)));
    }

    /** The folds are a learning curve, too: each learns from more loads than the one before. */
    private static void choices(StringBuilder text, RateModelFit.Choices choices) {
        line(text, "\nchosen by rolling-origin folds inside the loads to learn from");
        choices.params().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(choice -> line(text, "  %-24s %s", choice.getKey().replace('_', ' '), choice.getValue()));
        for (RollingOrigin.FoldError fold : choices.median().folds()) {
            line(
                    text,
                    "  learnt from %6d, asked about %6d: error %.2f %%; local estimate alone %.2f %%, whole correction %.2f %%",
                    fold.learnt(),
                    fold.asked(),
                    100 * fold.mape(),
                    100 * fold.localMape(),
                    100 * fold.treesMape());
        }
        if (choices.median().folds().isEmpty()) {
            line(text, "  too few loads for folds: the usual trees");
        }
    }

    private static void importance(StringBuilder text, double[] importance) {
        line(text, "\ninputs by what the median's trees gained from them");
        IntStream.range(0, importance.length)
                .boxed()
                .sorted(Comparator.comparingDouble(input -> -importance[input]))
                .limit(TOP_INPUTS)
                .forEach(input ->
                        line(text, "  %-24s %5.1f %%", RateFeatures.names().get(input), 100 * importance[input]));
    }

    private static double percent(Map<String, Double> metrics, String name) {
        return 100 * metrics.get(name);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
