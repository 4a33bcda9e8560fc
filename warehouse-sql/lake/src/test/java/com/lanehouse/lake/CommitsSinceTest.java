package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommitsSinceTest {
    private static final String TABLE = "gold.usage_monthly";

    @TempDir
    private Path folder;

    private Lake lake;
    private long before;

    @BeforeEach
    void two_rows_in_two_files() {
        lake = TestingLake.open(folder);
        lake.add(TABLE, rows("('a', 1)"));
        lake.add(TABLE, rows("('b', 2)"));
        before = lake.version(TABLE);
    }

    @Test
    void joining_files_changes_no_row() {
        join();

        assertThat(lake.version(TABLE)).isEqualTo(before + 1);
        assertThat(lake.rowsChanged(TABLE, before, before + 1)).isFalse();
        assertThat(changes()).isZero();
    }

    @Test
    void a_row_that_came_changed_or_went_is_told_from_joined_files() {
        join();
        lake.add(TABLE, rows("('c', 3)"));
        assertThat(lake.rowsChanged(TABLE, before, lake.version(TABLE))).isTrue();

        long added = lake.version(TABLE);
        lake.replace(TABLE, lake.read(TABLE), rows("('b', 2), ('c', 4)"));
        assertThat(lake.rowsChanged(TABLE, added, lake.version(TABLE))).isTrue();
    }

    @Test
    void changes_whose_files_are_gone_are_unknown() throws IOException {
        lake.replace(TABLE, lake.read(TABLE), rows("('a', 7), ('b', 2)"));
        assertThat(changes()).isEqualTo(2);

        ChangeFiles.delete(lake, TABLE);

        assertUnknown();
    }

    @Test
    void changes_whose_rows_were_in_files_that_are_gone_are_unknown() throws IOException {
        lake.add(TABLE, rows("('c', 3)"));
        assertThat(changes()).isEqualTo(1);
        join();
        assertThat(changes()).isEqualTo(1);

        for (Path file : files("month=2026-01-01")) {
            Files.delete(file);
        }

        assertUnknown();
    }

    @Test
    void changes_whose_commits_were_cleared_away_are_unknown() throws IOException {
        lake.add(TABLE, rows("('c', 3)"));
        join();
        clearLogUpTo(before + 1);

        assertUnknown();
        assertThatThrownBy(() -> lake.rowsChanged(TABLE, before, before + 2))
                .isInstanceOf(ChangesUnknownException.class);
    }

    @Test
    void changes_that_begin_before_the_oldest_readable_version_are_unknown() throws IOException {
        lake.add(TABLE, rows("('c', 3)"));
        join();
        clearLogUpTo(before);

        assertUnknown();
        assertThat(lake.rowsChanged(TABLE, before, before + 2)).isTrue();
    }

    /** As Delta does in time, behind a checkpoint. */
    private void clearLogUpTo(long version) throws IOException {
        DeltaLog log = DeltaLog.forTable(lake.session(), lake.path(TABLE));
        log.checkpoint();
        for (long cleared = 0; cleared <= version; cleared++) {
            Files.delete(Path.of(lake.path(TABLE), "_delta_log", "%020d.json".formatted(cleared)));
        }
        DeltaLog.clearCache();
    }

    private void assertUnknown() {
        assertThatThrownBy(this::changes)
                .isInstanceOf(ChangesUnknownException.class)
                .hasMessage("the changes of %s since version %d are no longer known".formatted(TABLE, before));
    }

    private long changes() {
        return lake.changes(TABLE, before, lake.version(TABLE)).count();
    }

    private void join() {
        DeltaTable.forPath(lake.session(), lake.path(TABLE)).optimize().executeCompaction();
    }

    private List<Path> files(String partition) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(lake.path(TABLE), partition))) {
            return files.toList();
        }
    }

    private Dataset<Row> rows(String values) {
        return lake.session().sql("""
                SELECT company_id, 'quotes' AS feature_key, DATE '2026-01-01' AS month, CAST(qty AS BIGINT) AS qty, 1L AS events
                FROM VALUES %s AS rows(company_id, qty)""".formatted(values));
    }
}
