package com.lanehouse.orchestration.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A server in a JVM of its own, started from a module's classpath. It ends with this process: also after Ctrl-C, unless
 * it was let go with {@link #keepRunning}.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final Path log;
    private final Duration stopTimeout;
    private final Thread stopAtExit;

    private ServerProcess(String name, Process process, Path log, Duration stopTimeout) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.stopTimeout = stopTimeout;
        this.stopAtExit = new Thread(() -> stop(STOP_TIMEOUT), "stop-" + name);
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /**
     * Starts a process whose output goes to a log file.
     *
     * @throws LocalServerException when it cannot be started
     */
    static ServerProcess start(String name, List<String> command, Path log) {
        return start(name, command, log, STOP_TIMEOUT);
    }

    /**
     * The same for a process that has work to end when it is told to stop. After Ctrl-C it has no more time than others.
     *
     * @param stopTimeout how long closing waits before it kills
     */
    static ServerProcess start(String name, List<String> command, Path log, Duration stopTimeout) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return new ServerProcess(name, process, log, stopTimeout);
        } catch (IOException e) {
            throw new LocalServerException("cannot start the %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * Waits until the server answers.
     *
     * @throws LocalServerException when it ends before that, or does not answer in time; the message names its log
     */
    void awaitReady(BooleanSupplier ready, Duration timeout) {
        Instant deadline = Instant.now().plus(timeout);
        while (!ready.getAsBoolean()) {
            try {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new LocalServerException("the %s ended with exit code %d before it was ready: %s (log: %s)"
                            .formatted(name, process.exitValue(), lastLine(), log));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalServerException("interrupted while waiting for the " + name, e);
            }
            if (Instant.now().isAfter(deadline)) {
                stop(STOP_TIMEOUT);
                throw new LocalServerException(
                        "the %s did not answer within %d s (log: %s)".formatted(name, timeout.toSeconds(), log));
            }
        }
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    /** CPU time of all its threads until now; zero where the system does not tell. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The memory it holds now; 0 where the system does not tell. */
    public long residentMib() {
        return ProcessMemory.residentKib(process.pid()) / 1024;
    }

    /** @throws LocalServerException when it has ended by itself; the message names its log */
    public void requireRunning() {
        if (!process.isAlive()) {
            throw new LocalServerException("the %s ended by itself with exit code %d: %s (log: %s)"
                    .formatted(name, process.exitValue(), lastLine(), log));
        }
    }

    /** Waits until the process ends by itself. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Leaves the server running when this process ends. */
    public void keepRunning() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
    }

    @Override
    public void close() {
        stop(stopTimeout);
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running, or has run: it stops the same process.
            return;
        }
    }

    private void stop(Duration timeout) {
        process.destroy();
        try {
            if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String lastLine() {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .reduce((first, last) -> last)
                    .orElse("no output");
        } catch (IOException e) {
            return "no log";
        }
    }

    /** Fails with a clear line when something listens on the port already. */
    static void requireFreePort(int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new LocalServerException(
                    "port %d is in use; stop what listens there, or choose another with %s".formatted(port, option));
        }
    }

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
