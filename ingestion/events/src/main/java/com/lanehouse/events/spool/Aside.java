package com.lanehouse.events.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file for what can never be sent and must not keep all else waiting. */
final class Aside implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

    private final Path file;

    Aside(Path folder) {
        file = folder.resolve("aside.ndjson");
    }

    /**
     * True when the broker, or its client, will never take this event although it takes others. A topic that is missing or
     * may not be written, a clock that is wrong, a broker's policy: these people can mend, and the events wait for it. So they
     * do when the broker calls a record invalid: of several in one batch the client calls all invalid, whatever is wrong.
     */
    static boolean isFor(Exception refusal) {
        return refusal instanceof RecordTooLargeException || refusal instanceof SerializationException;
    }

    /** Takes an event of no known topic. */
    @Override
    public void send(String topic, String key, byte[] event, Consumer<Exception> done) {
        try {
            put(event, SpoolLine.fault(event));
            done.accept(null);
        } catch (IOException e) {
            done.accept(e);
        }
    }

    /** @throws IOException when it could not be put aside; it is lost if it is not kept elsewhere */
    synchronized void put(byte[] event, String why) throws IOException {
        LOG.warn("an event can not be sent and is put aside in {}: {}", file, why);
        byte[] line = Arrays.copyOf(event, event.length + 1);
        line[event.length] = '\n';
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long end = out.length();
            try {
                out.seek(end);
                out.write(line);
                // Its file among those that wait is deleted next.
                out.getFD().sync();
            } catch (IOException e) {
                out.setLength(end);
                throw e;
            }
        }
    }

    @Override
    public void close() {}
}
