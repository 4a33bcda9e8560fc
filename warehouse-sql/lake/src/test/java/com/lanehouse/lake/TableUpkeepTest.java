package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("product")
final class TableUpkeepTest {
    private static final String TABLE = "gold.usage_monthly";
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(30));

    @TempDir
    private Path folder;

    private Lake lake;
    private TableUpkeep upkeep;

    @BeforeEach
    void open() {
        lake = TestingLake.open(folder).withNewSession();
        lake.session().conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
        upkeep = new TableUpkeep(lake, 3);
    }

    @Test
    void many_small_files_of_one_month_become_one_and_every_row_stays() throws IOException {
        addInFilesOfTheirOwn("2026-01-01", 3);
        addInFilesOfTheirOwn("2026-02-01", 1);
        List<Row> before = rows();

        assertThat(upkeep.joinSmallFiles(TABLE)).isEqualTo(2);

        assertThat(rows()).containsExactlyElementsOf(before).hasSize(4);
        assertThat(lake.read(TABLE).inputFiles()).hasSize(2);
    }

    @Test
    void few_files_stay_as_they_are() {
        addInFilesOfTheirOwn("2026-01-01", 2);
        addInFilesOfTheirOwn("2026-02-01", 2);
        long version = lake.version(TABLE);

        assertThat(upkeep.joinSmallFiles(TABLE)).isZero();

        assertThat(lake.version(TABLE)).isEqualTo(version);
    }

    @Test
    void what_is_deleted_is_what_deltas_own_vacuum_would_delete() throws IOException {
        addInFilesOfTheirOwn("2026-01-01", 3);
        lake.replace(TABLE, lake.read(TABLE), lake.read(TABLE).selectExpr("* EXCEPT (qty)", "qty + 1 AS qty"));
        upkeep.joinSmallFiles(TABLE);
        makeOlder(dataFiles());
        keepRemovedFilesForNoTime();
        addInFilesOfTheirOwn("2026-02-01", 1);
        lake.replace(TABLE, lake.read(TABLE), lake.read(TABLE).selectExpr("* EXCEPT (qty)", "qty + 1 AS qty"));
        List<Row> before = rows();
        Set<Path> wanted = lake
                .session()
                .sql("VACUUM delta.`%s` RETAIN 0 HOURS DRY RUN".formatted(lake.path(TABLE)))
                .collectAsList()
                .stream()
                .map(row -> Path.of(java.net.URI.create(row.getString(0))))
                .filter(Files::isRegularFile)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Path> all = new TreeSet<>(dataFiles());

        assertThat(upkeep.deleteUnusedFiles(TABLE)).isEqualTo(wanted.size());

        all.removeAll(dataFiles());
        assertThat(all)
                .containsExactlyElementsOf(wanted)
                .anyMatch(file -> file.toString().contains("_change_data"));
        assertThat(rows()).containsExactlyElementsOf(before);
    }

    @Test
    void files_that_were_removed_lately_stay_readable() throws IOException {
        addInFilesOfTheirOwn("2026-01-01", 3);
        long version = lake.version(TABLE);
        makeOlder(dataFiles());
        upkeep.joinSmallFiles(TABLE);

        assertThat(upkeep.deleteUnusedFiles(TABLE)).isZero();

        assertThat(lake.readAt(TABLE, version).count()).isEqualTo(3);
    }

    @Test
    void entries_of_the_log_are_cleared_away_by_delta_after_a_day() throws IOException {
        addInFilesOfTheirOwn("2026-01-01", 12);
        Path log = Path.of(lake.path(TABLE), "_delta_log");
        try (Stream<Path> entries = Files.list(log)) {
            makeOlder(entries.sorted().toList());
        }

        addInFilesOfTheirOwn("2026-02-01", 10);

        assertThat(log.resolve("%020d.json".formatted(0))).doesNotExist();
        assertThat(log.resolve("%020d.json".formatted(22))).exists();
        assertThat(rows()).hasSize(22);
    }

    private void addInFilesOfTheirOwn(String month, int files) {
        for (int i = 0; i < files; i++) {
            lake.add(TABLE, row("c" + i, month));
        }
    }

    private Dataset<Row> row(String company, String month) {
        return lake.session()
                .sql("SELECT '%s' AS company_id, 'quotes' AS feature_key, DATE '%s' AS month, 1L AS qty, 1L AS events"
                        .formatted(company, month));
    }

    private List<Row> rows() {
        return lake.read(TABLE).orderBy("month", "company_id", "qty").collectAsList();
    }

    private List<Path> dataFiles() throws IOException {
        Path log = Path.of(lake.path(TABLE), "_delta_log");
        try (Stream<Path> files = Files.walk(Path.of(lake.path(TABLE)))) {
            return files.filter(file -> file.toString().endsWith(".parquet") && !file.startsWith(log))
                    .toList();
        }
    }

    /** Each a second younger than the one before: Delta does not clear away a log whose entries came in no order. */
    private static void makeOlder(List<Path> files) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Files.setLastModifiedTime(files.get(i), FileTime.from(LONG_AGO.plusSeconds(i)));
        }
    }

    private void keepRemovedFilesForNoTime() {
        lake.session()
                .sql(
                        "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.deletedFileRetentionDuration' = 'interval 0 seconds')"
                                .formatted(lake.path(TABLE)));
    }
}
