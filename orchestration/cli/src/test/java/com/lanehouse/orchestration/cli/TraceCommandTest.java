package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Json;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.directory.CarriersJob;
import com.lanehouse.jobs.directory.DirectoryJob;
import com.lanehouse.jobs.directory.PoliciesJob;
import com.lanehouse.jobs.usage.UsageDailyJob;
import com.lanehouse.jobs.usage.UsageMonthlyJob;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.orchestration.run.JobRunner;
import com.lanehouse.orchestration.run.RunConfig;
import com.lanehouse.pipeline.ingest.TestingBatches;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TraceCommandTest {
    private static final List<Job> JOBS = List.of(
            new UsageDailyJob(), new UsageMonthlyJob(), new PoliciesJob(), new CarriersJob(), new DirectoryJob());

    @TempDir
    private static Path folder;

    private static Path lake;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Two runs; what came after the second, and what happened after its T, is in none of its numbers. */
    @BeforeAll
    static void make_a_lake() {
        lake = folder.resolve("lake");
        TestingBatches batches = new TestingBatches(lake);
        batches.ingest(List.of(
                usage("e1", "2026-03-09T10:00:00Z", "acme", 5),
                usage("e2", "2026-03-09T11:00:00Z", "acme", 7),
                usage("e2", "2026-03-09T11:00:00Z", "acme", 7),
                usage("e3", "2026-03-10T10:00:00Z", "acme", 1),
                usage("e4", "2026-03-09T10:00:00Z", "a,\\u001b[2Jb", 2),
                carrier("c1", "k1")));
        run("2026-03-11T00:00:00Z");
        batches.ingest(List.of(
                usage("e5", "2026-03-09T12:00:00Z", "acme", 100),
                usage("e6", "2026-03-12T12:00:00Z", "acme", 100),
                usage("e1", "2026-03-09T10:00:00Z", "acme", 5),
                carrier("c2", "k2")));
        run("2026-03-12T00:00:00Z");
        batches.ingest(List.of(usage("e7", "2026-03-09T13:00:00Z", "acme", 1_000)));
    }

    private static void run(String asOf) {
        assertThat(new JobRunner(TestingLake.open(lake), JOBS)
                        .run(new RunConfig(List.of(), Instant.parse(asOf), null, false), result -> {}))
                .allMatch(result -> result.succeeded());
    }

    private static Record usage(String id, String time, String company, int qty) {
        return new Record("usage", """
                {"specversion":"1.0","id":"%s","source":"test","time":"%s","type":"usage.recorded",\
                "data":{"company_id":"%s","feature_key":"quotes","qty":%d}}""".formatted(id, time, company, qty));
    }

    private static Record carrier(String id, String carrier) {
        return new Record("directory", """
                {"specversion":"1.0","id":"%s","source":"test","time":"2026-03-01T00:00:00Z",\
                "type":"carrier.updated","data":{"carrier_id":"%s","city":"Waco"}}""".formatted(id, carrier));
    }

    @Test
    void a_number_is_followed_down_to_the_records_of_kafka() {
        assertThat(trace("gold.usage_monthly", "acme,quotes,2026-03-01")).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceFirst("read .*", "read …")))
                .containsExactly("""
                        gold.usage_monthly, computed as of 2026-03-12T00:00:00Z
                          company_id=acme  feature_key=quotes  month=2026-03-01  qty=113  events=4
                            2 of gold.usage_daily
                              company_id=acme  feature_key=quotes  day=2026-03-09  qty=112  events=3
                                3 of silver.usage
                                  type=usage.recorded  event_time=2026-03-09T10:00:00Z  source=test  event_id=e1  company_id=acme  feature_key=quotes  qty=5
                                      Kafka usage/0/0 of cluster cluster-1, read …
                                  type=usage.recorded  event_time=2026-03-09T11:00:00Z  source=test  event_id=e2  company_id=acme  feature_key=quotes  qty=7
                                      Kafka usage/0/1 of cluster cluster-1, read …
                                  type=usage.recorded  event_time=2026-03-09T12:00:00Z  source=test  event_id=e5  company_id=acme  feature_key=quotes  qty=100
                                      Kafka usage/0/6 of cluster cluster-1, read …
                              company_id=acme  feature_key=quotes  day=2026-03-10  qty=1  events=1
                                1 of silver.usage
                                  type=usage.recorded  event_time=2026-03-10T10:00:00Z  source=test  event_id=e3  company_id=acme  feature_key=quotes  qty=1
                                      Kafka usage/0/3 of cluster cluster-1, read …""".lines().toArray(String[]::new));
    }

    @Test
    void columns_may_be_named_and_the_limit_leaves_the_count() {
        assertThat(trace("gold.usage_daily", "day=2026-03-09,company_id=acme,feature_key=quotes", "--limit", "1"))
                .isZero();
        assertThat(out.toString())
                .contains("3 of silver.usage, the first 1\n", "event_id=e1")
                .doesNotContain("event_id=e2");
    }

    @Test
    void the_payload_is_shown_as_it_came() {
        assertThat(trace("gold.usage_daily", "acme,quotes,2026-03-10", "--payload"))
                .isZero();
        assertThat(out.toString())
                .endsWith("  " + usage("e3", "2026-03-10T10:00:00Z", "acme", 1).value() + "\n");
    }

    @Test
    void json_says_the_same() throws IOException {
        assertThat(trace("gold.usage_daily", "acme,quotes,2026-03-10", "--payload", "--json"))
                .isZero();
        JsonNode row = Json.MAPPER.readTree(out.toString());
        assertThat(row.path("table").asText()).isEqualTo("gold.usage_daily");
        assertThat(row.path("computed_as_of").asText()).isEqualTo("2026-03-12T00:00:00Z");
        assertThat(row.at("/row/qty").asInt()).isEqualTo(1);
        JsonNode step = row.at("/made_of/0");
        assertThat(step.path("table").asText()).isEqualTo("silver.usage");
        assertThat(step.path("count").asInt()).isEqualTo(1);
        assertThat(step.at("/rows/0/row/event_id").asText()).isEqualTo("e3");
        JsonNode arrival = step.at("/rows/0/made_of/0/rows/0/row");
        assertThat(arrival.path("offset").asInt()).isEqualTo(3);
        assertThat(Json.MAPPER.readTree(arrival.path("payload").asText()).at("/data/qty"))
                .hasToString("1");
    }

    @Test
    void of_a_snapshot_the_newest_is_meant_and_an_earlier_one_is_traced_as_it_was() {
        assertThat(trace("gold.directory_daily")).isZero();
        assertThat(out.toString())
                .contains("as_of=2026-03-12T00:00:00Z  carriers=2", "2 of gold.carriers", "event_id=c2");
        out.getBuffer().setLength(0);
        assertThat(trace("gold.directory_daily", "2026-03-11T00:00:00Z")).isZero();
        assertThat(out.toString())
                .contains("computed as of 2026-03-11T00:00:00Z", "1 of gold.carriers", "event_id=c1")
                .doesNotContain("event_id=c2");
        assertThat(trace("gold.carrier_scorecards", "k1")).isZero();
    }

    @Test
    void an_event_of_silver_is_traced_to_its_first_arrival() {
        assertThat(trace("silver.usage", "test,e2")).isZero();
        assertThat(out.toString()).contains("Kafka usage/0/1 of").doesNotContain("usage/0/2", "usage/0/8");
    }

    @Test
    void a_key_that_fits_several_rows_lists_keys_that_fit_one_each() {
        assertThat(trace("gold.usage_daily", "day=2026-03-09")).isEqualTo(2);
        assertThat(err.toString())
                .contains("the key fits more than one row of gold.usage_daily")
                .contains("  company_id=acme,feature_key=quotes,day=2026-03-09\n")
                .contains("  \"company_id=a,�[2Jb\",feature_key=quotes,day=2026-03-09\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_value_with_a_comma_stands_in_quotes_and_cannot_steer_the_terminal() {
        assertThat(trace("gold.usage_daily", "\"a,\u001b[2Jb\",quotes,2026-03-09"))
                .isZero();
        assertThat(out.toString()).contains("company_id=a,�[2Jb").doesNotContain("\u001b");
    }

    @Test
    void a_row_that_is_not_there_is_answered_with_no() {
        assertThat(trace("gold.usage_daily", "acme,quotes,2026-03-08")).isEqualTo(1);
        assertThat(trace("gold.usage_daily", "' OR 1=1 --,quotes,2026-03-09")).isEqualTo(1);
        assertThat(err.toString()).contains("gold.usage_daily has no row acme,quotes,2026-03-08");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gold.usage_daily|qty=5|'qty=5' does not name a column of its key",
                "gold.usage_daily|acme,company_id=acme|'acme' does not name a column",
                "gold.usage_daily|day=2026-03-09,day=2026-03-09|day is there twice",
                "gold.usage_daily|acme,quotes,2026-03-09,1|4 values are more than its key has",
                "gold.usage_daily|acme,quotes,soon|day=soon is not a DATE",
                "gold.nothing|x|gold.nothing cannot be traced",
                "reference.plans|x|reference.plans cannot be traced"
            })
    void a_key_or_a_table_that_does_not_fit_is_wrong_use(String table, String key, String why) {
        assertThat(trace(table, key)).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }

    private int trace(String... words) {
        CommandLine commandLine = Main.commandLine(ConfigFile.from(new String[0]))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return commandLine.execute(
                Stream.of(Stream.of("trace"), Arrays.stream(words), Stream.of("--lake", lake.toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }
}
