package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user can get wrong: one clear line, the right exit code, nothing half-made left behind. */
@Tag("product")
class BadInputProductTest {
    @TempDir
    static Path folder;

    static Stream<Arguments> wrongUses() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.ndjson"));
        Path brokenLake = folder.resolve("broken-lake");
        Files.createDirectories(brokenLake.resolve("ops"));
        Files.createDirectories(brokenLake.resolve("silver/usage"));
        Files.writeString(brokenLake.resolve("silver/usage/part.parquet"), "half");
        return Stream.of(
                Arguments.of(List.of(), 2, "say what to do"),
                Arguments.of(List.of("simulat"), 2, "simulat"),
                Arguments.of(
                        List.of("simulate", "--days", "0", "--companies", "5", "--seed", "1", "--out", out()),
                        2,
                        "days is 0: a history has at least 1 day"),
                Arguments.of(
                        List.of("simulate", "--days", "1", "--companies", "5", "--seed", "1", "--out", "/nowhere/x"),
                        2,
                        "there is no folder /nowhere"),
                Arguments.of(List.of("publish", folder.resolve("none.ndjson").toString()), 2, "there is no file"),
                Arguments.of(List.of("publish", empty.toString()), 2, "is empty"),
                Arguments.of(
                        List.of(
                                "ingest",
                                "--bootstrap",
                                "127.0.0.1:1",
                                "--lake",
                                folder.resolve("l").toString()),
                        3,
                        "no Kafka broker answers at 127.0.0.1:1"),
                Arguments.of(List.of("ingest", "--bootstrap", "here"), 2, "is not HOST:PORT"),
                Arguments.of(List.of("kpis", "--lake", folder.resolve("l").toString()), 2, "there is no lake"),
                Arguments.of(List.of("run", "--lake", brokenLake.toString()), 3, "holds files but no Delta log"),
                Arguments.of(List.of("run", "--lake", brokenLake.toString(), "--as-of", "yesterday"), 2, "RFC 3339"),
                Arguments.of(List.of("demo", "--days", "3"), 2, "at least 35"),
                Arguments.of(List.of("model", "train", "weather", "--lake", brokenLake.toString()), 2, "no model"));
    }

    private static String out() {
        return folder.resolve("out.ndjson").toString();
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void one_line_says_what_is_wrong(List<String> words, int exitCode, String says) {
        LauncherRun run = LauncherRun.of(Map.of(), words);
        assertThat(run.exitCode()).as(run.output()).isEqualTo(exitCode);
        assertThat(run.output()).contains(says);
        assertThat(run.output()).doesNotContain("\tat ");
        assertThat(folder.resolve("out.ndjson")).doesNotExist();
        assertThat(folder.resolve("l")).doesNotExist();
    }

    @Test
    void a_port_in_use_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LauncherRun run = LauncherRun.of(
                    "broker",
                    "--port",
                    Integer.toString(taken.getLocalPort()),
                    "--data",
                    folder.resolve("b").toString());
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.output()).contains("port %d is in use".formatted(taken.getLocalPort()));
            assertThat(folder.resolve("b")).doesNotExist();
        }
    }

    @Test
    void an_unusable_jdk_is_named_in_one_line() {
        LauncherRun run = LauncherRun.of(Map.of("LANEHOUSE_JAVA_HOME", folder.toString()), List.of("--help"));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.output().lines()).hasSize(1).first().asString().contains("is not a JDK 25");
    }

    @Test
    void the_launcher_works_from_any_folder_and_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("lh"), LauncherRun.HOME.resolve("lanehouse"));
        Process process = new ProcessBuilder(link.toString(), "--version")
                .directory(folder.toFile())
                .start();
        assertThat(new String(process.getInputStream().readAllBytes())).contains("Lanehouse 0.1.0");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void an_interrupted_demo_leaves_nothing_running() throws Exception {
        Path demo = folder.resolve("interrupted");
        Path log = folder.resolve("interrupted.log");
        Process process = LauncherRun.start(
                Map.of(),
                List.of(
                        "demo",
                        "--dir",
                        demo.toString(),
                        "--days",
                        "35",
                        "--companies",
                        "10",
                        "--broker-port",
                        Integer.toString(Ports.freePair()),
                        "--port",
                        Integer.toString(Ports.freePair())),
                log);
        for (int attempt = 0; attempt < 1_200 && !Files.readString(log).contains("✓ Publish"); attempt++) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(Files.readString(log));
            }
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.allProcesses()
                        .filter(other -> other.info().commandLine().orElse("").contains(demo.toString())))
                .isEmpty();
    }
}
