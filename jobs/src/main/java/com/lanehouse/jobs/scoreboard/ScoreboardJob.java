package com.lanehouse.jobs.scoreboard;

import com.lanehouse.jobs.DirectoryHealth;
import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Every KPI against its target (the metric definition, The scoreboard). A KPI that cannot be computed is
 * {@code no_data}: with a null value when nothing was measured, with its value when too little was.
 *
 * <p>A measurement is kpi, value, and {@code verdict}: the status, where the measurement itself decides it.
 */
public final class ScoreboardJob implements Job {
    private static final String KPIS = "gold.kpis";

    /** Trials whose window closed in the last 30 days, paid in it or not. */
    private static final String CLOSED_TRIALS =
            "paid_window_end > :as_of - INTERVAL '30' DAY AND paid_window_end <= :as_of";

    /** Quotes whose window closed in the last 30 days. */
    private static final String CLOSED_QUOTES = "window_end > :as_of - INTERVAL '30' DAY AND window_end <= :as_of";

    /** The last month whose last instant is not after T. */
    private static final String LAST_FULL_MONTH =
            "month = add_months(trunc(:as_of + INTERVAL '0.000001' SECOND, 'MONTH'), -1)";

    private static final String CHAMPIONS = "name = 'rate' AND alias = 'champion' AND set_at <= :as_of";

