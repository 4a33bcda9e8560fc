package com.lanehouse.jobs.usage;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.PlansInForce;
import com.lanehouse.jobs.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who is at or past a limit of their plan (the metric definition, Usage). Each breach needs one {@code notify_ops} task,
 * whose id depends on company, feature and period alone.
 */
public final class UsageBreachesJob implements Job {
    private static final String BREACHES = "gold.usage_breaches";
    private static final String TASKS = "ops.agent_tasks";

    private static final String USING_COMPANIES =
            "SELECT company_id FROM gold_usage_daily UNION SELECT company_id FROM gold_usage_monthly";

    @Override
    public String name() {
        return "usage-breaches";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("gold.usage_daily", "company_id", "day"),
                Input.grouped("gold.usage_monthly", "company_id", "month"),
                Input.related("gold.subscription_states", "company_id", USING_COMPANIES)
                        .touching(periodsBetween("valid_from", "valid_until"))
                        .reached("""
                                (valid_from > :since AND valid_from <= :as_of)
                                OR (valid_until > :since AND valid_until <= :as_of)"""),
                Input.related("silver.growth", "company_id", USING_COMPANIES)
                        .touching(periodsBetween("event_time", "trial_ends_at"))
                        .where("type = 'trial.started'")
                        .reached("trial_ends_at >= :since AND trial_ends_at < :as_of"),
                Input.whole("reference.plan_limits"));
    }

    /** The days from one instant to another, and the month of the first: a month is named by a day, too. */
    private static String periodsBetween(String from, String until) {
        return """
                SELECT company_id,
                       explode(array_append(sequence(to_date(begins), to_date(ends)), trunc(begins, 'MONTH')))
                         AS period_start
                FROM (SELECT company_id, %1$s AS begins, least(greatest(%2$s, %1$s), :as_of) AS ends FROM changed)
                WHERE begins <= :as_of
                """.formatted(from, until);
    }

    @Override
    public List<String> writes() {
        return List.of(BREACHES, TASKS);
    }

    @Override
    public List<String> groups() {
        return List.of("company_id", "period_start");
    }

    @Override
    public List<Trace> traces() {
        List<Trace> traces = new ArrayList<>(traces(
                BREACHES,
                "traced.feature_key",
                "traced.period",
                "traced.period_start",
                " AND soft = traced.soft_limit AND hard = traced.hard_limit"));
        traces.addAll(traces(
                TASKS,
                "get_json_object(traced.payload, '$.feature')",
                "get_json_object(traced.payload, '$.period')",
                "CAST(get_json_object(traced.payload, '$.period_start') AS DATE)",
                ""));
        return traces;
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("usage_periods", periods(inputs));
        inputs.view("plans_in_force", PlansInForce.at(inputs, "usage_periods"));
        Dataset<Row> breaches = breaches(inputs);
        inputs.view("usage_breaches", breaches);
        return Map.of(BREACHES, breaches, TASKS, tasks(inputs));
    }

    /** The use of the period, and what says which plan held at its last instant or at T. */
    private static List<Trace> traces(String table, String feature, String period, String start, String limits) {
        String ofCompany = "company_id = traced.company_id AND ";
        String used = ofCompany + "feature_key = %s AND %s = '%s' AND %s = %s";
        String decidedAt = """
                least(:as_of, CAST(IF(%s = 'day', date_add(%s, 1), add_months(%s, 1)) AS TIMESTAMP)
                                - INTERVAL '0.000001' SECOND)""".formatted(period, start, start);
        return List.of(
                new Trace(table, "gold.usage_daily", used.formatted(feature, period, "day", "day", start)),
                new Trace(table, "gold.usage_monthly", used.formatted(feature, period, "month", "month", start)),
                new Trace(
                        table,
                        "gold.subscription_states",
                        ofCompany
                                + "valid_from <= %1$s AND (valid_until IS NULL OR valid_until > %1$s)"
                                        .formatted(decidedAt)),
                new Trace(
                        table,
                        "silver.growth",
                        ofCompany
                                + "type = 'trial.started' AND event_time <= %1$s AND trial_ends_at >= %1$s"
                                        .formatted(decidedAt)),
                new Trace(
                        table,
                        "reference.plan_limits",
                        "feature_key = %s AND period = %s%s".formatted(feature, period, limits)));
    }

    /** Days and months of features that some plan limits, each with the instant that decides which plan holds. */
    private static Dataset<Row> periods(JobInputs inputs) {
        return inputs.sql("""
                WITH used AS (
                  SELECT company_id, feature_key, 'day' AS period, day AS period_start,
                         date_add(day, 1) AS next_start, qty
                  FROM gold_usage_daily
                  UNION ALL
                  SELECT company_id, feature_key, 'month', month, add_months(month, 1), qty
                  FROM gold_usage_monthly)
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
