package com.lanehouse.localfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedCommitsTest {
    private final Configuration configuration = LocalFileSettings.kernel();
    private final LinkedCommits commits = new LinkedCommits(configuration);

    @TempDir
    private Path log;

    @Test
    void a_commit_holds_its_actions_line_by_line() throws IOException {
        String long1 = "x".repeat(200_000);

        write("0.json", List.of("first", long1, "last"), false);

        assertThat(Files.readAllLines(log.resolve("0.json"))).containsExactly("first", long1, "last");
    }

    @Test
    void a_version_that_is_taken_stays_as_it_is() throws IOException {
        write("0.json", List.of("mine"), false);

        assertThatThrownBy(() -> write("0.json", List.of("theirs"), false))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(log.resolve("0.json")).hasContent("mine");
    }

    @Test
    void overwriting_replaces_the_file() throws IOException {
        write("_last_checkpoint", List.of("old"), false);

        write("_last_checkpoint", List.of("new"), true);

        assertThat(log.resolve("_last_checkpoint")).hasContent("new");
    }

    @Test
    void a_write_that_fails_half_way_leaves_nothing_behind() throws IOException {
        Iterator<String> breaks = Stream.of("one", "two")
                .map(line -> {
                    if (line.equals("two")) {
                        throw new IllegalStateException("no more");
                    }
                    return line;
                })
                .iterator();

        assertThatThrownBy(() -> commits.write(path("0.json"), breaks, false, configuration))
                .isInstanceOf(IllegalStateException.class);
        assertThat(log).isEmptyDirectory();
    }

    @Test
    void a_log_whose_folder_is_gone_is_an_error() {
        assertThatThrownBy(() -> write("gone/0.json", List.of("x"), false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the folder of the table's log is gone");
    }

    @Test
    void a_log_is_listed_from_a_file_on_in_order() throws IOException {
        for (String name : List.of("2.json", "0.json", "3.checkpoint.parquet", "3.json", "1.json")) {
            write(name, List.of("x".repeat(name.length())), false);
        }

        assertThat(commits.listFrom(path("2.json"), configuration))
                .toIterable()
                .extracting(file -> file.getPath().getName(), FileStatus::getLen)
                .containsExactly(tuple("2.json", 7L), tuple("3.checkpoint.parquet", 21L), tuple("3.json", 7L));
    }

    @Test
    void a_file_that_is_cleared_away_while_its_log_is_listed_is_passed_over() throws IOException {
        for (int version = 0; version < 4; version++) {
            write(version + ".json", List.of("x"), false);
        }
        Iterator<FileStatus> files = commits.listFrom(path("0.json"), configuration);
        files.next();

        Files.delete(log.resolve("2.json"));

        assertThat(files)
                .toIterable()
                .extracting(file -> file.getPath().getName())
                .containsExactly("1.json", "3.json");
    }

    @Test
    void a_folder_is_listed_from_before_every_name_as_vacuum_asks_for_it() throws IOException {
        write("0.json", List.of("x"), false);

        assertThat(commits.listFrom(new org.apache.hadoop.fs.Path(path("0.json").getParent(), "\u0000"), configuration))
                .toIterable()
                .extracting(file -> file.getPath().getName())
                .containsExactly("0.json");
    }

    @Test
    void a_log_that_is_not_there_cannot_be_listed() {
        assertThatThrownBy(() -> commits.listFrom(path("gone/0.json"), configuration))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void checkpoints_are_to_be_written_under_another_name_first() {
        assertThat(commits.isPartialWriteVisible(path("0.checkpoint.parquet"), configuration))
                .as("a file that is being written can be seen on a local disk")
                .isTrue();
    }

    @Test
    void two_processes_never_both_win_a_version() throws Exception {
        int versions = 2_000;
        Path folder = Files.createDirectory(log.resolve("log"));
        List<Process> racers = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            racers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            TestingRacer.class.getName(),
                            folder.toString(),
                            name,
                            Integer.toString(versions))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(log.resolve("won-" + name).toFile())
                    .start());
        }
        while (!Files.exists(log.resolve("ready-a")) || !Files.exists(log.resolve("ready-b"))) {
            assertThat(racers).allMatch(Process::isAlive);
            Thread.sleep(10);
        }
        Files.createFile(log.resolve("go"));
        for (Process racer : racers) {
            assertThat(racer.waitFor()).isZero();
        }

        List<String> wonByA = Files.readAllLines(log.resolve("won-a"));
        List<String> wonByB = Files.readAllLines(log.resolve("won-b"));
        assertThat(Stream.concat(wonByA.stream(), wonByB.stream()).map(Integer::valueOf))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, versions).boxed().toList());
        assertThat(wonByA).as("the two were racing").isNotEmpty();
        assertThat(wonByB).as("the two were racing").isNotEmpty();
        for (String version : wonByA) {
            assertThat(folder.resolve("%020d.json".formatted(Integer.valueOf(version))))
                    .hasContent("{\"by\":\"a\"}");
        }
    }

    private void write(String file, List<String> actions, boolean overwrite) throws IOException {
        commits.write(path(file), actions.iterator(), overwrite, configuration);
    }

    private org.apache.hadoop.fs.Path path(String file) {
        return new org.apache.hadoop.fs.Path(log.resolve(file).toUri());
    }
}
