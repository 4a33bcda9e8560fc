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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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

        assertThat(taken("quotes"))
                .containsExactly(new Taken("quotes", null, text("1")), new Taken("quotes", null, text("2")));
        assertThat(taken("usage"))
                .containsExactly(new Taken(
                        "usage",
                        "acme",
                        "{\"type\":\"usage.recorded\",\"partitionkey\":\"acme\",\"data\":{\"type\":1}}"));
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
        Process process = process(said);
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
                .containsExactlyInAnyOrder(text("2"), "{\"type\":\"unheard.of\"}", "{}");
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
                        Duration.ofMillis(50),
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

    @Test
    void a_topic_that_is_refused_for_good_delays_no_other() throws Exception {
        broker.refusesTopic("usage", new TopicAuthorizationException("not authorized"));
        try (EventSpool spool = open()) {
            for (int i = 0; i < 50; i++) {
                spool.append(usage(Integer.toString(i)), event(Integer.toString(i)));
            }
            await(() -> broker.taken().size() == 50);
        }

        assertThat(broker.events()).containsExactlyElementsOf(texts(50));
    }

    @Test
    void a_topic_that_is_missing_keeps_no_other_waiting_while_the_client_looks_for_it() throws Exception {
        broker.misses("usage");
        try (EventSpool spool = open()) {
            spool.append(usage("1"), event("1"));
            await(() -> spool.failure() != null);
            spool.append(usage("2"), event("2"));
            await(() -> broker.taken().size() == 2);
            assertThat(spool.failure()).contains("usage", "not present in metadata");

            broker.takesTopic("usage");
            await(() -> broker.taken().size() == 4);
        }

        assertThat(taken("usage")).extracting(Taken::event).containsExactly(usageText("1"), usageText("2"));
    }

    @Test
    void the_failure_names_the_topics_in_trouble_until_they_are_out_of_it() throws Exception {
        broker.refusesTopic("usage", new IllegalStateException("may not be written"));
        broker.refusesTopic("quotes", new IllegalStateException("is missing"));
        try (EventSpool spool = open()) {
            spool.append(event("1"), usage("1"));
            await(() -> spool.failure() != null && spool.failure().contains("; "));
            assertThat(spool.failure())
                    .isEqualTo("quotes: java.lang.IllegalStateException: is missing; "
                            + "usage: java.lang.IllegalStateException: may not be written");

            broker.takesTopic("quotes");
            await(() -> !spool.failure().contains("quotes"));
            assertThat(spool.failure()).contains("usage");

            broker.takesTopic("usage");
            await(() -> spool.failure() == null);
        }
    }

    @Test
    void after_a_refusal_only_what_comes_from_the_first_refused_line_on_is_sent_again() throws Exception {
        broker.refuses(event -> event.equals(text("2")));
        try (EventSpool spool = open()) {
            spool.append(event("1"), event("2"), event("3"));
            await(() -> spool.failure() != null);
            broker.refuses(event -> false);
            await(() -> spool.bytesWaiting() == 0);
        }

        assertThat(broker.events()).containsExactly(text("1"), text("2"), text("3"));
    }

    @Test
    void what_overtook_a_refused_event_comes_again_after_it() throws Exception {
        broker.answersLater();
        try (EventSpool spool = open()) {
            spool.append(event("1"), event("2"), event("3"));
            await(() -> broker.taken().size() == 3);
            broker.answers(null, new IllegalStateException("refused"), null);
            await(() -> spool.bytesWaiting() == 0);
        }

        assertThat(broker.events()).containsExactly(text("1"), text("2"), text("3"), text("2"), text("3"));
    }

    /** Six lines of 33 bytes fill a file of 200. */
    @Test
    void the_next_file_waits_until_the_broker_has_all_of_the_one_before() throws Exception {
        broker.answersLater();
        try (EventSpool spool = open()) {
            IntStream.rangeClosed(1, 9).forEach(i -> spool.append(event(Integer.toString(i))));
            await(() -> broker.taken().size() == 6);
            broker.answers(null, null, null, null, null, new IllegalStateException("refused"));
            await(() -> spool.bytesWaiting() == 0);
        }

        assertThat(broker.events())
                .containsExactlyElementsOf(Stream.of(1, 2, 3, 4, 5, 6, 6, 7, 8, 9)
                        .map(i -> text(Integer.toString(i)))
                        .toList());
    }

    @Test
    void what_the_broker_calls_invalid_waits_for_it_may_be_the_clock() throws Exception {
        broker.refuses(event -> event.equals(text("2")), new InvalidRecordException("invalid"));
        try (EventSpool spool = open()) {
            spool.append(event("1"), event("2"));
            await(() -> spool.failure() != null);
            broker.refuses(event -> false);
            await(() -> spool.bytesWaiting() == 0);
        }

        assertThat(broker.events()).containsExactly(text("1"), text("2"));
        assertThat(folder.resolve("0/aside.ndjson")).doesNotExist();
    }

    @Test
    void a_topic_in_trouble_keeps_no_file_that_holds_nothing_of_it() throws Exception {
        broker.misses("usage");
        try (EventSpool spool = open()) {
            spool.append(usage("1"));
            IntStream.range(0, 50).forEach(i -> spool.append(event(Integer.toString(i))));

            await(() -> files().size() == 2);
            assertThat(Files.readString(files().getFirst())).contains(usageText("1"));
        }
    }

    @Test
    void a_part_that_nobody_opens_any_more_is_sent_by_who_has_another_open() throws Exception {
        TestingOutlet away = new TestingOutlet();
        away.refuses(event -> true);
        try (EventSpool running = open()) {
            try (EventSpool other = open(1 << 20, away)) {
                other.append(event("left"));
            }
            running.append(event("own"));
            await(() -> broker.taken().size() == 2);
        }

        assertThat(broker.events()).containsExactlyInAnyOrder(text("left"), text("own"));
        assertThat(files()).isEmpty();
    }

    @Test
    void parts_that_dead_processes_left_are_sent_by_the_next_that_is_opened() throws Exception {
        broker.refuses(event -> true);
        try (EventSpool one = open();
                EventSpool other = open()) {
            one.append(event("1"));
            other.append(event("2"));
        }

        broker.refuses(event -> false);
        try (EventSpool spool = open()) {
            await(() -> broker.taken().size() == 2 && spool.bytesWaiting() == 0);
        }
        assertThat(broker.events()).containsExactlyInAnyOrder(text("1"), text("2"));
        assertThat(files()).isEmpty();
    }

    @Test
    void a_part_that_was_left_is_free_again_when_all_of_it_has_arrived() throws Exception {
        TestingOutlet away = new TestingOutlet();
        away.refuses(event -> true);
        try (EventSpool running = open()) {
            try (EventSpool other = open(1 << 20, away)) {
                other.append(event("left"));
            }
            await(() -> broker.events().contains(text("left")));
            await(() -> firstFree().equals(folder.resolve("1")));
            assertThat(running.failure()).isNull();
        }
    }

    @Test
    void a_second_one_in_the_same_process_does_not_give_the_first_ones_part_to_another_process() throws Exception {
        Path said = folder.resolve("said");
        try (EventSpool one = open();
                EventSpool other = open()) {
            one.append(event("1"));
            other.append(event("2"));
            Process process = process(said);
            await(() -> last(said) >= 0);
            process.destroyForcibly().waitFor();
        }

        assertThat(folder.resolve("2")).isDirectory();
    }

    @Test
    void an_interrupted_thread_keeps_its_events_and_does_no_harm_to_those_of_others() throws Exception {
        try (EventSpool spool = open()) {
            Thread.currentThread().interrupt();
            IntStream.range(0, 50).forEach(i -> spool.append(event(Integer.toString(i))));
            assertThat(Thread.interrupted()).isTrue();

            spool.append(event("50"));
            await(() -> broker.taken().size() == 51);
        }

        assertThat(broker.events()).containsExactlyElementsOf(texts(51));
    }

    @Test
    void an_interrupted_thread_closes_it_without_waiting_and_lets_go_of_everything() throws Exception {
        broker.misses("quotes");
        EventSpool spool = open();
        spool.append(event("1"));
        Thread.currentThread().interrupt();
        spool.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("event-spool"));
        broker.takesTopic("quotes");
        try (EventSpool next = open()) {
            await(() -> next.bytesWaiting() == 0);
        }
        assertThat(broker.events()).containsExactly(text("1"));
        assertThat(folder.resolve("1")).doesNotExist();
    }

    @Test
    void a_large_file_goes_early_when_the_broker_has_all_of_it() throws Exception {
        try (EventSpool spool = open()) {
            spool.append(event("x".repeat(300 << 10)));
            await(() -> files().size() == 1 && Files.size(files().getFirst()) == 0);

            spool.append(event("1"));
            await(() -> broker.taken().size() == 2);
        }
    }

    @Test
    void what_cannot_be_put_aside_stays_and_is_put_aside_later() throws Exception {
        Path aside = Files.createDirectories(folder.resolve("0/aside.ndjson"));
        try (EventSpool spool = open()) {
            spool.append(bytes("{}"), event("1"));
            await(() -> spool.failure() != null);
            Files.delete(aside);
            await(() -> spool.bytesWaiting() == 0);
            assertThat(spool.failure()).isNull();
        }

        assertThat(aside).hasContent("{}");
        assertThat(broker.events()).containsExactly(text("1"));
    }

    private Process process(Path said) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingSpoolProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private interface Condition {
        boolean holds() throws Exception;
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
        return open(mostBytes, broker);
    }

    private EventSpool open(long mostBytes, TestingOutlet broker) {
        return EventSpool.open(
                new SpoolConfig(
                        folder,
                        Map.of("quote.priced", "quotes", "usage.recorded", "usage"),
                        SEGMENT_BYTES,
                        mostBytes,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
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

    private List<Taken> taken(String topic) {
        return broker.taken().stream()
                .filter(taken -> taken.topic().equals(topic))
                .toList();
    }

    private Path firstFree() throws IOException {
        try (Part part = Part.free(folder)) {
            return part.folder();
        }
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> text(Integer.toString(i)))
                .toList();
    }

    private static byte[] usage(String id) {
        return bytes(usageText(id));
    }

    private static String usageText(String id) {
        return "{\"type\":\"usage.recorded\",\"id\":\"%s\"}".formatted(id);
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

    private static void await(Condition holds) throws Exception {
        for (int i = 0; i < 1_000 && !holds.holds(); i++) {
            Thread.sleep(20);
        }
        assertThat(holds.holds()).as("after 20 seconds").isTrue();
    }
}
