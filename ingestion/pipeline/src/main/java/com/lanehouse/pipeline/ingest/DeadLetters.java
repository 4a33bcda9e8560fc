package com.lanehouse.pipeline.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.DeadLetterReason;
import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.pipeline.publish.LineRouter;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The dead letters of a lake: to look at, and to be read again once a schema was mended. */
public final class DeadLetters {
    private static final List<String> COLUMNS =
            List.of("topic", "partition", "offset", "reason", "detail", "raw", "ingest_time");

    private final KernelTable table;

    private DeadLetters(KernelTable table) {
        this.table = table;
    }

    public static DeadLetters of(Path lake) {
        String path = TableCatalog.load().table(IngestTables.DEAD_LETTERS).path();
        return new DeadLetters(
                KernelTable.at(requireNonNull(lake, "lake is null").resolve(path)));
    }

    /** Gives every dead letter, in no particular order. */
    public void forEach(Consumer<DeadLetter> reader) {
        table.forEachRow(
                COLUMNS,
                "batch_id",
                0,
                row -> reader.accept(new DeadLetter(
                        (String) row[0],
                        (int) row[1],
                        (long) row[2],
                        DeadLetterReason.of((String) row[3]),
                        (String) row[4],
                        (byte[]) row[5],
                        (Instant) row[6])));
    }

    /**
     * What a replay did.
     *
     * @param sent letters whose bytes can be read now, sent to the broker once more
     * @param unreadable letters that still cannot be read; they were left where they are
     */
    public record Replayed(long sent, long unreadable) {}

    /**
     * Sends the bytes of the chosen letters to the broker again, those that can be read now. The next ingest takes them;
     * what was replayed before, or came some other way, is dropped there as a duplicate.
     *
     * @param stillUnreadable told the letter and what is wrong with it today
     */
    public Replayed replay(
            KafkaConnection broker, Predicate<DeadLetter> chosen, BiConsumer<DeadLetter, String> stillUnreadable) {
        EventTypes types = EventTypes.load();
        ArrivalReader reader = new ArrivalReader(types, TableCatalog.load());
        LineRouter router = new LineRouter(types);
        long[] counts = {0, 0};
        try (EventProducer producer = new EventProducer(broker)) {
            forEach(letter -> {
                if (!chosen.test(letter)) {
                    return;
                }
                byte[] raw = letter.raw() == null ? new byte[0] : letter.raw();
                LineRouter.Route route = router.route(new String(raw, StandardCharsets.UTF_8));
                Position position = new Position(route.topic(), letter.partition(), letter.offset());
                if (reader.read(position, raw) instanceof Arrival.Rejected rejected) {
                    counts[1]++;
                    stillUnreadable.accept(
                            letter, "%s: %s".formatted(rejected.reason().code(), rejected.detail()));
                } else {
                    counts[0]++;
                    producer.send(route.topic(), route.key(), raw);
                }
            });
            producer.flush();
        }
        return new Replayed(counts[0], counts[1]);
    }
}
