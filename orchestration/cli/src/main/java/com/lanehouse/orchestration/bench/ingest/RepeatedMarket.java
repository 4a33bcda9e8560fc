package com.lanehouse.orchestration.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.pipeline.publish.LineRouter;
import com.lanehouse.simulator.SimulationConfig;
import com.lanehouse.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a simulated market, to be published as often as wanted: every copy is the same but for its identities,
 * so that what a copy costs can be compared with what another costs.
 */
final class RepeatedMarket {
    private static final int DAYS = 90;
    private static final int LINES_A_COMPANY = 1_500;
    private static final long SEED = 7;
    private static final LocalDate END = LocalDate.of(2026, 11, 1);
    private static final Pattern IDENTITY = Pattern.compile("\\{\"specversion\":\"1\\.0\",\"id\":\"([0-9a-f]{8}-)?");
    private static final Pattern TIME = Pattern.compile("(,\"time\":\")\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\"");
    private static final int IDENTITY_DIGITS = 8;
    private static final int SPREAD = 0x9E3779B9;

    private final Path file;
    private final String[] topics;

    private RepeatedMarket(Path file, String[] topics) {
        this.file = file;
        this.topics = topics;
    }

    /** Simulates at least so many lines and keeps that many. */
    static RepeatedMarket simulate(Path folder, int lines) {
        Path file = folder.resolve("market.ndjson");
        Simulator.run(
                new SimulationConfig(DAYS, lines / LINES_A_COMPANY + 20, SEED, END, Set.of()), file, (done, of) -> {});
        LineRouter router = new LineRouter(EventTypes.load());
        String[] topics = new String[lines];
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (int i = 0; i < lines; i++) {
                String line = reader.readLine();
                if (line == null) {
                    throw new BenchFailedException("the simulated market has only %,d lines".formatted(i));
                }
                topics[i] = router.route(line).topic().intern();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return new RepeatedMarket(file, topics);
    }

    int lines() {
        return topics.length;
    }

    /**
     * One line, ready to be sent.
     *
     * @param identity null when the line has none
     */
    record Message(String topic, String identity, byte[] value) {
        /** The same as if it had happened then; a line without a time as the simulator's events have it stays as it is. */
        Message happenedAt(Instant time) {
            String line = new String(value, UTF_8);
            String moved = TIME.matcher(line).replaceFirst("$1" + time + "\"");
            return new Message(topic, identity, moved.getBytes(UTF_8));
        }
    }

    /**
     * Publishes lines of one copy.
     *
     * @param copy which; no two have an identity in common
     * @param from first line
     * @param to line after the last
     */
    void publish(EventProducer producer, int copy, int from, int to) {
        forEach(copy, from, to, message -> producer.send(message.topic(), null, message.value()));
        producer.flush();
    }

    /** Gives lines of one copy in order. */
    void forEach(int copy, int from, int to, Consumer<Message> reader) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (int i = 0; i < to; i++) {
                String line = lines.readLine();
                if (i >= from) {
                    String renamed = renamed(line, copy);
                    reader.accept(new Message(topics[i], identity(renamed), renamed.getBytes(UTF_8)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The id of a line that starts as the simulator's events do; null of any other. */
    static String identity(String line) {
        Matcher matcher = IDENTITY.matcher(line);
        if (!matcher.lookingAt()) {
            return null;
        }
        int start = matcher.group(1) == null ? matcher.end() : matcher.start(1);
        int end = line.indexOf('"', start);
        return end < 0 ? null : line.substring(start, end);
    }

    private static String renamed(String line, int copy) {
        Matcher matcher = IDENTITY.matcher(line);
        // A blank id is meant to be one: with the copy before it, all such lines of a copy would share an identity.
        if (!matcher.lookingAt() || line.startsWith("\"", matcher.end())) {
            return line;
        }
        if (matcher.group(1) == null) {
            return line.substring(0, matcher.end()) + copy + "-" + line.substring(matcher.end());
        }
        // As random as before, so that the new identities are as spread out as real ones.
        int renamed = Integer.parseUnsignedInt(matcher.group(1), 0, IDENTITY_DIGITS, 16) ^ copy * SPREAD;
        return line.substring(0, matcher.start(1)) + "%08x-".formatted(renamed) + line.substring(matcher.end());
    }
}
