package com.lanehouse.jobs.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplianceKpisTest {
    private static final String T = "2026-03-31T12:00:00Z";
    private static final String NINETY_DAYS_BEFORE = "2025-12-31T12:00:00Z";

    private static List<Map<String, Object>> board;
    private static List<Map<String, Object>> answeredBoard;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = empty();
        requests(inputs);
        incidents(inputs);
        findings(inputs);
        drill(inputs, "z", "2026-03-01T00:00:00Z", 60, 60);
        drill(inputs, "b", "2026-03-20T00:00:00Z", 930, 1_800);
        drill(inputs, "a", "2026-03-20T00:00:00Z", 30, 30);
        board = inputs.run(new ScoreboardJob()).get("gold.kpis");

        TestingInputs answered = empty();
        request(answered, "dsr.requested", "r", "2026-03-24T00:00:00Z");
        request(answered, "dsr.fulfilled", "r", "2026-03-31T00:00:00Z");
        opened(answered, "i", "P2", "2026-03-30T00:00:00Z");
        incident(answered, "incident.resolved", "i", "2026-03-30T01:00:00Z");
        incident(answered, "incident.responded", "i", "2026-03-30T20:00:00Z");
        opened(answered, "j", "P1", "2026-03-20T00:00:00Z");
        incident(answered, "incident.responded", "j", "2026-03-20T00:00:00Z");
        finding(answered, "pen_test.finding_opened", "f", "critical", "2026-03-17T12:00:00Z");
        answeredBoard = answered.run(new ScoreboardJob()).get("gold.kpis");
    }

    private static TestingInputs empty() {
        return new TestingInputs(T)
                .columns("registry.models", "name STRING, version BIGINT, metrics MAP<STRING,DOUBLE>")
                .columns(
                        "registry.model_aliases",
                        "event_id STRING, name STRING, alias STRING, version BIGINT, set_at TIMESTAMP");
    }

    /** Answered after 2.5 days; open for 6 days; fulfilled before it was made, so open for a day; too old to count. */
    private static void requests(TestingInputs inputs) {
        request(inputs, "dsr.requested", "answered", "2026-03-01T00:00:00Z");
        request(inputs, "dsr.fulfilled", "answered", "2026-03-03T12:00:00Z");
        request(inputs, "dsr.fulfilled", "answered", "2026-03-29T12:00:00Z");
        request(inputs, "dsr.requested", "open", "2026-03-25T12:00:00Z");
        request(inputs, "dsr.fulfilled", "fulfilled-before", "2026-03-29T12:00:00Z");
        request(inputs, "dsr.requested", "fulfilled-before", "2026-03-30T12:00:00Z");
        request(inputs, "dsr.requested", "90-days-old", NINETY_DAYS_BEFORE);
        request(inputs, "dsr.requested", "old-and-made-again", "2025-12-01T00:00:00Z");
        request(inputs, "dsr.requested", "old-and-made-again", "2026-01-05T00:00:00Z");
    }

    private static void incidents(TestingInputs inputs) {
        opened(inputs, "answered-twice", "P1", "2026-03-10T00:00:00Z");
        incident(inputs, "incident.responded", "answered-twice", "2026-03-10T01:30:00Z");
        incident(inputs, "incident.responded", "answered-twice", "2026-03-10T09:00:00Z");
        opened(inputs, "opened-twice", "P1", "2026-03-20T00:00:00Z");
        incident(inputs, "incident.responded", "opened-twice", "2026-03-20T02:00:00Z");
        opened(inputs, "opened-twice", "P1", "2026-03-20T05:00:00Z");
        opened(inputs, "became-severe", "P3", "2026-03-21T00:00:00Z");
        opened(inputs, "became-severe", "P1", "2026-03-22T00:00:00Z");
        for (String id : List.of("b", "a")) {
            inputs.event(
                    "silver.compliance",
                    "incident.opened",
                    "2026-03-01T00:00:00Z",
                    "event_id",
                    id,
                    "incident_id",
                    "opened-as-both-at-once",
                    "severity",
                    id.equals("a") ? "P3" : "P1");
        }
        opened(inputs, "resolved-without-response", "P2", "2026-03-30T06:00:00Z");
        incident(inputs, "incident.resolved", "resolved-without-response", "2026-03-30T07:00:00Z");
    }

    private static void findings(TestingInputs inputs) {
        finding(inputs, "pen_test.finding_opened", "just-inside", "critical", "2025-12-31T12:00:00.000001Z");
        finding(inputs, "pen_test.finding_closed", "just-inside", null, "2026-01-11T00:00:00.000001Z");
        finding(inputs, "pen_test.finding_opened", "not-critical", "high", "2026-01-01T00:00:00Z");
        finding(inputs, "pen_test.finding_opened", "upper-case", "Critical", "2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "dsr_days_max, 6, met",
        "p1_response_hours, 2, met",
        "p2_response_hours, 30, missed",
        "critical_finding_days, 10.5, met",
        "rpo_minutes, 15.5, missed",
        "rto_minutes, 30, met"
    })
    void the_worst_of_the_last_90_days_counts_and_what_is_open_waits_until_t(String kpi, double value, String status) {
        assertThat(TestingInputs.only(board, "kpi", kpi))
                .containsEntry("value", value)
                .containsEntry("status", status)
                .containsEntry("source", "silver.compliance");
    }

    @ParameterizedTest
    @CsvSource({
        "dsr_days_max, 7, met",
        "p1_response_hours, 0, met",
        "p2_response_hours, 20, met",
        "critical_finding_days, 14, met",
        "rpo_minutes,, no_data",
        "rto_minutes,, no_data"
    })
    void an_incident_is_answered_by_the_response_at_once_or_even_after_it_was_resolved(
            String kpi, Double value, String status) {
        assertThat(TestingInputs.only(answeredBoard, "kpi", kpi))
                .containsEntry("value", value)
                .containsEntry("status", status);
    }

    @Test
    void audit_kpis_wait_for_the_audit_rules() {
        assertThat(List.of("audit_coverage", "audit_gaps_critical", "audit_gaps_minor"))
                .allSatisfy(kpi -> assertThat(TestingInputs.only(board, "kpi", kpi))
                        .containsEntry("value", null)
                        .containsEntry("status", "no_data"));
    }

    private static void request(TestingInputs inputs, String type, String id, String time) {
        inputs.event("silver.compliance", type, time, "request_id", id);
    }

    private static void opened(TestingInputs inputs, String id, String severity, String time) {
        inputs.event("silver.compliance", "incident.opened", time, "incident_id", id, "severity", severity);
    }

    private static void incident(TestingInputs inputs, String type, String id, String time) {
        inputs.event("silver.compliance", type, time, "incident_id", id);
    }

    private static void finding(TestingInputs inputs, String type, String id, String severity, String time) {
        inputs.event("silver.compliance", type, time, "finding_id", id, "severity", severity);
    }

    private static void drill(TestingInputs inputs, String event, String time, int rpoSeconds, int rtoSeconds) {
        inputs.event(
                "silver.compliance",
                "restore.drilled",
                time,
                "event_id",
                event,
                "rpo_seconds",
                rpoSeconds,
                "rto_seconds",
                rtoSeconds);
    }
}
