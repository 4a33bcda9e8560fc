package com.lanehouse.pipeline.publish;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.KafkaConnection;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** Sends NDJSON files to the broker, each line as it is. */
public final class Publisher {
    private static final int PROGRESS_EVERY = 10_000;

    private Publisher() {}

    /**
     * What was sent.
     *
     * @param lines lines sent, blank ones left out
     * @param byTopic lines by topic
     */
    public record Report(long lines, Map<String, Long> byTopic) {}

    /**
     * Publishes files in the order given; returns when the broker has everything.
     *
     * @param progress told the number of lines sent so far, now and then
     * @throws IOException when a file cannot be read; the message names it
     * @throws LineTooLongException when a line is beyond what the broker accepts
     */
    public static Report publish(KafkaConnection broker, List<Path> files, LongConsumer progress) throws IOException {
        EventTypes types = EventTypes.load();
        BrokerTopics.prepare(broker, types);
        LineRouter router = new LineRouter(types);
        Map<String, Long> byTopic = new TreeMap<>();
        long lines = 0;
        try (EventProducer producer = new EventProducer(broker)) {
            for (Path file : files) {
                try (InputStream in = open(file)) {
                    long number = 0;
                    byte[] line;
                    while ((line = readLine(in, file, number + 1)) != null) {
                        number++;
                        if (line.length == 0) {
                            continue;
                        }
                        LineRouter.Route route = router.route(new String(line, StandardCharsets.UTF_8));
                        producer.send(route.topic(), route.key(), line);
                        byTopic.merge(route.topic(), 1L, Long::sum);
                        if (++lines % PROGRESS_EVERY == 0) {
                            progress.accept(lines);
                        }
                    }
                }
            }
            producer.flush();
        }
        progress.accept(lines);
        return new Report(lines, byTopic);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(in), 1 << 16) : in;
    }

    /** The next line without its end, byte for byte; null at the end of the file. */
    private static byte[] readLine(InputStream in, Path file, long number) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            if (line.size() > EventProducer.MAX_RECORD_BYTES) {
                throw new LineTooLongException("%s:%d: the line is longer than %,d bytes, more than the broker accepts"
                        .formatted(file, number, EventProducer.MAX_RECORD_BYTES));
            }
            next = in.read();
        }
        byte[] bytes = line.toByteArray();
        boolean windowsEnd = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return windowsEnd ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
