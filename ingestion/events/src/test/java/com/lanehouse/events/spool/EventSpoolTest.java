package com.lanehouse.events.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.events.spool.TestingOutlet.Taken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSpoolTest {
    private static final int SEGMENT_BYTES = 200;

    @TempDir
    private Path folder;

    private final TestingOutlet broker = new TestingOutlet();

    @Test
    void events_arrive_in_order_with_the_topic_of_their_type_and_their_key() throws Exception {
        try (EventSpool spool = open()) {
            spool.append(
                    event("1"), bytes("{\"type\":\"usage.recorded\",\"partitionkey\":\"acme\",\"data\":{\"type\":1}}"));
            spool.append(event("2"));
            await(() -> broker.taken().size() == 3);
        }

        assertThat(broker.taken())
                .containsExactly(
                        new Taken("quotes", null, text("1")),
                        new Taken(
                                "usage",
                                "acme",
                                "{\"type\":\"usage.recorded\",\"partitionkey\":\"acme\",\"data\":{\"type\":1}}"),
                        new Taken("quotes", null, text("2")));
    }

    @Test
    void nobody_waits_for_a_broker_that_is_away_and_it_gets_everything_when_it_is_back() throws Exception {
        broker.refuses(event -> true);
        try (EventSpool spool = open()) {
            IntStream.range(0, 100).forEach(i -> spool.append(event(Integer.toString(i))));
            await(() -> spool.failure() != null);
            assertThat(spool.failure()).contains("the broker is away");
            assertThat(spool.bytesWaiting()).isPositive();

            broker.refuses(event -> false);
            await(() -> spool.bytesWaiting() == 0);
        }

        assertThat(broker.events().stream().distinct()).hasSize(100);
        assertThat(files()).isEmpty();
    }

    @Test
    void one_that_was_refused_is_sent_again_until_it_is_taken() throws Exception {
        broker.refuses(event -> event.equals(text("2")));
        try (EventSpool spool = open()) {
            spool.append(event("1"), event("2"), event("3"));
            await(() -> spool.failure() != null);
            broker.refuses(event -> false);
            await(() -> spool.bytesWaiting() == 0);
            assertThat(spool.failure()).isNull();
        }

        assertThat(broker.events()).contains(text("1"), text("2"), text("3"));
    }

    @Test
    void what_is_left_when_it_closes_is_sent_by_who_opens_it_next() throws Exception {
        broker.refuses(event -> true);
        try (EventSpool spool = open()) {
            IntStream.range(0, 50).forEach(i -> spool.append(event(Integer.toString(i))));
        }
        assertThat(files()).isNotEmpty();

        broker.refuses(event -> false);
        try (EventSpool spool = open()) {
            await(() -> spool.bytesWaiting() == 0);
        }
        assertThat(broker.events())
                .containsExactlyElementsOf(IntStream.range(0, 50)
                        .mapToObj(i -> text(Integer.toString(i)))
                        .toList());
    }

    @Test
    void a_process_that_is_killed_loses_none_that_it_said_it_had() throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingSpoolProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        await(() -> last(said) >= 5_000);
        process.destroyForcibly().waitFor();

        try (EventSpool spool = open()) {
            await(() -> spool.bytesWaiting() == 0);
        }
        assertThat(broker.events())
                .containsAll(IntStream.rangeClosed(0, last(said))
                        .mapToObj(i -> text(Integer.toString(i)))
                        .toList());
    }

    @Test
    void half_a_line_at_the_end_was_promised_to_nobody() throws Exception {
        broker.refuses(event -> true);
        try (EventSpool spool = open()) {
            spool.append(event("1"));
        }
        Files.writeString(files().getLast(), "{\"type\":\"quo", StandardOpenOption.APPEND);

        broker.refuses(event -> false);
        try (EventSpool spool = open()) {
            await(() -> spool.bytesWaiting() == 0);
        }
        assertThat(broker.events()).containsExactly(text("1"));
    }

    @Test
    void what_can_never_be_sent_is_put_aside_and_keeps_nothing_waiting() throws Exception {
        broker.refuses(event -> event.equals(text("2")), new RecordTooLargeException("too large"));
        try (EventSpool spool = open()) {
            spool.append(event("1"), event("2"), bytes("{\"type\":\"unheard.of\"}"), bytes("{}"), event("3"));
            await(() -> spool.bytesWaiting() == 0);
        }

        assertThat(broker.events()).containsExactly(text("1"), text("3"));
        assertThat(Files.readAllLines(folder.resolve("0/aside.ndjson")))
                .containsExactly(text("2"), "{\"type\":\"unheard.of\"}", "{}");
    }

    @Test
    void beyond_what_may_wait_events_are_refused_and_none_is_kept_by_half() throws Exception {
        broker.refuses(event -> true);
        int kept = 0;
        try (EventSpool spool = open(3 * SEGMENT_BYTES)) {
            while (kept < 1_000) {
                spool.append(event("first"), event("second"));
                kept++;
            }
        } catch (SpoolException e) {
            assertThat(e).hasMessageContaining("bytes wait for the broker, no more may");
        }
        assertThat(kept).isBetween(1, 50);

        broker.refuses(event -> false);
        try (EventSpool spool = open()) {
            await(() -> spool.bytesWaiting() == 0);
        }
        assertThat(broker.events()).hasSize(2 * kept);
    }

    @Test
    void after_it_is_closed_it_keeps_nothing_and_says_so() {
        EventSpool spool = open();
        spool.close();

        assertThatThrownBy(() -> spool.append(event("1")))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void two_that_are_open_at_once_do_not_share_files() throws Exception {
        try (EventSpool one = open();
                EventSpool other = open()) {
            one.append(event("1"));
            other.append(event("2"));
            await(() -> broker.taken().size() == 2);
        }

        assertThat(broker.events()).containsExactlyInAnyOrder(text("1"), text("2"));
        assertThat(folder.resolve("1")).isDirectory();
    }

    @Test
    void with_kafkas_own_client_and_no_broker_events_wait_for_who_opens_it_next() throws Exception {
        try (EventSpool spool = EventSpool.open(
                new SpoolConfig(
                        folder,
                        Map.of("quote.priced", "quotes"),
                        SEGMENT_BYTES,
                        1 << 20,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(10),
                        Duration.ofSeconds(1)),
                KafkaConnection.of("127.0.0.1:9"))) {
            spool.append(event("1"));
            await(() -> spool.failure() != null);
        }
        try (EventSpool spool = open()) {
            await(() -> spool.bytesWaiting() == 0);
        }
        assertThat(broker.events()).containsExactly(text("1"));
    }

    @Test
    void many_threads_append_at_once_and_every_event_arrives_once() throws Exception {
        try (EventSpool spool = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                byte[] event = event(Integer.toString(i));
                threads.submit(() -> spool.append(event));
            }
            threads.shutdown();
            await(() -> broker.taken().size() == 1_000);
        }

        assertThat(broker.events())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1_000)
                        .mapToObj(i -> text(Integer.toString(i)))
                        .toList());
    }

    /** The last number that stands on a whole line; -1 when there is none. */
    private static int last(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.matches("\\d+"))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EventSpool open() {
        return open(1 << 20);
    }

    private EventSpool open(long mostBytes) {
        return EventSpool.open(
                new SpoolConfig(
                        folder,
                        Map.of("quote.priced", "quotes", "usage.recorded", "usage"),
                        SEGMENT_BYTES,
                        mostBytes,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(10),
                        Duration.ofSeconds(1)),
                broker);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] event(String id) {
        return bytes(text(id));
    }

    private static String text(String id) {
        return "{\"type\":\"quote.priced\",\"id\":\"%s\"}".formatted(id);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(holds.getAsBoolean()).as("after 20 seconds").isTrue();
    }
}
