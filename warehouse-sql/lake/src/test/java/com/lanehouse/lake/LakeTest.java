package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.tables.BrokenLakeException;
import com.lanehouse.warehouse.QualityRule;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.TablesRule;
import com.lanehouse.warehouse.WarehouseFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

class LakeTest {
    @TempDir
    static Path folder;

    private static Lake lake;

    @BeforeAll
    static void open() {
        lake = TestingLake.open(folder.resolve("lake"));
    }

    static Stream<TableDeclaration> declarations() {
        return TableCatalog.load().all().stream();
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void sparks_own_parser_reads_the_same_columns_from_the_declaration(TableDeclaration declaration) throws Exception {
        String ddl;
        try (BufferedReader reader = WarehouseFiles.reader(declaration.path() + ".sql")) {
            ddl = reader.lines().collect(Collectors.joining("\n"));
        }
        CreateTable parsed = (CreateTable) ((org.apache.spark.sql.classic.SparkSession) TestingLake.session())
                .sessionState()
                .sqlParser()
                .parsePlan(ddl.substring(0, ddl.lastIndexOf(';')));
        assertThat(parsed.tableSchema()).isEqualTo(lake.schema(declaration.name()));
        Map<String, String> properties =
                CollectionConverters.asJava(parsed.tableSpec().properties());
        Map<String, String> rules = declaration.rules().stream()
                .collect(Collectors.toMap(rule -> "lanehouse.rule." + rule.name(), LakeTest::text));
        assertThat(properties).containsAllEntriesOf(declaration.properties()).containsAllEntriesOf(rules);
        assertThat(properties).hasSize(declaration.properties().size() + rules.size());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void sparks_analyzer_finds_what_a_rule_of_rows_names(TableDeclaration declaration, QualityRule rule) {
        assertThat(TestingLake.session()
                        .createDataFrame(List.<Row>of(), lake.schema(declaration.name()))
                        .where(rule.predicate())
                        .collectAsList())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rulesBetweenTables")
    void a_rule_between_tables_reads_what_it_says_and_holds_of_empty_tables(TablesRule rule) {
        SparkSession session = lake.withNewSession().session();
        rule.reads()
                .forEach(table -> session.createDataFrame(List.<Row>of(), lake.schema(table))
                        .createOrReplaceTempView(table.replace('.', '_')));
        assertThat(session.sql(rule.query(), Map.of("as_of", Timestamp.from(Instant.EPOCH)))
                        .where("NOT coalesce(holds, false)")
                        .collectAsList())
                .isEmpty();
    }

    static Stream<Arguments> rules() {
        return declarations().flatMap(table -> table.rules().stream().map(rule -> Arguments.of(table, rule)));
    }

    static Stream<TablesRule> rulesBetweenTables() {
        return TableCatalog.load().rules().stream();
    }

    private static String text(QualityRule rule) {
        String tolerated = rule.tolerated() == 0
                ? ""
                : " over %s %%"
                        .formatted(BigDecimal.valueOf(rule.tolerated())
                                .stripTrailingZeros()
                                .toPlainString());
        return rule.action().label() + tolerated + ": " + rule.predicate();
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void a_created_table_has_the_declared_columns_and_comments(TableDeclaration declaration) {
        StructField[] stored = lake.read(declaration.name()).schema().fields();
        assertThat(Arrays.stream(stored).map(StructField::name)).containsExactlyElementsOf(declaration.columnNames());
        assertThat(Arrays.stream(stored).map(field -> field.getComment().get()))
                .containsExactlyElementsOf(declaration.columns().stream()
                        .map(column -> column.comment())
                        .toList());
    }

    @Test
    void rows_that_are_replaced_leave_the_others() {
        Instant monday = Instant.parse("2026-01-05T00:00:00Z");
        Instant tuesday = Instant.parse("2026-01-06T00:00:00.000001Z");
        replaceDirectory(monday, 1);
        replaceDirectory(tuesday, 2);

        assertThat(replaceDirectory(tuesday, 3)).isEqualTo(1);

        assertThat(lake.read("gold.directory_daily").select("carriers").collectAsList().stream()
                        .map(row -> row.getLong(0)))
                .containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void rows_that_are_as_they_are_to_be_make_no_version() {
        Instant monday = Instant.parse("2026-02-02T00:00:00Z");
        replaceDirectory(monday, 1);
        long version = lake.version("gold.directory_daily");

        assertThat(replaceDirectory(monday, 1)).isZero();

        assertThat(lake.version("gold.directory_daily")).isEqualTo(version);
    }

    @Test
    void changes_are_the_rows_as_they_were_and_as_they_became() {
        replaceUsed(3, "kept", "changed", "gone");
        long version = lake.version("gold.usage_daily");

        Dataset<Row> after = used("kept", 3).union(used("changed", 4)).union(used("new", 3));
        lake.replace("gold.usage_daily", lake.read("gold.usage_daily"), after);

        assertThat(lake.changes("gold.usage_daily", version, lake.version("gold.usage_daily"))
                        .selectExpr("company_id || ' ' || qty")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("changed 3", "changed 4", "gone 3", "new 3");
        lake.overwrite("gold.usage_daily", lake.read("gold.usage_daily").limit(0));
    }

    @Test
    void a_key_that_is_there_keeps_its_first_row() {
        lake.addNew("ops.agent_tasks", task("a", "first"));
        lake.addNew("ops.agent_tasks", task("a", "second"));
        assertThat(lake.read("ops.agent_tasks").select("payload").collectAsList().stream()
                        .map(row -> row.getString(0)))
                .containsExactly("first");
    }

    private static long replaceDirectory(Instant asOf, long carriers) {
        return lake.replace(
                "gold.directory_daily",
                lake.read("gold.directory_daily").where(functions.col("as_of").equalTo(java.sql.Timestamp.from(asOf))),
                directory(asOf, carriers));
    }

    private static void replaceUsed(long qty, String... companies) {
        lake.overwrite(
                "gold.usage_daily",
                java.util.Arrays.stream(companies)
                        .map(company -> used(company, qty))
                        .reduce(Dataset::union)
                        .orElseThrow());
    }

    private static Dataset<Row> used(String company, long qty) {
        return TestingLake.session()
                .sql("SELECT '%s' AS company_id, 'f' AS feature_key, DATE '2026-01-02' AS day, %dL AS qty, 1L AS events"
                        .formatted(company, qty));
    }

    @Test
    void an_append_with_a_known_version_is_dropped() {
        lake.append("reference.required_cover", cover("auto"), "test", 1);
        lake.append("reference.required_cover", cover("auto"), "test", 1);
        assertThat(lake.read("reference.required_cover").count()).isEqualTo(1);
    }

    @Test
    void a_filter_on_a_day_finds_its_rows_and_the_day_can_be_read() {
        Dataset<Row> used = TestingLake.session()
                .sql("SELECT 'c' AS company_id, 'f' AS feature_key, DATE '2026-01-02' AS day, 1L AS qty, 1L AS events");
        lake.overwrite("gold.usage_daily", used);
        assertThat(lake.read("gold.usage_daily")
                        .where("day = DATE '2026-01-02'")
                        .collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getDate(row.fieldIndex("day"))).hasToString("2026-01-02"));
    }

    @Test
    void a_named_parameter_reaches_the_query() {
        assertThat(lake.session()
                        .sql("SELECT :answer + 1", Map.of("answer", 41))
                        .first()
                        .getInt(0))
                .isEqualTo(42);
    }

    @Test
    void a_half_written_table_is_named(@TempDir Path broken) throws IOException {
        Files.createDirectories(broken.resolve("silver/usage"));
        Files.writeString(broken.resolve("silver/usage/part-0.parquet"), "x");
        assertThatThrownBy(() -> TestingLake.open(broken))
                .isInstanceOf(BrokenLakeException.class)
                .hasMessageContaining("silver/usage holds files but no Delta log");
    }

    private static Dataset<Row> directory(Instant asOf, long carriers) {
        return TestingLake.session()
                .sql("SELECT TIMESTAMP '%s' AS as_of, %dL AS carriers, 0.5D AS completeness, 0.5D AS coi_freshness"
                        .formatted(asOf, carriers));
    }

    private static Dataset<Row> task(String id, String payload) {
        return TestingLake.session()
                .sql(("SELECT '%s' AS task_id, 'c' AS company_id, 'notify_ops' AS fn_name, '%s' AS payload,"
                                + " current_timestamp() AS created_at, 'open' AS status")
                        .formatted(id, payload));
    }

    private static Dataset<Row> cover(String coverage) {
        return TestingLake.session().sql("SELECT '%s' AS coverage, 1.00BD AS limit_usd".formatted(coverage));
    }
}
