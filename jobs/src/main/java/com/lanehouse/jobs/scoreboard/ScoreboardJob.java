package com.lanehouse.jobs.scoreboard;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
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
    @Override
    public String name() {
        return "scoreboard";
    }

    @Override
    public List<String> reads() {
        return List.of(
                "gold.quote_outcomes",
                "gold.pricing_variance_monthly",
                "gold.directory_daily",
                "silver.agents",
                "silver.quotes",
                "silver.platform",
                "registry.models",
                "registry.model_aliases");
    }

    @Override
    public List<String> writes() {
        return List.of("gold.kpis");
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("kpi_list", kpiList(inputs));
        inputs.view(
                "measurements",
                Stream.of(
                                quoteToBook(inputs),
                                pricingVariance(inputs),
                                directory(inputs),
                                modelAccuracy(inputs),
                                agents(inputs),
                                quoteLatency(inputs),
                                uptime(inputs))
                        .reduce(Dataset::unionByName)
                        .orElseThrow());
        return Map.of("gold.kpis", inputs.sql("""
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

    /** Quotes whose window closed in the last 30 days, overall and by segment. */
    private static Dataset<Row> quoteToBook(JobInputs inputs) {
        return inputs.sql("""
                SELECT 'quote_to_book' || coalesce('.' || segment, '') AS kpi,
                       try_divide(count_if(status = 'booked'), count(*)) AS value,
                       CAST(NULL AS STRING) AS verdict
                FROM gold_quote_outcomes
                WHERE window_end > :as_of - INTERVAL '30' DAY AND window_end <= :as_of
                GROUP BY GROUPING SETS ((), (segment))
                """);
    }

    /** The last month whose last instant is not after T. Its status was decided on exact decimals. */
    private static Dataset<Row> pricingVariance(JobInputs inputs) {
        return inputs.sql("""
                SELECT 'pricing_variance' AS kpi, signed_variance AS value, status AS verdict
                FROM gold_pricing_variance_monthly
                WHERE scope = 'all'
                  AND month = add_months(trunc(:as_of + INTERVAL '0.000001' SECOND, 'MONTH'), -1)
                """);
    }

    private static Dataset<Row> directory(JobInputs inputs) {
        return inputs.sql("""
                SELECT kpi, value, CAST(NULL AS STRING) AS verdict
                FROM gold_directory_daily,
                     LATERAL stack(2, 'directory_completeness', completeness,
                                      'coi_freshness', coi_freshness) AS kpis(kpi, value)
                WHERE as_of = :as_of
                """);
    }

    /** 1 - MAPE of the version that is champion of the rate model at T. */
    private static Dataset<Row> modelAccuracy(JobInputs inputs) {
        return inputs.sql("""
                WITH champion AS (
                  SELECT name, max_by(version, struct(set_at, event_id)) AS version
                  FROM registry_model_aliases
                  WHERE name = 'rate' AND alias = 'champion' AND set_at <= :as_of
                  GROUP BY name)
                SELECT 'model_accuracy' AS kpi, 1 - metrics['mape'] AS value, CAST(NULL AS STRING) AS verdict
                FROM champion JOIN registry_models USING (name, version)
                """);
    }

    /** One task per task_id, as its newest event has it; windows are by the time it finished. */
    private static Dataset<Row> agents(JobInputs inputs) {
        return inputs.sql("""
                WITH tasks AS (
                  SELECT status, finished_at, (unix_micros(started_at) - unix_micros(queued_at)) / 1e6D AS queue_seconds
                  FROM silver_agents
                  WHERE type = 'agent_task.finished'
                  QUALIFY row_number() OVER (
                    PARTITION BY task_id ORDER BY event_time DESC, event_id DESC, source DESC) = 1)
                SELECT 'agent_success' AS kpi,
                       try_divide(count_if(status = 'succeeded'), count(*)) AS value,
                       IF(count(*) < 20, 'no_data', NULL) AS verdict
                FROM tasks
                WHERE finished_at > :as_of - INTERVAL '1' HOUR AND finished_at <= :as_of
                UNION ALL
                SELECT 'agent_queue_seconds_p95',
                       percentile_disc(0.95) WITHIN GROUP (ORDER BY queue_seconds),
                       IF(count(*) < 20, 'no_data', NULL)
                FROM tasks
                WHERE finished_at > :as_of - INTERVAL '24' HOUR AND finished_at <= :as_of
                """);
    }

    private static Dataset<Row> quoteLatency(JobInputs inputs) {
        return inputs.sql("""
                WITH priced AS (
                  SELECT latency_ms, rate_source
                  FROM silver_quotes
                  WHERE type = 'quote.priced'
                    AND event_time > :as_of - INTERVAL '24' HOUR AND event_time <= :as_of)
                SELECT 'quote_p95_ms' AS kpi,
                       percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS value,
                       IF(count(*) < 20, 'no_data', NULL) AS verdict
                FROM priced
                UNION ALL
                SELECT 'cached_quote_p95_ms',
                       percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms),
                       IF(count(*) < 20, 'no_data', NULL)
                FROM priced
                WHERE rate_source = 'cache'
                """);
    }

    private static Dataset<Row> uptime(JobInputs inputs) {
        return inputs.sql("""
                SELECT 'uptime' AS kpi,
                       try_divide(count_if(up), count(*)) AS value,
                       IF(count(*) < 20, 'no_data', NULL) AS verdict
                FROM silver_platform
                WHERE type = 'probe.checked'
                  AND event_time > :as_of - INTERVAL '30' DAY AND event_time <= :as_of
                """);
    }
}
