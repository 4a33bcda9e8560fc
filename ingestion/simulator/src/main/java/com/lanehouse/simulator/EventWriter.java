package com.lanehouse.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Writes events in order of arrival. Nearly all arrive when they happen; about {@value #NOISE} each arrive late, arrive
 * twice, or are followed by a broken relative. Which ones is decided by the event's identity alone, so leaving a family
 * out changes no other. What happens after the history is not written: it has not happened yet.
 */
final class EventWriter {
    static final double NOISE = 0.01;
    private static final String SOURCE = "lanehouse/simulator";
    private static final String STRIPE_SOURCE = "stripe/acct_sim";

    private final JsonFactory json = new JsonFactory();
    private final long root;
    private final Window window;
    private final Set<String> families;
    private final OutputStream out;
    private final PriorityQueue<Line> pending =
            new PriorityQueue<>(Comparator.comparingLong(Line::arrival).thenComparingLong(Line::sequence));
    private final Map<EventType, Long> made = new EnumMap<>(EventType.class);
    private final Map<EventType, Long> written = new EnumMap<>(EventType.class);
    private long sequence;
    private long late;
    private long duplicated;
    private long broken;

    private record Line(long arrival, long sequence, byte[] bytes) {}

    EventWriter(long root, Window window, Set<String> families, OutputStream out) {
        this.root = root;
        this.window = window;
        this.families = families;
        this.out = out;
    }

    /**
     * Notes an event; it is written when its day is drained.
     *
     * @param subject the company or other entity the event is about; null = none
     * @param at epoch milliseconds
     */
    void emit(EventType type, String subject, long at, Consumer<Fields> data) {
        long number = made.merge(type, 1L, Long::sum);
        emit(type, uuid(type.type(), number), SOURCE, subject, at, data);
    }

    /** Notes a Stripe event, whose CloudEvents id is Stripe's own. */
    void emitStripe(String stripeEventId, String subject, long at, Consumer<Fields> data) {
        emit(EventType.STRIPE_EVENT, stripeEventId, STRIPE_SOURCE, subject, at, data);
    }

    private void emit(EventType type, String id, String source, String subject, long at, Consumer<Fields> data) {
        if (at > window.lastMoment() || (!families.isEmpty() && !families.contains(type.family()))) {
            return;
        }
        byte[] bytes = render(type, id, source, subject, at, data);
        written.merge(type, 1L, Long::sum);
        Chance noise = Chance.of(root, id);
        long arrival = at;
        if (noise.happens(NOISE) && at >= window.firstMoment() && at < window.lastMoment()) {
            arrival = arrivalAfter(at, noise.logNormal(4, 1.2), 0.5, 48);
            late++;
        }
        queue(arrival, bytes);
        if (noise.happens(NOISE)) {
            boolean changed = noise.happens(0.2);
            queue(
                    arrivalAfter(arrival, noise.logNormal(0.5, 1.5), 0.01, 24),
                    changed ? BrokenLines.otherBody(type, bytes) : bytes);
            duplicated++;
        }
        if (noise.happens(NOISE)) {
            byte[] line = BrokenLines.broken(type, bytes, noise.below(BrokenLines.KINDS), uuid("broken " + id, 0));
            queue(arrivalAfter(arrival, noise.between(0.001, 0.2), 0, 1), line);
            broken++;
        }
    }

    private long arrivalAfter(long moment, double hours, double atLeast, double atMost) {
        double delay = Math.clamp(hours, atLeast, atMost);
        return Math.min(window.lastMoment(), moment + (long) (delay * Window.HOUR));
    }

    private void queue(long arrival, byte[] bytes) {
        pending.add(new Line(arrival, sequence++, bytes));
    }

    private byte[] render(EventType type, String id, String source, String subject, long at, Consumer<Fields> data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(400);
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            generator.writeStartObject();
            Fields fields = new Fields(generator);
            fields.text("specversion", "1.0")
                    .text("id", id)
                    .text("source", source)
                    .text("type", type.type());
            if (subject != null) {
                fields.text("subject", subject);
            }
            fields.time("time", at).text("datacontenttype", "application/json").object("data", data);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String uuid(String purpose, long number) {
        long high = Chance.hash(root, purpose, number, 1);
        long low = Chance.hash(root, purpose, number, 2);
        // Version 8 (custom) and the RFC variant: parsers of UUIDs accept them.
        return new UUID((high & ~0xF000L) | 0x8000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L).toString();
    }

    /** Writes every line that arrives at or before the moment. */
    void drain(long moment) throws IOException {
        while (!pending.isEmpty() && pending.peek().arrival() <= moment) {
            out.write(pending.poll().bytes());
            out.write('\n');
        }
    }

    long late() {
        return late;
    }

    long duplicated() {
        return duplicated;
    }

    long broken() {
        return broken;
    }

    Map<String, Long> eventsByType() {
        Map<String, Long> byType = new TreeMap<>();
        written.forEach((type, count) -> byType.put(type.type(), count));
        return byType;
    }
}
