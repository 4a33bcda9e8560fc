package com.lanehouse.orchestration.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules are tried twice: with promtool where it is installed (2.42 from Debian when they were written), and
 * everywhere with a reader of the one form of expression that they have.
 */
class AlertRulesTest {
    private static final Pattern CONDITION =
            Pattern.compile("lanehouse_slo_burn_rate\\{slo=\"(\\w+)\",window=\"(\\w+)\"} > ([\\d.]+)");

    @TempDir
    Path folder;

    @Test
    void every_service_level_has_a_rule_for_every_pair_and_only_the_fast_ones_wake_somebody() throws IOException {
        List<String> rules = new ArrayList<>();
        for (JsonNode rule : rules()) {
            Matcher condition = CONDITION.matcher(rule.path("expr").asText());
            List<String> words = new ArrayList<>();
            while (condition.find()) {
                words.add(condition.group(1) + " " + condition.group(2) + " " + condition.group(3));
            }
            rules.add(String.join(", ", words) + ": "
                    + rule.path("labels").path("severity").asText());
        }
        assertThat(rules)
                .hasSize(20)
                .contains(
                        "uptime 1h 14.4, uptime 5m 14.4: page",
                        "uptime 6h 6, uptime 30m 6: page",
                        "uptime 1d 3, uptime 2h 3: ticket",
                        "uptime 3d 1, uptime 6h 1: ticket",
                        "agent_success 1h 14.4, agent_success 5m 14.4: page")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"14.5, 14.5, true", "14.5, 14.4, false", "14.4, 99, false", "14.5,, false"})
    void an_alert_needs_both_of_a_pair_above(Double overAnHour, Double overFiveMinutes, boolean fires)
            throws IOException {
        Map<String, Double> rates = new HashMap<>();
        rates.put("uptime 1h", overAnHour);
        rates.put("uptime 5m", overFiveMinutes);
        assertThat(rules().stream().filter(rule -> fires(rule, rates)).count()).isEqualTo(fires ? 1 : 0);
    }

    @Test
    void prometheus_fires_when_both_are_above_and_is_quiet_when_one_is_not() throws Exception {
        Promtool promtool = Promtool.require();
        Files.writeString(folder.resolve("rules.yaml"), AlertRules.yaml());
        Path test = Files.writeString(folder.resolve("test.yaml"), """
                rule_files: [rules.yaml]
                evaluation_interval: 1m
                tests:
                  - name: both above
                    interval: 1m
                    input_series:
                      - {series: 'lanehouse_slo_burn_rate{slo="uptime",window="1h"}', values: '14.5'}
                      - {series: 'lanehouse_slo_burn_rate{slo="uptime",window="5m"}', values: '20'}
                      - {series: 'lanehouse_slo_burn_rate{slo="agent_queue",window="5m"}', values: '20'}
                    alert_rule_test:
                      - eval_time: 0m
                        alertname: LanehouseErrorBudgetBurn
                        exp_alerts:
                          - exp_labels: {slo: uptime, window: 1h, severity: page}
                            exp_annotations:
                              summary: uptime burns its error budget more than 14.4 times as fast as allowed
                              description: Over 1h and over 5m; the objective is that 0.999 of all probes found the service up.
                  - name: the short window is over it, or just not above
                    interval: 1m
                    input_series:
                      - {series: 'lanehouse_slo_burn_rate{slo="uptime",window="1h"}', values: '99'}
                      - {series: 'lanehouse_slo_burn_rate{slo="uptime",window="5m"}', values: '14.4'}
                      - {series: 'lanehouse_slo_burn_rate{slo="agent_success",window="1d"}', values: '99'}
                      - {series: 'lanehouse_slo_burn_rate{slo="agent_success",window="6h"}', values: '99'}
                    alert_rule_test:
                      - {eval_time: 0m, alertname: LanehouseErrorBudgetBurn, exp_alerts: []}
                  - name: probes may be a day old and no older, though nobody writes metrics any more
                    interval: 1h
                    input_series:
                      - {series: 'lanehouse_newest_event_timestamp_seconds{table="silver.platform"}', values: '0x30'}
                    alert_rule_test:
                      - {eval_time: 24h, alertname: LanehouseEventsStale, exp_alerts: []}
                      - eval_time: 25h
                        alertname: LanehouseEventsStale
                        exp_alerts:
                          - exp_labels: {table: silver.platform, severity: ticket}
                            exp_annotations:
                              summary: silver.platform has had no new event for more than 1 days
                              description: Either nothing happens any more, or it is not ingested, or nobody writes the metrics.
                """);
        assertThat(promtool.complaints(
                        "", "check", "rules", folder.resolve("rules.yaml").toString()))
                .isEmpty();
        assertThat(promtool.complaints("", "test", "rules", test.toString())).isEmpty();
    }

    @Test
    void events_of_every_table_that_service_levels_count_may_stop_for_as_long_as_it_says() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode rule : new YAMLMapper().readTree(AlertRules.yaml()).at("/groups/5/rules")) {
            expressions.add(rule.path("expr").asText());
        }
        assertThat(expressions)
                .containsExactlyInAnyOrder(
                        "time() - lanehouse_newest_event_timestamp_seconds{table=\"silver.agents\"} > 259200",
                        "time() - lanehouse_newest_event_timestamp_seconds{table=\"silver.quotes\"} > 259200",
                        "time() - lanehouse_newest_event_timestamp_seconds{table=\"silver.platform\"} > 86400");
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : new YAMLMapper().readTree(AlertRules.yaml()).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (rule.path("alert").asText().equals("LanehouseErrorBudgetBurn")) {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }

    /** Both conditions hold; a series that is not there is above nothing. */
    private static boolean fires(JsonNode rule, Map<String, Double> rates) {
        String expression = rule.path("expr").asText();
        assertThat(expression).matches(CONDITION + " and ignoring\\(window\\) " + CONDITION);
        Matcher condition = CONDITION.matcher(expression);
        boolean all = true;
        while (condition.find()) {
            Double rate = rates.get(condition.group(1) + " " + condition.group(2));
            all &= rate != null && rate > Double.parseDouble(condition.group(3));
        }
        return all;
    }
}
