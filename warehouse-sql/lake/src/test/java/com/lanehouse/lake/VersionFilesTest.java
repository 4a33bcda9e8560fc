package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.CollectionConverters;

final class VersionFilesTest {
    /** Files are apart by month. */
    private static final String BY_MONTH = "gold.usage_monthly";
    /** Files are not apart; statistics know its times. */
    private static final String TIMED = "silver.growth";

    @TempDir
    static Path folder;

    private static Lake lake;

    @BeforeAll
    static void threeFilesOfEach() {
        lake = TestingLake.open(folder.resolve("a lake%20of #1"));
        for (int month = 1; month <= 3; month++) {
            lake.add(BY_MONTH, rows(BY_MONTH, """
                    SELECT 'c%1$d' AS company_id, 'quotes' AS feature_key, DATE '2025-0%1$d-01' AS month,
                           CAST(%1$d AS BIGINT) AS qty, 1L AS events""".formatted(month)));
            lake.add(TIMED, rows(TIMED, """
                    SELECT 'test' AS source, 'e%1$d' AS event_id, TIMESTAMP '2025-0%1$d-10 12:00:00.0009' AS event_time,
                           TIMESTAMP '2025-05-01' AS ingest_time, 'lead.created' AS type, CAST(%1$d AS BIGINT) AS batch_id,
                           IF(%1$d = 3, TIMESTAMP '2025-12-31', NULL) AS trial_ends_at""".formatted(month)));
        }
    }

    @Test
    void the_rows_are_those_that_delta_reads() {
        for (String table : List.of(BY_MONTH, TIMED)) {
            assertThat(lake.read(table).collectAsList())
                    .containsExactlyInAnyOrderElementsOf(lake.session()
                            .read()
                            .format("delta")
                            .load(lake.path(table))
                            .collectAsList());
            assertThat(lake.read(table).schema().fieldNames())
                    .containsExactly(lake.schema(table).fieldNames());
        }
    }

    @Test
    void spark_asks_no_log_of_a_version_that_is_known() {
        assertThat(lake.read(BY_MONTH).queryExecution().executedPlan().toString())
                .contains("VersionFiles")
                .doesNotContain("Delta");
    }

    @Test
    void every_declared_table_is_read_from_its_files() {
        assertThat(lake.catalog().all())
                .extracting(table -> lake.read(table.name())
                        .queryExecution()
                        .executedPlan()
                        .collectLeaves()
                        .head()
                        .toString())
                .allSatisfy(leaf -> assertThat(leaf).contains("VersionFiles"));
    }

    @Test
    void another_commit_of_the_same_number_is_another_version() throws IOException {
        String table = "gold.policies";
        Path log = Path.of(lake.path(table), "_delta_log");
        long first = lake.version(table);
        assertThat(lake.readAt(table, first).inputFiles()).isEmpty();
        Path commit = log.resolve("%020d.json".formatted(first));
        String text = Files.readString(commit);
        Files.writeString(commit, text + """
                {"add":{"path":"b.parquet","partitionValues":{},"size":1,"modificationTime":0,"dataChange":true}}
                """);
        assertThat(lake.readAt(table, first).inputFiles()).hasSize(1);
    }

    @Test
    void an_older_version_is_read_as_it_was() {
        assertThat(lake.readAt(BY_MONTH, lake.version(BY_MONTH) - 1).count()).isEqualTo(2);
    }

