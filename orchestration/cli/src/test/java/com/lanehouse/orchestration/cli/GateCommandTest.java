package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Json;
import com.lanehouse.orchestration.gate.AlertRules;
import com.lanehouse.orchestration.gate.TestingStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GateCommandTest {
    private static final String T = "2026-03-31T12:00:00Z";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path lake;

    @BeforeEach
    void make_a_lake() throws IOException {
        lake = folder.resolve("lake");
        Files.createDirectories(lake.resolve("ops"));
    }

    @Test
    void an_open_gate_is_exit_0() {
        new TestingStatus(lake).measured(T, Map.of());
        assertThat(run("gate")).isZero();
        assertThat(out.toString()).startsWith("Service levels as of " + T).endsWith("The gate is open.\n");
    }

    @Test
    void a_breach_or_missing_data_is_exit_1_with_the_reason_of_each() {
        new TestingStatus(lake).measured(T, Map.of("uptime", new long[] {99, 100}, "agent_success", new long[] {0, 0}));
        assertThat(run("gate")).isEqualTo(1);
        assertThat(out.toString())
                .contains("0 finished tasks in the last hour; it takes 20 to judge")
                .contains("99 of 100 probes found the service up in the last 30 days: 99 %, the objective is 99.9 %")
                .endsWith("The gate is closed: agent_success is unmeasured, uptime is in breach\n");
    }

    @Test
    void a_lake_that_was_never_run_is_exit_1() {
        assertThat(run("gate")).isEqualTo(1);
        assertThat(out.toString()).startsWith("Service levels, which no run has measured yet");
    }

    @Test
    void json_says_the_same() throws IOException {
        new TestingStatus(lake).measured(T, Map.of("uptime", new long[] {99, 100}));
        assertThat(run("gate", "--json")).isEqualTo(1);
        JsonNode answer = Json.MAPPER.readTree(out.toString());
        assertThat(answer.path("open").asBoolean()).isFalse();
        assertThat(answer.path("as_of").asText()).isEqualTo(T);
        JsonNode uptime = answer.path("service_levels").get(4);
        assertThat(uptime.path("slo").asText()).isEqualTo("uptime");
        assertThat(uptime.path("status").asText()).isEqualTo("breach");
        assertThat(uptime.path("ratio").asDouble()).isEqualTo(0.99);
        assertThat(uptime.path("burn_rates").path("5m").isNull()).isTrue();
    }

    @Test
    void metrics_and_rules_are_written_to_a_file_and_end_with_0() throws IOException {
        new TestingStatus(lake).measured(T, Map.of("uptime", new long[] {99, 100}));
        Path metrics = folder.resolve("lanehouse.prom");
        assertThat(run("gate", "--metrics", "--out", metrics.toString())).isZero();
        assertThat(metrics).content().contains("lanehouse_slo_ratio{slo=\"uptime\"} 0.99\n");
        Path rules = folder.resolve("rules.yaml");
        assertThat(run("gate", "--alert-rules", "--out", rules.toString())).isZero();
        assertThat(rules).hasContent(AlertRules.yaml());
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("lake", "lanehouse.prom", "rules.yaml");
    }

    @Test
    void a_file_for_the_answer_itself_is_wrong_use() {
        assertThat(run("gate", "--out", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--out goes with --alert-rules or --metrics");
    }

    @Test
    void two_forms_at_once_are_wrong_use() {
        assertThat(run("gate", "--json", "--metrics")).isEqualTo(2);
    }

    private int run(String... words) {
        CommandLine commandLine = Main.commandLine(ConfigFile.from(new String[0]))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--lake";
        all[words.length + 1] = lake.toString();
        return commandLine.execute(all);
    }
}
