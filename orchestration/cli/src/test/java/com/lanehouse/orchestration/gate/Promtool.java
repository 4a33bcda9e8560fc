package com.lanehouse.orchestration.gate;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checker, from {@code -Dpromtool=FILE} or the path (Debian: package prometheus). */
record Promtool(Path program) {
    static Promtool require() {
        Optional<Path> program = Optional.ofNullable(System.getProperty("promtool"))
                .map(Path::of)
                .or(() -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "promtool"))
                        .filter(Files::isExecutable)
                        .findFirst());
        Assumptions.assumeTrue(program.isPresent(), "SKIPPED: promtool is not here (Debian: package prometheus)");
        return new Promtool(program.orElseThrow());
    }

    /** What it says; empty when it has nothing against its input. */
    String complaints(String input, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        Path file = Files.createTempFile("promtool", ".in");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Files.writeString(file, input).toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : output;
        } finally {
            Files.delete(file);
        }
    }
}
