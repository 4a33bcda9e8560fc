package com.lanehouse.orchestration.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the launcher as a user does, in a process of its own, and keeps what it said. */
record LauncherRun(int exitCode, String output) {
    static final Path HOME = Path.of(System.getProperty("lanehouse.home", "."));

    private static final long LIMIT_MINUTES = 12;

    static LauncherRun of(String... words) {
        return of(Map.of(), List.of(words));
    }

    static LauncherRun of(Map<String, String> environment, List<String> words) {
        try {
            Path log = Files.createTempFile("lanehouse-run", ".log");
            try {
                Process process = start(environment, words, log);
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            "%s did not end in %d minutes:%n%s".formatted(words, LIMIT_MINUTES, Files.readString(log)));
                }
                return new LauncherRun(process.exitValue(), Files.readString(log));
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the launcher and leaves it running; its output goes to the log. */
    static Process start(Map<String, String> environment, List<String> words, Path log) throws IOException {
        // Who runs the tests in the background has told the shell to ignore Ctrl-C, and every child inherits that.
        List<String> command = new ArrayList<>(
                List.of("env", "--default-signal=INT", HOME.resolve("lanehouse").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The last line that says something. */
    String lastLine() {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, last) -> last)
                .orElse("");
    }
}
