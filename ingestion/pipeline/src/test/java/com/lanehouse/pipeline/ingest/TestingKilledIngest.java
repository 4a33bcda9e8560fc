package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.KafkaConnection;
import java.nio.file.Path;

/** An ingest whose process dies at once at a named step, without any of the clean-up that an exception would do. */
public final class TestingKilledIngest {
    /** Exit code of a process that was killed at its step. */
    public static final int KILLED = 137;

    private TestingKilledIngest() {}

    /** Arguments: the lake's folder, the broker's address, the step such as {@code before silver.usage}. */
    public static void main(String[] args) {
        Ingest ingest = new Ingest(Path.of(args[0]), IngestConfig.of(KafkaConnection.of(args[1])), step -> {
            if (step.equals(args[2])) {
                Runtime.getRuntime().halt(KILLED);
            }
        });
        ingest.catchUp(batch -> {});
    }
}
