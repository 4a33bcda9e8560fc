package com.lanehouse.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a rate model must show before it may price: a smaller error than both baselines, and a p10–p90 interval that
 * covers 80 % within what chance explains (the metric definition, Rate model).
 */
final class PromotionGates {
    private static final double PROMISED_COVERAGE = 0.8;
    private static final double LEAST_TOLERANCE = 0.02;

    private PromotionGates() {}

    /** The gates a version fails, in words; empty when it passes. */
    static List<String> failures(ModelVersion model) {
        return model.name().equals("rate") ? rateFailures(model.metrics()) : List.of();
    }

    private static List<String> rateFailures(Map<String, Double> metrics) {
        List<String> failures = new ArrayList<>();
        Double error = metrics.get("mape");
        if (error == null || error.isNaN()) {
            return List.of("it was never tested (no metric mape)");
        }
        for (String baseline : List.of("naive", "lane_mean")) {
            Double other = metrics.get("baseline_%s_mape".formatted(baseline));
            if (other == null || !(error < other)) {
                failures.add(String.format(
                        Locale.ROOT,
                        "its error of %.2f %% is not below the %s baseline's %s",
                        error * 100,
                        baseline.replace('_', ' '),
                        other == null ? "(not measured)" : String.format(Locale.ROOT, "%.2f %%", other * 100)));
            }
        }
        Double coverage = metrics.get("coverage");
        Double calibrated = metrics.get("calibration_loads");
        Double tested = metrics.get("test_loads");
        if (coverage == null || calibrated == null || tested == null) {
            failures.add("the coverage of its interval was not measured");
            return failures;
        }
        double tolerance = Math.max(
                LEAST_TOLERANCE,
                2 * Math.sqrt(PROMISED_COVERAGE * (1 - PROMISED_COVERAGE) * (1 / calibrated + 1 / tested)));
        if (!(Math.abs(coverage - PROMISED_COVERAGE) <= tolerance)) {
            failures.add(String.format(
                    Locale.ROOT,
                    "its interval covers %.1f %%, outside 80 %% ± %.1f points",
                    coverage * 100,
                    tolerance * 100));
        }
        return failures;
    }
}
