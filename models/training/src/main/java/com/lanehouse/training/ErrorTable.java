package com.lanehouse.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The model beside its baselines, on all tested loads and on those of known lanes.
 *
 * @param lines one a forecaster, the model last
 */
record ErrorTable(List<Line> lines) {
    private static final String MODEL = "";
    private static final List<Forecaster> FORECASTERS = List.of(
            new Forecaster(
                    "train mean",
                    "baseline_train_mean_",
                    load -> load.baselines().trainMean()),
            new Forecaster(
                    "miles curve",
                    "baseline_miles_curve_",
                    load -> load.baselines().milesCurve()),
            new Forecaster(
                    "lane's last, else curve",
                    "baseline_naive_",
                    load -> load.baselines().laneLast()),
            new Forecaster(
                    "lane mean, else curve",
                    "baseline_lane_mean_",
                    load -> load.baselines().laneMean()),
            new Forecaster(
                    "lane median, else curve",
                    "baseline_lane_median_",
                    load -> load.baselines().laneMedian()),
            new Forecaster("this model", MODEL, Predicted::p50));

    ErrorTable {
        lines = List.copyOf(lines);
    }

    static ErrorTable of(List<Predicted> tested, KnownLanes lanes) {
        List<Predicted> known =
                tested.stream().filter(load -> lanes.hold(load.load())).toList();
        return new ErrorTable(FORECASTERS.stream()
                .map(forecaster -> new Line(
                        forecaster.name(),
                        forecaster.prefix(),
                        ErrorMeasures.of(tested, forecaster.said()),
                        ErrorMeasures.of(known, forecaster.said())))
                .toList());
    }

    /**
     * Measures for the version's metrics, as ratios: of the model {@code median_error}, {@code wape_per_mile} and
     * {@code known_…} for known lanes, of each baseline {@code baseline_…_mape} and {@code known_baseline_…_mape}.
     * Without a load on a known lane only {@code known_loads} tells of them.
     */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>();
        for (Line line : lines) {
            metrics.put(line.prefix() + "mape", line.all().mape());
            if (line.known().loads() > 0) {
                metrics.put("known_" + line.prefix() + "mape", line.known().mape());
            }
            if (line.prefix().equals(MODEL)) {
                metrics.put("median_error", line.all().median());
                metrics.put("wape_per_mile", line.all().wape());
                metrics.put("known_loads", (double) line.known().loads());
                if (line.known().loads() > 0) {
                    metrics.put("known_median_error", line.known().median());
                    metrics.put("known_wape_per_mile", line.known().wape());
                    metrics.put("known_within_5", line.known().within5());
                    metrics.put("known_within_8", line.known().within8());
                    metrics.put("known_within_10", line.known().within10());
                }
            }
        }
        return metrics;
    }

    /** Aligned text in per cent; a dash where there are no loads. */
    String text() {
        StringBuilder text = new StringBuilder();
        Line model = lines.getLast();
        text.append(String.format(
                        Locale.ROOT,
                        "%-24s |%-41s |%s",
                        "error in %, on $/mile",
                        " all tested loads (n = %d)".formatted(model.all().loads()),
                        " known lanes, %d+ loads in training (n = %d)"
                                .formatted(KnownLanes.LEAST_LOADS, model.known().loads())))
                .append('\n');
        String columns = String.format(Locale.ROOT, "%7s%7s%7s%7s%7s%6s", "MAPE", "Md", "WAPE", "≤5", "≤8", "≤10");
        text.append(String.format(Locale.ROOT, "%-24s |%s |%s", "", columns, columns))
                .append('\n');
        for (Line line : lines) {
            text.append(String.format(
                            Locale.ROOT, "%-24s |%s |%s", line.name(), cells(line.all()), cells(line.known())))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cells(ErrorMeasures measures) {
        if (measures.loads() == 0) {
            return String.format(Locale.ROOT, "%7s%7s%7s%7s%7s%6s", "-", "-", "-", "-", "-", "-");
        }
        return String.format(
                Locale.ROOT,
                "%7.2f%7.1f%7.1f%7.1f%7.1f%6.1f",
                100 * measures.mape(),
                100 * measures.median(),
                100 * measures.wape(),
                100 * measures.within5(),
                100 * measures.within8(),
                100 * measures.within10());
    }

    /**
     * Errors of one forecaster.
     *
     * @param prefix of its metrics' names; empty for the model
     */
    record Line(String name, String prefix, ErrorMeasures all, ErrorMeasures known) {}

    private record Forecaster(String name, String prefix, ToDoubleFunction<Predicted> said) {}
}
