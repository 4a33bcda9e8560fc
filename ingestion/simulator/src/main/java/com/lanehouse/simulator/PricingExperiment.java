package com.lanehouse.simulator;

import java.util.List;

/**
 * One experiment on prices: a tenth of the companies, half of them (treatment) at two points less margin. A company's
 * arm is GrowthBook's hash, version 2, of the experiment's name and the company's, as its SDKs compute it.
 */
final class PricingExperiment {
    static final double COVERAGE = 0.10;
    static final double TREATMENT_MARGIN_CHANGE = -0.02;
    static final String CONTROL = "control";
    static final String TREATMENT = "treatment";
    private static final int NAMES_TO_TRY = 50;

    private final World world;
    private final String id;
    private final int firstDay;

    PricingExperiment(World world, List<Company> companies) {
        this.world = world;
        this.id = chooseName(companies);
        this.firstDay = Math.min(28, world.window().days() / 3);
    }

    // In a small market a tenth of the companies may be nobody: take the first name that fills both arms.
    private static String chooseName(List<Company> companies) {
        for (int i = 1; i <= NAMES_TO_TRY; i++) {
            String name = "pricing-margin-" + i;
            if (companies.stream().anyMatch(company -> CONTROL.equals(arm(name, company.id())))
                    && companies.stream().anyMatch(company -> TREATMENT.equals(arm(name, company.id())))) {
                return name;
            }
        }
        return "pricing-margin-1";
    }

    String id() {
        return id;
    }

    int firstDay() {
        return firstDay;
    }

    /** The company's variant on a day; null when it is not in the experiment. */
    String variant(Company company, int day) {
        return day < firstDay ? null : arm(id, company.id());
    }

    private static String arm(String experiment, String unit) {
        double n = growthBookHash(experiment, unit);
        if (n < COVERAGE / 2) {
            return CONTROL;
        }
        return n >= 0.5 && n < 0.5 + COVERAGE / 2 ? TREATMENT : null;
    }

    /** GrowthBook's hash version 2, in [0, 1). */
    static double growthBookHash(String seed, String value) {
        long inner = fnv1a(seed + value);
        return fnv1a(Long.toString(inner)) % 10_000 / 10_000.0;
    }

    private static long fnv1a(String text) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return hash & 0xFFFFFFFFL;
    }

    void expose(Company company, String variant, long at) {
        world.events()
                .emit(
                        EventType.EXPERIMENT_EXPOSED,
                        company.id(),
                        at,
                        data -> data.text("experiment_id", id)
                                .text("variant", variant)
                                .text("unit_id", company.id())
                                .text("company_id", company.id()));
    }
}