    @Test
    void rows_that_were_deleted_beside_their_file_are_gone() {
        String table = "gold.usage_daily";
        lake.add(table, rows(table, """
                SELECT 'c' || id AS company_id, 'quotes' AS feature_key, DATE '2025-01-01' AS day, 1L AS qty, 1L AS events
                FROM range(0, 3, 1, 1)"""));
        lake.session()
                .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES (delta.enableDeletionVectors = true)"
                        .formatted(lake.path(table)));
        lake.session().sql("DELETE FROM delta.`%s` WHERE company_id = 'c1'".formatted(lake.path(table)));
        assertThat(lake.read(table).select("company_id").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("c0", "c2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            month = DATE '2025-02-01'                              | 1
            month >= DATE '2025-02-01'                             | 2
            month < DATE '2025-01-01'                              | 0
            month IN (DATE '2025-01-01', DATE '2025-03-01')        | 2
            trunc(month, 'YEAR') = DATE '2025-01-01'               | 3
            month IS NULL                                          | 0
            month >= DATE '2025-02-01' AND qty < 3                 | 1
            qty > 2                                                | 1
            qty = 2 OR month = DATE '2025-01-01'                   | 2
            company_id = 'c1'                                      | 1
            """)
    void a_condition_gives_its_rows(String condition, int rows) {
        assertThat(lake.read(BY_MONTH).where(condition).count()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        // Apart by month; known by statistics; of two files nothing is known.
        "gold.usage_monthly, month, 2025-02-01, 2025-02-02, 1",
        "gold.usage_monthly, month, 2025-02-02, 2025-03-01, 0",
        "gold.usage_monthly, month, 2025-01-01, 2025-04-01, 3",
        "silver.growth, event_time, 2025-02-10, 2025-02-11, 1",
        "silver.growth, event_time, 2025-02-11, 2025-03-10, 0",
        "silver.growth, event_time, 2025-02-01, 2026-01-01, 2",
        "silver.growth, trial_ends_at, 2025-02-01, 2025-02-02, 2"
    })
    void files_that_may_hold_some_days(String table, String column, LocalDate from, LocalDate before, int files) {
        List<KnownFiles.KnownFile> found = lake.newestFiles(table).files().stream()
                .filter(file -> file.mayHoldDays(lake.schema(table).apply(column), from, before))
                .toList();

        assertThat(found).hasSize(files);
        assertThat(lake.bytes(table, column, from, before))
                .isEqualTo(found.stream().mapToLong(KnownFiles.KnownFile::bytes).sum());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            event_time > TIMESTAMP '2025-02-10 12:00:00.0009'      | 1 | 2
            event_time >= TIMESTAMP '2025-02-10 12:00:00.0009'     | 2 | 2
            event_time > TIMESTAMP '2025-02-10 12:00:00.001'       | 1 | 1
            event_time < TIMESTAMP '2025-01-10 12:00:00'           | 0 | 1
            event_time < TIMESTAMP '2025-01-10 11:59:59.999'       | 0 | 0
            event_time <= TIMESTAMP '2025-01-10 12:00:00.0009'     | 1 | 1
            batch_id > 2                                           | 1 | 1
            2 < batch_id                                           | 1 | 1
            2 >= batch_id                                          | 2 | 2
            batch_id = 2                                           | 1 | 1
            batch_id > 2 OR event_time < TIMESTAMP '2025-01-31'    | 2 | 2
            batch_id > 2 AND event_time < TIMESTAMP '2025-01-31'   | 0 | 0
            trial_ends_at IS NOT NULL                              | 1 | 1
            trial_ends_at >= TIMESTAMP '2025-01-01'                | 1 | 1
            NOT (batch_id > 2)                                     | 2 | 2
            batch_id + 1 > 3                                       | 1 | 3
            """)
    void files_without_such_rows_are_not_read(String condition, int rows, int files) {
        Dataset<Row> found = lake.read(TIMED).where(condition);
        assertThat(found.collectAsList()).hasSize(rows);
        assertThat(filesRead(found)).isEqualTo(files);
    }

    private static long filesRead(Dataset<Row> rows) {
        return CollectionConverters.asJava(rows.queryExecution().executedPlan().collectLeaves()).stream()
                .map(FileSourceScanExec.class::cast)
                .mapToLong(scan -> scan.metrics().apply("numFiles").value())
                .sum();
    }

    private static Dataset<Row> rows(String table, String query) {
        Dataset<Row> given = lake.session().sql(query);
        List<String> names = List.of(given.columns());
        return given.selectExpr(Arrays.stream(lake.schema(table).fields())
                .map(field -> names.contains(field.name())
                        ? field.name()
                        : "CAST(NULL AS %s) AS %s".formatted(field.dataType().sql(), field.name()))
                .toArray(String[]::new));
    }
}
