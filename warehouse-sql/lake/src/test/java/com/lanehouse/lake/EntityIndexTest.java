package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EntityIndexTest {
    private static final String TABLE = "gold.usage_monthly";
    private static final RowsBy BY_COMPANY = new RowsBy(TABLE, "qty > 0", List.of("company_id"));

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void aTableOfThreeCompanies() {
        lake = TestingLake.open(folder.resolve("lake"));
        lake.add(TABLE, rows("('a', 'quotes', 1), ('a', 'tasks', 2), ('b', 'quotes', 3), ('c', 'quotes', 0)"));
    }

    @Test
    void gives_the_rows_of_the_entities_that_are_asked_for() {
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            assertThat(found(index, "a")).containsExactlyInAnyOrder("a quotes 1", "a tasks 2");
            assertThat(found(index, "b", "nobody")).containsExactly("b quotes 3");
            assertThat(found(index, "c")).as("left out by the condition").isEmpty();
            assertThat(index.bytesFound()).isPositive();
        }
    }

    @Test
    void follows_rows_that_came_changed_or_went() {
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            found(index, "a");
            lake.replace(TABLE, lake.read(TABLE), rows("('a', 'quotes', 7), ('d', 'quotes', 4), ('b', 'quotes', 3)"));
            assertThat(found(index, "a", "b", "d")).containsExactlyInAnyOrder("a quotes 7", "b quotes 3", "d quotes 4");
        }
    }

    @Test
    void goes_on_where_an_earlier_process_ended() {
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            found(index, "a");
        }
        lake.replace(TABLE, lake.read(TABLE), rows("('b', 'quotes', 5)"));
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            assertThat(found(index, "a", "b")).containsExactly("b quotes 5");
        }
    }

    @Test
    void follows_a_table_whose_files_were_joined() {
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            lake.add(TABLE, rows("('b', 'tasks', 6)"));
            found(index, "a");
            DeltaTable.forPath(lake.session(), lake.path(TABLE)).optimize().executeCompaction();
            lake.replace(TABLE, lake.read(TABLE), rows("('a', 'quotes', 8), ('b', 'tasks', 6)"));
            assertThat(found(index, "a", "b")).containsExactlyInAnyOrder("a quotes 8", "b tasks 6");
        }
    }

    @Test
    void is_made_anew_when_the_files_of_the_change_feed_are_gone() throws IOException {
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            found(index, "a");
            lake.replace(TABLE, lake.read(TABLE), rows("('a', 'quotes', 7), ('b', 'quotes', 3)"));
            ChangeFiles.delete(lake, TABLE);
            assertThat(found(index, "a", "b")).containsExactlyInAnyOrder("a quotes 7", "b quotes 3");
        }
    }

    @Test
    void a_table_with_another_past_is_read_anew() {
        Lake restored = TestingLake.open(folder.resolve("restored"));
        restored.add(TABLE, rows("('a', 'quotes', 9)"));
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            found(index, "a");
            assertThat(found(index, restored, "a")).containsExactly("a quotes 9");
        }
    }

    @Test
    void an_older_version_than_it_has_seen_is_not_its_to_give() {
        try (EntityIndex index = new EntityIndex(lake, 0)) {
            long before = lake.version(TABLE);
            lake.add(TABLE, rows("('a', 'late', 1)"));
            found(index, "a");
            assertThat(index.rows(lake, pinned(before), BY_COMPANY, entities("a")))
                    .isEmpty();
        }
    }

    @Test
    void only_one_process_at_a_time_has_it() {
        try (EntityIndex index = new EntityIndex(lake, 0);
                EntityIndex second = new EntityIndex(lake, 0)) {
            found(index, "a");
            assertThat(second.rows(lake, pinned(lake.version(TABLE)), BY_COMPANY, entities("a")))
                    .isEmpty();
        }
    }

    @Test
    void a_small_table_is_not_worth_one() {
        try (EntityIndex index = new EntityIndex(lake)) {
            assertThat(index.rows(lake, pinned(lake.version(TABLE)), BY_COMPANY, entities("a")))
                    .isEmpty();
        }
        assertThat(folder.resolve("lake/_index")).doesNotExist();
    }

    private List<String> found(EntityIndex index, String... companies) {
        return found(index, lake, companies);
    }

    private static List<String> found(EntityIndex index, Lake lake, String... companies) {
        Optional<Dataset<Row>> rows = index.rows(lake, pinned(lake.version(TABLE)), BY_COMPANY, entities(companies));
        return rows.orElseThrow().selectExpr("concat_ws(' ', company_id, feature_key, qty)").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static PinnedTable pinned(long version) {
        return new PinnedTable(TABLE, version, OptionalLong.empty());
    }

    private static List<Row> entities(String... companies) {
        return java.util.Arrays.stream(companies).map(RowFactory::create).toList();
    }

    private Dataset<Row> rows(String values) {
        return lake.session().sql("""
                SELECT company_id, feature_key, DATE '2026-01-01' AS month, CAST(qty AS BIGINT) AS qty, 1L AS events
                FROM VALUES %s AS rows(company_id, feature_key, qty)""".formatted(values));
    }
}
