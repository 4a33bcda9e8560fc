package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.pipeline.ingest.Ingest;
import com.lanehouse.pipeline.ingest.IngestConfig;
import com.lanehouse.pipeline.ingest.TestingKilledIngest;
import com.lanehouse.pipeline.publish.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ingest is killed before and after every commit, twice in a row at each, and taken up again. For every step new events
 * are published, among them one that is known already, one that comes twice and one that cannot be read.
 */
@Tag("product")
class CrashProductTest {
    private static final List<String> STEPS = Stream.of(
                    "bronze.dead_letters",
                    "bronze.events",
                    "silver.usage",
                    "silver.directory",
                    "silver.billing",
                    "identities",
                    "ops.ingest_batches")
            .flatMap(step -> Stream.of("before " + step, "after " + step))
            .toList();

    private static final int LINES_A_STEP = 6;
    /** Enough that small files are joined on the way. */
    private static final int MORE_BATCHES = 25;

    @TempDir
    static Path folder;

    private static RunningBroker broker;
    private static Path lake;

    @BeforeAll
    static void kill_and_go_on_at_every_step() throws Exception {
        SecondEngine.require();
        broker = RunningBroker.start(folder);
        String bootstrap = broker.bootstrap();
        lake = folder.resolve("lake");
        for (int i = 0; i < STEPS.size(); i++) {
            publish(bootstrap, i);
            for (int time = 1; time <= 2; time++) {
                assertThat(killed(bootstrap, STEPS.get(i)))
                        .as("kill %d %s", time, STEPS.get(i))
                        .isEqualTo(TestingKilledIngest.KILLED);
                // After its own row a batch is complete, and a second ingest has nothing to do.
                if (STEPS.get(i).equals("after ops.ingest_batches")) {
                    break;
                }
            }
            new Ingest(lake, IngestConfig.of(KafkaConnection.of(bootstrap))).catchUp(batch -> {});
        }
        for (int i = 0; i < MORE_BATCHES; i++) {
            publish(bootstrap, List.of(usage("more" + i)));
            new Ingest(lake, IngestConfig.of(KafkaConnection.of(bootstrap))).catchUp(batch -> {});
        }
    }

    @AfterAll
    static void stop_the_broker() throws InterruptedException {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void every_identity_is_in_silver_once() throws Exception {
        for (String family : List.of("usage", "directory", "billing")) {
            Set<String> found = new HashSet<>();
            for (JsonNode row : SecondEngine.query(lake, "silver." + family, "select event_id from t")) {
                assertThat(found.add(row.path("event_id").asText()))
                        .as("%s once", row)
                        .isTrue();
            }
            Set<String> published = new HashSet<>();
            for (int i = 0; i < STEPS.size(); i++) {
                published.add(family + i);
            }
            for (int i = 0; family.equals("usage") && i < MORE_BATCHES; i++) {
                published.add("more" + i);
            }
            assertThat(found).isEqualTo(published);
        }
    }

    @Test
    void every_record_is_in_exactly_one_bronze_table_once() throws Exception {
        List<String> positions = new ArrayList<>();
        for (String table : List.of("bronze.events", "bronze.dead_letters")) {
            for (JsonNode row :
                    SecondEngine.query(lake, table, "select topic, partition, \"offset\" as position from t")) {
                positions.add(row.toString());
            }
        }
        assertThat(positions).doesNotHaveDuplicates().hasSize(STEPS.size() * LINES_A_STEP - 1 + MORE_BATCHES);
    }

    @Test
    void every_unreadable_record_has_one_dead_letter() throws Exception {
        assertThat(SecondEngine.number(lake, "bronze.dead_letters", "select count(*) from t"))
                .isEqualTo(STEPS.size());
    }

    @Test
    void small_files_were_joined_on_the_way() throws IOException {
        try (Stream<Path> commits = Files.list(lake.resolve("silver/usage/_delta_log"))) {
            assertThat(commits.filter(file -> file.toString().endsWith(".json")))
                    .anySatisfy(file -> assertThat(file).content().contains("\"remove\""));
        }
    }

    @Test
    void the_batches_follow_one_another_and_count_what_was_written() throws Exception {
        JsonNode sums = SecondEngine.query(
                        lake,
                        "ops.ingest_batches",
                        "select count(*) batches, max(batch_id) newest, sum(silver_rows) silver from t")
                .get(0);
        assertThat(sums.path("batches").asLong()).isEqualTo(sums.path("newest").asLong());
        assertThat(sums.path("silver").asLong()).isEqualTo(3L * STEPS.size() + MORE_BATCHES);
    }

    private static void publish(String bootstrap, int step) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                usage("usage" + step),
                event("directory" + step, "carrier.updated", "\"carrier_id\":\"k\""),
                event(
                        "billing" + step,
                        "stripe.event",
                        "\"id\":\"evt_%d\",\"object\":\"event\",\"type\":\"invoice.paid\",\"created\":1772323200,\"livemode\":true,\"data\":{\"object\":{}}"
                                .formatted(step)),
                usage("usage" + step),
                "{\"broken"));
        if (step > 0) {
            lines.add(usage("usage" + (step - 1)));
        }
        publish(bootstrap, lines);
    }

    private static void publish(String bootstrap, List<String> lines) throws IOException {
        Path file = Files.write(folder.resolve("events.ndjson"), lines);
        Publisher.publish(KafkaConnection.of(bootstrap), List.of(file), count -> {});
    }

    private static int killed(String bootstrap, String step) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingKilledIngest.class.getName(),
                        lake.toString(),
                        bootstrap,
                        step)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        return process.waitFor();
    }

    private static String usage(String id) {
        return event(id, "usage.recorded", "\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":1");
    }

    private static String event(String id, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"%s\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{%s}}"
                .formatted(id, type, data);
    }
}
