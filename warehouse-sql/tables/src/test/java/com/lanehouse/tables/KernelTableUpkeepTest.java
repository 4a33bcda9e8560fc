package com.lanehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTableUpkeepTest {
    private static final TableDeclaration BATCHES = TableCatalog.load().table("ops.ingest_batches");
    private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofDays(2)));

    @TempDir
    private Path folder;

    @Test
    void many_small_files_become_one_and_every_row_stays() throws IOException {
        KernelTable table = appended(20);
        List<Map<String, Object>> before = table.readRows();

        assertThat(table.compact()).isEqualTo(20);

        assertThat(table.readRows()).containsExactlyInAnyOrderElementsOf(before).hasSize(20);
        assertThat(newestCommit())
                .filteredOn(line -> line.startsWith("{\"add\""))
                .singleElement()
                .asString()
                .contains("\"dataChange\":false", "numRecords\\\":20");
        assertThat(newestCommit())
                .filteredOn(line -> line.startsWith("{\"remove\""))
                .hasSize(20)
                .allMatch(line -> line.contains("\"dataChange\":false"));
    }

    @Test
    void few_files_stay_as_they_are() {
        KernelTable table = appended(5);
        long version = table.version().orElseThrow();

        assertThat(table.compact()).isZero();
        assertThat(table.version()).hasValue(version);
    }

    @Test
    void what_an_application_has_written_is_known_after_a_compaction() {
        KernelTable table = appended(20);

        table.compact();

        assertThat(table.lastTransaction("test")).isEqualTo(20);
        assertThat(table.append(BATCHES, List.of(row(21)), "test", 21)).isPositive();
        assertThat(table.readRows()).hasSize(21);
    }

    @Test
    void entries_of_the_log_that_nobody_needs_any_more_are_cleared_away() throws IOException {
        KernelTable table = appended(25);
        for (Path entry : log(".*")) {
            Files.setLastModifiedTime(entry, LONG_AGO);
        }

        LongStream.rangeClosed(26, 30).forEach(turn -> table.append(BATCHES, List.of(row(turn)), "test", turn));

        assertThat(commits())
                .extracting(entry -> entry.getFileName().toString())
                .as("those since the last checkpoint before the day that is kept")
                .hasSizeLessThan(15)
                .contains("%020d.json".formatted(21));
        assertThat(table.readRows()).hasSize(30);
    }

    @Test
    void files_that_were_joined_longer_ago_than_is_kept_are_deleted() throws IOException {
        KernelTable table = appended(20, keepingRemovedFiles("interval 0 seconds"));
        table.compact();

        assertThat(table.deleteUnusedFiles()).isEqualTo(20);

        assertThat(dataFiles()).hasSize(1);
        assertThat(table.readRows()).hasSize(20);
    }

    @Test
    void files_that_were_joined_lately_stay_though_they_are_old() throws IOException {
        KernelTable table = appended(20, keepingRemovedFiles("interval 6 hours"));
        for (Path file : dataFiles()) {
            Files.setLastModifiedTime(file, LONG_AGO);
        }
        table.compact();

        assertThat(table.deleteUnusedFiles()).isZero();
    }

    @Test
    void a_file_that_was_never_committed_is_deleted_when_nobody_can_be_writing_it_any_more() throws IOException {
        KernelTable table = appended(2, keepingRemovedFiles("interval 6 hours"));
        Path left = Files.createFile(folder.resolve("left.parquet"));
        Path being = Files.createFile(folder.resolve("being-written.parquet"));
        Files.setLastModifiedTime(left, LONG_AGO);

        assertThat(table.deleteUnusedFiles()).isEqualTo(1);

        assertThat(left).doesNotExist();
        assertThat(being).exists();
        assertThat(table.readRows()).hasSize(2);
    }

    private static TableDeclaration keepingRemovedFiles(String interval) {
        Map<String, String> properties = new HashMap<>(BATCHES.properties());
        properties.put("delta.deletedFileRetentionDuration", interval);
        return new TableDeclaration(
                BATCHES.layer(),
                BATCHES.table(),
                BATCHES.comment(),
                BATCHES.columns(),
                BATCHES.key(),
                BATCHES.writeMode(),
                properties,
                BATCHES.rules());
    }

    private List<Path> dataFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private KernelTable appended(int commits) {
        return appended(commits, BATCHES);
    }

    private KernelTable appended(int commits, TableDeclaration declaration) {
        KernelTable table = KernelTable.at(folder);
        LongStream.rangeClosed(1, commits).forEach(turn -> table.append(declaration, List.of(row(turn)), "test", turn));
        return table;
    }

    private static Map<String, Object> row(long batchId) {
        return Map.of(
                "batch_id",
                batchId,
                "cluster_id",
                "c",
                "finished_at",
                Instant.parse("2026-03-01T00:00:00Z"),
                "table_versions",
                Map.of("silver.usage", batchId),
                "offsets",
                "{}",
                "rows_read",
                1L,
                "events",
                1L,
                "dead_letters",
                0L,
                "silver_rows",
                1L,
                "duplicates",
                0L);
    }

    private List<String> newestCommit() throws IOException {
        return Files.readAllLines(commits().getLast());
    }

    private List<Path> commits() throws IOException {
        return log("\\d{20}\\.json");
    }

    private List<Path> log(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("_delta_log"))) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }
}
