package com.lanehouse.jobs.scoreboard;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One line of the scoreboard.
 *
 * @param name as in {@code gold.kpis}
 * @param target in the unit of the value; shares are ratios
 * @param direction on which side of the target it is met
 * @param source tables the value is read from
 */
record Kpi(String name, double target, Direction direction, String source) {
    private static final String NOT_YET = "no job measures it yet";

    /** Every KPI, in the order of the metric definition (The scoreboard). */
    static final List<Kpi> ALL = List.of(
            new Kpi("trial_conversion", 0.20, Direction.AT_LEAST, "gold.lead_outcomes"),
            new Kpi("net_mrr_growth", 0.12, Direction.AT_LEAST, "gold.mrr_monthly"),
            new Kpi("logo_churn", 0.05, Direction.AT_MOST, "gold.mrr_monthly"),
            new Kpi("quote_to_book", 0.25, Direction.AT_LEAST, "gold.quote_outcomes"),
            new Kpi("quote_to_book.smb", 0.25, Direction.AT_LEAST, "gold.quote_outcomes"),
            new Kpi("quote_to_book.mid_market", 0.25, Direction.AT_LEAST, "gold.quote_outcomes"),
            new Kpi("quote_to_book.enterprise", 0.25, Direction.AT_LEAST, "gold.quote_outcomes"),
            new Kpi("pricing_variance", 0.08, Direction.WITHIN, "gold.pricing_variance_monthly"),
            new Kpi("directory_completeness", 0.85, Direction.AT_LEAST, "gold.carriers"),
            new Kpi("coi_freshness", 0.90, Direction.AT_LEAST, "gold.carriers"),
            new Kpi("model_accuracy", 0.95, Direction.AT_LEAST, "registry.model_aliases, registry.models"),
            new Kpi("agent_success", 0.98, Direction.AT_LEAST, "silver.agents"),
            new Kpi("agent_queue_seconds_p95", 60, Direction.AT_MOST, "silver.agents"),
            new Kpi("quote_p95_ms", 500, Direction.AT_MOST, "silver.quotes"),
            new Kpi("cached_quote_p95_ms", 200, Direction.AT_MOST, "silver.quotes"),
            new Kpi("uptime", 0.999, Direction.AT_LEAST, "silver.platform"),
            new Kpi("audit_coverage", 1, Direction.AT_LEAST, NOT_YET),
            new Kpi("dsr_days_max", 7, Direction.AT_MOST, "silver.compliance"),
            new Kpi("p1_response_hours", 4, Direction.AT_MOST, "silver.compliance"),
            new Kpi("p2_response_hours", 24, Direction.AT_MOST, "silver.compliance"),
            new Kpi("critical_finding_days", 14, Direction.AT_MOST, "silver.compliance"),
            new Kpi("rpo_minutes", 15, Direction.AT_MOST, "silver.compliance"),
            new Kpi("rto_minutes", 30, Direction.AT_MOST, "silver.compliance"),
            new Kpi("audit_gaps_critical", 0, Direction.AT_MOST, NOT_YET),
            new Kpi("audit_gaps_minor", 3, Direction.AT_MOST, NOT_YET));

    enum Direction {
        AT_LEAST("at_least"),
        AT_MOST("at_most"),
        WITHIN("within");

        private final String label;

        Direction(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    Kpi {
        requireNonNull(name, "name is null");
        requireNonNull(direction, "direction is null");
        requireNonNull(source, "source is null");
        if (!Double.isFinite(target)) {
            throw new IllegalArgumentException("target of %s is %s".formatted(name, target));
        }
    }
}
