package com.lanehouse.orchestration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The verbs that follow, each in a process of its own, started by the launcher as a user would. */
public final class LocalFollow {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    /** They end what they have in hand, within a minute. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(75);

    private LocalFollow() {}

    /**
     * Starts {@code ingest --follow} and returns when it follows the broker and the lake is there.
     *
     * @throws LocalServerException when it does not come up
     */
    public static ServerProcess ingest(Path lake, String bootstrap, Path log) {
        return start(
                "ingest",
                List.of("ingest", "--follow", "--lake", lake.toString(), "--bootstrap", bootstrap),
                log,
                "Following the broker");
    }

    /**
     * Starts {@code run --follow} on a lake that is there and returns when its first run begins.
     *
     * @throws LocalServerException when it does not come up
     */
    public static ServerProcess run(Path lake, Path log) {
        return start("run", List.of("run", "--follow", "--lake", lake.toString()), log, "Running at every full minute");
    }

    private static ServerProcess start(String name, List<String> words, Path log, String saidWhenReady) {
        String launcher = Installation.home().resolve("lanehouse").toString();
        ServerProcess process = ServerProcess.start(
                name, Stream.concat(Stream.of(launcher), words.stream()).toList(), log, STOP_TIMEOUT);
        process.awaitReady(() -> says(log, saidWhenReady), START_TIMEOUT);
        return process;
    }

    private static boolean says(Path log, String words) {
        try {
            return Files.readString(log).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }
}
