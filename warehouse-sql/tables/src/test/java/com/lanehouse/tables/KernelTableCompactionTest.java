package com.lanehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTableCompactionTest {
    private static final TableDeclaration BATCHES = TableCatalog.load().table("ops.ingest_batches");

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

    private KernelTable appended(int commits) {
        KernelTable table = KernelTable.at(folder);
        LongStream.rangeClosed(1, commits).forEach(turn -> table.append(BATCHES, List.of(row(turn)), "test", turn));
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
        try (Stream<Path> files = Files.list(folder.resolve("_delta_log"))) {
            return Files.readAllLines(files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .max(Path::compareTo)
                    .orElseThrow());
        }
    }
}
