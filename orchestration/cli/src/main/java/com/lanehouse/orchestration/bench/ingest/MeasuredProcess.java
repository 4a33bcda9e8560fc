package com.lanehouse.orchestration.bench.ingest;

import com.lanehouse.orchestration.bench.BenchFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end and says what it cost. */
final class MeasuredProcess {
    private static final long SAMPLE_MILLIS = 20;

    private MeasuredProcess() {}

    /**
     * What a process cost.
     *
     * @param cpu of all its threads, to the last 20 ms
     */
    record Cost(Duration cpu, Duration wall) {
        double cpuSeconds() {
            return cpu.toMillis() / 1000.0;
        }
    }

    /**
     * Runs a command whose output goes to a log.
     *
     * @throws BenchFailedException when it ends with another code than 0; the message holds the log's last lines
     */
    static Cost run(List<String> command, Path log) {
        Instant start = Instant.now();
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Duration cpu = Duration.ZERO;
            do {
                cpu = process.toHandle().info().totalCpuDuration().orElse(cpu);
            } while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
            if (process.exitValue() != 0) {
                throw new BenchFailedException(
                        "%s ended with code %d:%n%s".formatted(command.getFirst(), process.exitValue(), tail(log)));
            }
            return new Cost(cpu, Duration.between(start, Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("interrupted");
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