    @Override
    public String name() {
        return "scoreboard";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.whole("gold.lead_outcomes"),
                Input.whole("gold.mrr_monthly"),
                Input.whole("gold.quote_outcomes"),
                Input.whole("gold.pricing_variance_monthly"),
                Input.whole("gold.carriers"),
                Input.whole("silver.agents"),
                Input.whole("silver.quotes"),
                Input.whole("silver.platform"),
                Input.whole("silver.compliance"),
                Input.whole("registry.models"),
                Input.whole("registry.model_aliases"));
    }

    @Override
    public List<String> writes() {
        return List.of(KPIS);
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                new Trace(KPIS, "gold.lead_outcomes", "traced.kpi = 'trial_conversion' AND " + CLOSED_TRIALS),
                new Trace(
                        KPIS,
                        "gold.mrr_monthly",
                        "traced.kpi IN ('net_mrr_growth', 'logo_churn') AND " + LAST_FULL_MONTH),
                new Trace(
                        KPIS,
                        "gold.quote_outcomes",
                        "traced.kpi IN ('quote_to_book', 'quote_to_book.' || segment) AND " + CLOSED_QUOTES),
                new Trace(
                        KPIS,
                        "gold.pricing_variance_monthly",
                        "traced.kpi = 'pricing_variance' AND scope = 'all' AND " + LAST_FULL_MONTH),
                new Trace(
                        KPIS, "gold.carriers", "traced.kpi IN ('directory_completeness', 'coi_freshness') AND active"),
                new Trace(KPIS, "silver.agents", ServiceLevelKpis.madeOf("silver.agents")),
                new Trace(KPIS, "silver.quotes", ServiceLevelKpis.madeOf("silver.quotes")),
                new Trace(KPIS, "silver.platform", ServiceLevelKpis.madeOf("silver.platform")),
                new Trace(KPIS, "silver.compliance", ComplianceKpis.MADE_OF),
                new Trace(KPIS, "registry.models", """
                        traced.kpi = 'model_accuracy' AND name = 'rate'
                        AND version IN (SELECT max_by(version, struct(set_at, event_id)) FROM registry_model_aliases
                                        WHERE %s)""".formatted(CHAMPIONS)),
                new Trace(KPIS, "registry.model_aliases", "traced.kpi = 'model_accuracy' AND " + CHAMPIONS));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("kpi_list", kpiList(inputs));
        inputs.view(
                "measurements",
                Stream.of(
                                trialConversion(inputs),
                                recurringRevenue(inputs),
                                quoteToBook(inputs),
                                pricingVariance(inputs),
                                directory(inputs),
                                modelAccuracy(inputs),
                                ServiceLevelKpis.measured(inputs),
                                ComplianceKpis.measured(inputs))
                        .reduce(Dataset::unionByName)
                        .orElseThrow());
        return Map.of(KPIS, inputs.sql("""
                SELECT :as_of AS as_of, kpi, value, target, direction, source,
                       CASE WHEN value IS NULL THEN 'no_data'
                            WHEN verdict IS NOT NULL THEN verdict
                            WHEN direction = 'at_least' AND value >= target THEN 'met'
                            WHEN direction = 'at_most' AND value <= target THEN 'met'
                            WHEN direction = 'within' AND abs(value) <= target THEN 'met'
                            ELSE 'missed' END AS status
                FROM kpi_list LEFT JOIN measurements USING (kpi)
                """));
    }

    private static Dataset<Row> kpiList(JobInputs inputs) {
        return inputs.session()
                .createDataFrame(
                        Kpi.ALL.stream()
                                .map(kpi -> RowFactory.create(
                                        kpi.name(),
                                        kpi.target(),
                                        kpi.direction().label(),
                                        kpi.source()))
                                .toList(),
                        new StructType()
                                .add("kpi", DataTypes.StringType, false)
                                .add("target", DataTypes.DoubleType, false)
                                .add("direction", DataTypes.StringType, false)
                                .add("source", DataTypes.StringType, false));
    }

    private static Dataset<Row> trialConversion(JobInputs inputs) {
        return inputs.sql("""
                SELECT 'trial_conversion' AS kpi,
                       try_divide(count_if(status = 'paid'), count(*)) AS value,
                       CAST(NULL AS STRING) AS verdict
                FROM gold_lead_outcomes
                WHERE %s
                """.formatted(CLOSED_TRIALS));
    }

    private static Dataset<Row> recurringRevenue(JobInputs inputs) {
        return inputs.sql("""
                SELECT kpi, value, CAST(NULL AS STRING) AS verdict
                FROM gold_mrr_monthly,
                     LATERAL stack(2, 'net_mrr_growth', net_growth, 'logo_churn', logo_churn) AS kpis(kpi, value)
                WHERE %s
                """.formatted(LAST_FULL_MONTH));
    }

    /** Overall and by segment. */
    private static Dataset<Row> quoteToBook(JobInputs inputs) {
        return inputs.sql("""
                SELECT 'quote_to_book' || coalesce('.' || segment, '') AS kpi,
                       try_divide(count_if(status = 'booked'), count(*)) AS value,
                       CAST(NULL AS STRING) AS verdict
                FROM gold_quote_outcomes
                WHERE %s
                GROUP BY GROUPING SETS ((), (segment))
                """.formatted(CLOSED_QUOTES));
    }

    /** Its status was decided on exact decimals. */
    private static Dataset<Row> pricingVariance(JobInputs inputs) {
        return inputs.sql("""
                SELECT 'pricing_variance' AS kpi, signed_variance AS value, status AS verdict
                FROM gold_pricing_variance_monthly
                WHERE scope = 'all' AND %s
                """.formatted(LAST_FULL_MONTH));
    }

    private static Dataset<Row> directory(JobInputs inputs) {
        inputs.view("directory_health", DirectoryHealth.at(inputs));
        return inputs.sql("""
                SELECT kpi, value, CAST(NULL AS STRING) AS verdict
                FROM directory_health,
                     LATERAL stack(2, 'directory_completeness', completeness,
                                      'coi_freshness', coi_freshness) AS kpis(kpi, value)
                """);
    }

    /** 1 - MAPE of the version that is champion of the rate model at T. */
    private static Dataset<Row> modelAccuracy(JobInputs inputs) {
        return inputs.sql("""
                WITH champion AS (
                  SELECT name, max_by(version, struct(set_at, event_id)) AS version
                  FROM registry_model_aliases
                  WHERE %s
                  GROUP BY name)
                SELECT 'model_accuracy' AS kpi, 1 - metrics['mape'] AS value, CAST(NULL AS STRING) AS verdict
                FROM champion JOIN registry_models USING (name, version)
                """.formatted(CHAMPIONS));
    }
}
