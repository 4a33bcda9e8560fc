package com.lanehouse.jobs.scoreboard;

import com.lanehouse.jobs.JobInputs;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How long people, incidents and findings waited at worst, and what the newest restore drill showed.
 *
 * <p>A case is opened by the first event that opens it, which also says how severe it is, and counts while that lies in
 * the last 90 days. It is answered by the first answer at or after that; until then it waits, up to T. For an incident
 * only a response is an answer: one that was resolved without is still waiting.
 */
final class ComplianceKpis {
    /** Condition over {@code silver.compliance} for the rows that a KPI {@code traced} is made of. */
    static final String MADE_OF = """
            (traced.kpi = 'dsr_days_max'
             AND request_id IN (SELECT request_id FROM silver_compliance
                                WHERE type = 'dsr.requested' AND event_time > :as_of - INTERVAL '90' DAY))
            OR (traced.kpi IN ('p1_response_hours', 'p2_response_hours')
                AND type IN ('incident.opened', 'incident.responded')
                AND incident_id IN (SELECT incident_id FROM silver_compliance
                                    WHERE type = 'incident.opened' AND severity = upper(left(traced.kpi, 2))
                                      AND event_time > :as_of - INTERVAL '90' DAY))
            OR (traced.kpi = 'critical_finding_days'
                AND finding_id IN (SELECT finding_id FROM silver_compliance
                                   WHERE type = 'pen_test.finding_opened' AND severity = 'critical'
                                     AND event_time > :as_of - INTERVAL '90' DAY))
            OR (traced.kpi IN ('rpo_minutes', 'rto_minutes') AND type = 'restore.drilled'
                AND event_time = (SELECT max(event_time) FROM silver_compliance WHERE type = 'restore.drilled'))""";

    private ComplianceKpis() {}

    static Dataset<Row> measured(JobInputs inputs) {
        inputs.view("compliance_cases", cases(inputs));
        inputs.view("compliance_answers", answers(inputs));
        return longestWaits(inputs).unionByName(newestDrill(inputs));
    }

    private static Dataset<Row> cases(JobInputs inputs) {
        return inputs.sql("""
                WITH openings AS (
                  SELECT 'request' AS kind, request_id AS id, CAST(NULL AS STRING) AS severity,
                         event_time, event_id, source
                  FROM silver_compliance WHERE type = 'dsr.requested'
                  UNION ALL
                  SELECT 'incident', incident_id, severity, event_time, event_id, source
                  FROM silver_compliance WHERE type = 'incident.opened'
                  UNION ALL
                  SELECT 'finding', finding_id, severity, event_time, event_id, source
                  FROM silver_compliance WHERE type = 'pen_test.finding_opened'),
                firsts AS (
                  SELECT kind, id, severity, event_time AS opened_at
                  FROM openings
                  QUALIFY row_number() OVER (PARTITION BY kind, id ORDER BY event_time, event_id, source) = 1)
                SELECT kind, id, opened_at,
                       CASE WHEN kind = 'request' THEN 'dsr_days_max'
                            WHEN kind = 'incident' AND severity = 'P1' THEN 'p1_response_hours'
                            WHEN kind = 'incident' AND severity = 'P2' THEN 'p2_response_hours'
                            WHEN kind = 'finding' AND severity = 'critical' THEN 'critical_finding_days'
                       END AS kpi
                FROM firsts
                WHERE opened_at > :as_of - INTERVAL '90' DAY
                """);
    }

    private static Dataset<Row> answers(JobInputs inputs) {
        return inputs.sql("""
                SELECT 'request' AS kind, request_id AS id, event_time AS answered_at
                FROM silver_compliance WHERE type = 'dsr.fulfilled'
                UNION ALL
                SELECT 'incident', incident_id, event_time
                FROM silver_compliance WHERE type = 'incident.responded'
                UNION ALL
                SELECT 'finding', finding_id, event_time
                FROM silver_compliance WHERE type = 'pen_test.finding_closed'
                """);
    }

    private static Dataset<Row> longestWaits(JobInputs inputs) {
        return inputs.sql("""
                WITH waits AS (
                  SELECT kpi,
                         unix_micros(coalesce(min(answered_at), :as_of)) - unix_micros(opened_at) AS micros
                  FROM compliance_cases AS opened
                  LEFT JOIN compliance_answers AS answer
                    ON answer.kind = opened.kind AND answer.id = opened.id AND answered_at >= opened_at
                  WHERE kpi IS NOT NULL
                  GROUP BY kpi, opened.id, opened_at)
                SELECT kpi,
                       max(micros) / IF(kpi LIKE '%hours', 3.6e9D, 8.64e10D) AS value,
                       CAST(NULL AS STRING) AS verdict
                FROM waits
                GROUP BY kpi
                """);
    }

    private static Dataset<Row> newestDrill(JobInputs inputs) {
        return inputs.sql("""
                WITH newest AS (
                  SELECT rpo_seconds, rto_seconds
                  FROM silver_compliance
                  WHERE type = 'restore.drilled'
                  ORDER BY event_time DESC, event_id DESC, source DESC
                  LIMIT 1)
                SELECT kpi, value, CAST(NULL AS STRING) AS verdict
                FROM newest,
                     LATERAL stack(2, 'rpo_minutes', rpo_seconds / 60D, 'rto_minutes', rto_seconds / 60D) AS kpis(kpi, value)
                """);
    }
}
