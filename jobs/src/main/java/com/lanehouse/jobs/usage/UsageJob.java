package com.lanehouse.jobs.usage;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who uses how much, and who is at or past a limit of their plan (the metric definition, Usage). Periods are UTC; a
 * running one is reported as far as T. Each breach needs one {@code notify_ops} task, whose id depends on company,
 * feature and period alone.
 */
public final class UsageJob implements Job {
    @Override
    public String name() {
        return "usage";
    }

    @Override
    public List<String> reads() {
        return List.of("silver.usage", "silver.billing", "silver.growth", "reference.plan_limits");
    }

    @Override
    public List<String> writes() {
        return List.of("gold.usage_daily", "gold.usage_monthly", "gold.usage_breaches", "ops.agent_tasks");
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        Dataset<Row> daily = daily(inputs);
        Dataset<Row> monthly = monthly(inputs);
        inputs.view("usage_daily", daily);
        inputs.view("usage_monthly", monthly);
        inputs.view("usage_periods", periods(inputs));
        inputs.view("plans_in_force", PlansInForce.at(inputs, "usage_periods"));
        Dataset<Row> breaches = breaches(inputs);
        inputs.view("usage_breaches", breaches);
        return Map.of(
                "gold.usage_daily", daily,
                "gold.usage_monthly", monthly,
                "gold.usage_breaches", breaches,
                "ops.agent_tasks", tasks(inputs));
    }

    /** try_sum: one absurd event must not stop everybody's numbers, so a sum past BIGINT stays at its greatest value. */
    private static Dataset<Row> daily(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id, feature_key, to_date(event_time) AS day,
                       coalesce(try_sum(qty), 9223372036854775807) AS qty, count(*) AS events
                FROM silver_usage
                GROUP BY ALL
                """);
    }

    private static Dataset<Row> monthly(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id, feature_key, trunc(event_time, 'MONTH') AS month,
                       coalesce(try_sum(qty), 9223372036854775807) AS qty, count(*) AS events
                FROM silver_usage
                GROUP BY ALL
                """);
    }

    /** Days and months of features that some plan limits, each with the instant that decides which plan holds. */
    private static Dataset<Row> periods(JobInputs inputs) {
        return inputs.sql("""
                WITH used AS (
                  SELECT company_id, feature_key, 'day' AS period, day AS period_start,
                         date_add(day, 1) AS next_start, qty
                  FROM usage_daily
                  UNION ALL
                  SELECT company_id, feature_key, 'month', month, add_months(month, 1), qty
                  FROM usage_monthly)
                SELECT company_id, feature_key, period, period_start, qty,
                       least(:as_of, CAST(next_start AS TIMESTAMP) - INTERVAL '0.000001' SECOND) AS decided_at
                FROM used
                LEFT SEMI JOIN reference_plan_limits USING (feature_key, period)
                """);
    }

    private static Dataset<Row> breaches(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id, feature_key, period, period_start, qty,
                       soft AS soft_limit, hard AS hard_limit,
                       CASE WHEN hard <> -1 AND qty > hard THEN 'breach'
                            WHEN soft <> -1 AND qty >= soft THEN 'warning' END AS status,
                       CASE WHEN hard NOT IN (-1, 0) THEN 100D * qty / hard END AS pct
                FROM usage_periods
                JOIN plans_in_force USING (company_id, decided_at)
                JOIN reference_plan_limits USING (plan, feature_key, period)
                """).where("status IS NOT NULL");
    }

    /** The parts of the id are joined as a JSON array: no two keys read alike, whatever an id contains. */
    private static Dataset<Row> tasks(JobInputs inputs) {
        return inputs.sql("""
                SELECT substring(sha2(to_json(array('notify_ops', company_id, feature_key, period,
                                                    CAST(period_start AS STRING))), 256), 1, 32) AS task_id,
                       company_id,
                       'notify_ops' AS fn_name,
                       to_json(named_struct('type', 'limit_breach', 'feature', feature_key, 'value', qty,
                                            'period', period, 'period_start', period_start)) AS payload,
                       :as_of AS created_at,
                       'open' AS status
                FROM usage_breaches
                WHERE status = 'breach'
                """);
    }
}
