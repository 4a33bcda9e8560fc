package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.Json;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QueryCommandTest {
    @TempDir
    private static Path folder;

    private static Path lake;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void make_a_lake() {
        lake = folder.resolve("a lake");
        Lake opened = TestingLake.open(lake);
        List<Row> rows = List.of(
                usage("acme", "quotes", 12),
                usage("acme", "bulk_jobs", 3),
                usage("zen\u001b[2J", "a,b \"c\"", 9_000_000_000L));
        opened.add("gold.usage_daily", opened.session().createDataFrame(rows, opened.schema("gold.usage_daily")));
    }

    private static Row usage(String company, String feature, long qty) {
        return RowFactory.create(company, feature, java.sql.Date.valueOf(LocalDate.parse("2026-03-09")), qty, 1L);
    }

    @Test
    void rows_are_shown_as_an_aligned_table_that_no_value_can_steer() {
        assertThat(
                        run(
                                "SELECT company_id, feature_key, day, qty, nullif(qty, 3) AS some FROM gold.usage_daily ORDER BY qty"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "company_id  feature_key  day                qty        some",
                        "──────────  ───────────  ──────────  ──────────  ──────────",
                        "acme        bulk_jobs    2026-03-09           3        NULL",
                        "acme        quotes       2026-03-09          12          12",
                        "zen�[2J     a,b \"c\"      2026-03-09  9000000000  9000000000",
                        "(3 rows)");
    }

    @Test
    void json_has_nulls_and_exact_times_and_nested_values() throws IOException {
        assertThat(run(
                        "SELECT NULL AS nothing, TIMESTAMP '2026-03-09 10:00:00.000001' AS at, map('a', array(1, 2)) AS nested,"
                                + " 1.50 AS amount, X'00ff' AS bytes",
                        "--json"))
                .isZero();
        assertThat(Json.MAPPER.readTree(out.toString()))
                .isEqualTo(Json.MAPPER.readTree(
                        "{\"nothing\":null,\"at\":\"2026-03-09T10:00:00.000001Z\",\"nested\":{\"a\":[1,2]},\"amount\":1.50,"
                                + "\"bytes\":\"AP8=\"}"));
    }

    @Test
    void csv_quotes_what_must_be_quoted_and_tells_null_from_an_empty_text() {
        assertThat(run("SELECT 'a,\"b\"\n' AS text, '' AS empty, NULL AS nothing, 2.5D AS number", "--csv"))
                .isZero();
        assertThat(out.toString()).isEqualTo("text,empty,nothing,number\n\"a,\"\"b\"\"\n\",\"\",,2.5\n");
    }

    @Test
    void more_rows_than_asked_for_are_said_to_be_there() {
        assertThat(run("SELECT qty FROM gold.usage_daily", "--limit", "2")).isZero();
        assertThat(out.toString()).endsWith("(2 rows; there are more, --limit N gives them)\n");
        assertThat(run("SELECT qty FROM gold.usage_daily", "--limit", "2", "--json"))
                .isZero();
        assertThat(err.toString()).contains("2 rows; there are more");
    }

    @Test
    void long_values_are_cut_in_the_table_alone() {
        assertThat(run("SELECT repeat('x', 100) AS long")).isZero();
        assertThat(out.toString()).contains("x".repeat(59) + "…\n").doesNotContain("x".repeat(60));
        assertThat(run("SELECT repeat('x', 100) AS long", "--csv")).isZero();
        assertThat(out.toString()).contains("x".repeat(100));
    }

    @Test
    void show_tables_and_describe_say_what_there_is() {
        assertThat(run("SHOW TABLES IN gold", "--csv")).isZero();
        assertThat(out.toString()).contains("gold,kpis,false\n").doesNotContain("silver");
        assertThat(run("SHOW TABLES")).isZero();
        assertThat(out.toString()).contains("silver");
        assertThat(run("DESCRIBE gold.usage_daily", "--csv")).isZero();
        assertThat(out.toString()).contains("day,date,UTC day of the event time\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT u.qty, usage_daily.day FROM gold.usage_daily u, gold.usage_daily LIMIT 1",
                "SELECT gold.usage_daily.qty FROM GOLD.Usage_Daily WHERE qty > 1 ORDER BY 1 LIMIT 3 OFFSET 1",
                "WITH a(x) AS (SELECT 1), B AS (SELECT * FROM a) SELECT * FROM b JOIN A USING (x) LEFT JOIN gold.kpis ON true",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t",
                "VALUES (1, 'a'), (2, NULL)",
                "SELECT * FROM VALUES (1, current_date()) AS t(x, y)",
                "TABLE gold.usage_daily",
                "SELECT a.qty, (SELECT max(qty) FROM gold.usage_daily b WHERE b.day = a.day) FROM gold.usage_daily a"
                        + " WHERE EXISTS (SELECT 1 FROM gold.kpis) OR company_id IN (SELECT company_id FROM gold.usage_monthly)",
                "SELECT company_id, count(*) FILTER (WHERE qty > 3), grouping_id() FROM gold.usage_daily"
                        + " GROUP BY GROUPING SETS ((), (company_id)) HAVING count(*) > 0",
                "SELECT sum(qty) OVER w FROM gold.usage_daily"
                        + " WINDOW w AS (PARTITION BY day ORDER BY qty ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
                "SELECT * FROM gold.usage_daily QUALIFY row_number() OVER (PARTITION BY company_id ORDER BY qty DESC) = 1",
                "SELECT e FROM gold.usage_daily LATERAL VIEW explode(array(1, 2)) t AS e",
                "SELECT k, v FROM gold.usage_daily, LATERAL stack(2, 'a', qty, 'b', events) AS s(k, v)",
                "SELECT * FROM gold.usage_daily PIVOT (sum(qty) FOR feature_key IN ('quotes', 'bulk_jobs'))",
                "SELECT * FROM gold.usage_daily UNPIVOT (v FOR k IN (qty, events))",
                "SELECT * FROM gold.usage_daily TABLESAMPLE (50 PERCENT)",
                "SELECT id FROM range(3)",
                "SELECT 1 UNION ALL (SELECT 2 INTERSECT SELECT 2) EXCEPT SELECT 4 ORDER BY 1",
                "FROM gold.usage_daily |> WHERE qty > 1 |> AGGREGATE sum(qty) AS q GROUP BY company_id |> SELECT q",
                "SELECT * EXCEPT (qty) FROM gold.usage_daily ORDER BY ALL",
                "SELECT /*+ BROADCAST(a) */ DISTINCT transform(array(1), x -> x + 1), CAST(events AS INT), events::int, DATE '2026-01-01',"
                        + " INTERVAL '1' DAY, CASE WHEN qty > 1 THEN 2 END, company_id LIKE 'x%', extract(YEAR FROM day),"
                        + " trim(BOTH FROM company_id), qty BETWEEN 1 AND 2, current_timestamp FROM gold.usage_daily a",
                "SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY qty), listagg(company_id, ',') FROM gold.usage_daily",
                "SELECT count(*) FROM gold.usage_daily VERSION AS OF 0",
                "SELECT get_json_object(CAST(payload AS STRING), '$.data') FROM bronze.events;",
                "/* a comment; */ SELECT 1 -- another;"
            })
    void what_only_reads_is_answered(String sql) {
        assertThat(run(sql)).as(err.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO gold.usage_daily SELECT * FROM gold.usage_daily",
                "FROM gold.usage_daily INSERT INTO gold.usage_daily SELECT *",
                "WITH a AS (SELECT 1) INSERT INTO gold.kpis SELECT * FROM a",
                "INSERT OVERWRITE DIRECTORY '%s' USING csv SELECT 1",
                "INSERT OVERWRITE gold.usage_daily SELECT * FROM gold.usage_daily",
                "UPDATE gold.usage_daily SET qty = 1",
                "DELETE FROM gold.usage_daily",
                "MERGE INTO gold.usage_daily a USING gold.usage_daily b ON true WHEN MATCHED THEN DELETE",
                "TRUNCATE TABLE gold.usage_daily",
                "CREATE TABLE gold.mine AS SELECT 1",
                "CREATE OR REPLACE TABLE gold.usage_daily (x INT) USING delta",
                "CREATE TABLE mine (x INT) USING csv LOCATION '%s'",
                "CREATE TEMPORARY VIEW mine USING csv OPTIONS (path '/etc/passwd')",
                "CREATE VIEW mine AS SELECT 1",
                "CREATE DATABASE mine LOCATION '%s'",
                "CREATE TEMPORARY FUNCTION mine AS 'java.lang.Runtime'",
                "CREATE FUNCTION mine(x INT) RETURNS INT RETURN x",
                "DROP TABLE gold.usage_daily",
                "DROP DATABASE gold CASCADE",
                "ALTER TABLE gold.usage_daily ADD COLUMN x INT",
                "COMMENT ON TABLE gold.usage_daily IS 'x'",
                "SET spark.sql.defaultCatalog = spark_catalog",
                "SET",
                "RESET",
                "SET CATALOG spark_catalog",
                "USE gold",
                "DECLARE VARIABLE x INT",
                "CACHE TABLE gold.usage_daily",
                "CACHE TABLE mine AS SELECT 1",
                "UNCACHE TABLE gold.usage_daily",
                "CLEAR CACHE",
                "REFRESH '/etc'",
                "ADD JAR '/tmp/x.jar'",
                "ADD FILE '/etc/passwd'",
                "LIST JARS",
                "LOAD DATA LOCAL INPATH '/etc/passwd' INTO TABLE gold.usage_daily",
                "ANALYZE TABLE gold.usage_daily COMPUTE STATISTICS",
                "MSCK REPAIR TABLE gold.usage_daily",
                "VACUUM gold.usage_daily",
                "OPTIMIZE gold.usage_daily",
                "RESTORE TABLE gold.usage_daily TO VERSION AS OF 0",
                "CONVERT TO DELTA parquet.`/etc`",
                "DESCRIBE DETAIL '/etc'",
                "DESCRIBE HISTORY delta.`/etc`",
                "DESCRIBE FUNCTION reflect",
                "DESCRIBE parquet.`/etc`",
                "SHOW CATALOGS",
                "SHOW CREATE TABLE gold.kpis",
                "EXPLAIN SELECT 1",
                "EXPLAIN INSERT INTO gold.kpis SELECT 1",
                "CALL system.x()",
                "EXECUTE IMMEDIATE 'DROP TABLE gold.kpis'",
                "BEGIN DROP TABLE gold.kpis; END",
                "BEGIN SELECT 1; END",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP TABLE gold.usage_daily",
                "SELECT * FROM delta.`%s/gold/kpis`",
                "SELECT * FROM parquet.`/etc`",
                "SELECT * FROM csv.`/etc/passwd`",
                "SELECT * FROM CSV.`/etc/passwd`",
                "SELECT * FROM text.`/etc/passwd`",
                "SELECT * FROM json.`/etc/passwd`",
                "SELECT * FROM binaryFile.`/etc/passwd`",
                "SELECT * FROM `text`.`file:/etc/passwd`",
                "SELECT * FROM `/etc/passwd`",
                "SELECT * FROM IDENTIFIER('text.`/etc/passwd`')",
                "WITH a AS (SELECT * FROM text.`/etc/passwd`) SELECT * FROM a",
                "WITH delta AS (SELECT 1) SELECT * FROM delta.`/etc`",
                "SELECT (SELECT max(value) FROM text.`/etc/passwd`)",
                "SELECT 1 WHERE EXISTS (SELECT * FROM text.`/etc/passwd`)",
                "SELECT 1 WHERE 'a' IN (SELECT value FROM text.`/etc/passwd`)",
                "SELECT * FROM range(1), LATERAL (SELECT * FROM text.`/etc/passwd`)",
                "SELECT * FROM gold.kpis JOIN text.`/etc/passwd` ON kpi = value",
                "SELECT * FROM text.`/etc/passwd` VERSION AS OF 1",
                "SELECT * FROM gold.kpis WITH ('path' = '/etc')",
                "SELECT * FROM STREAM gold.kpis",
                "SELECT * FROM spark_catalog.gold.kpis",
                "SELECT * FROM global_temp.x",
                "SELECT reflect('java.lang.System', 'exit', 1)",
                "SELECT REFLECT('java.lang.System', 'getenv', 'PATH')",
                "SELECT `reflect`('java.lang.System', 'getenv', 'PATH')",
                "SELECT java_method('java.lang.System', 'getenv', 'PATH')",
                "SELECT try_reflect('java.lang.System', 'getenv', 'PATH')",
                "SELECT system.builtin.reflect('java.lang.System', 'getenv', 'PATH')",
                "SELECT builtin.reflect('java.lang.System', 'getenv', 'PATH')",
                "SELECT IDENTIFIER('reflect')('java.lang.System', 'getenv', 'PATH')",
                "WITH a AS (SELECT reflect('java.lang.System', 'getenv', 'PATH')) SELECT * FROM a",
                "SELECT transform(array(1), x -> java_method('java.lang.System', 'getenv', 'PATH'))",
                "SELECT count(*) FROM range(1) GROUP BY reflect('java.lang.System', 'getenv', 'PATH')",
                "SELECT count(*) FILTER (WHERE reflect('java.lang.System', 'getenv', 'PATH') = 'x')",
                "SELECT 1 ORDER BY reflect('java.lang.System', 'getenv', 'PATH')",
                "SELECT 1 LIMIT length(reflect('java.lang.System', 'getenv', 'PATH'))",
                "SELECT sum(1) OVER w FROM range(1) WINDOW w AS (ORDER BY reflect('java.lang.System', 'getenv', 'PATH'))",
                "SELECT * FROM VALUES (reflect('java.lang.System', 'getenv', 'PATH'))",
                "VALUES (reflect('java.lang.System', 'getenv', 'PATH'))",
                "SELECT * FROM explode(array(reflect('java.lang.System', 'getenv', 'PATH')))",
                "SELECT * FROM range(1) LATERAL VIEW explode(array(reflect('java.lang.System', 'getenv', 'PATH'))) t AS e",
                "SELECT * FROM range(1) LATERAL VIEW reflect('java.lang.System', 'getenv', 'PATH') t AS e",
                "SELECT * FROM range(1) PIVOT (max(reflect('java.lang.System', 'getenv', 'PATH')) FOR id IN (1))",
                "SELECT from_xml('<a/>', 'a INT', map('rowValidationXSDPath', '/etc/passwd'))",
                "SELECT from_protobuf(X'00', 'A', '/etc/passwd')",
                "SELECT * FROM table_changes('gold.kpis', 0)",
                "SELECT * FROM table_changes_by_path('/etc', 0)",
                "SELECT * FROM python_worker_logs()",
                "SELECT * FROM read_files('/etc')",
                "SELECT TRANSFORM (id) USING 'cat /etc/passwd' AS (x) FROM range(1)",
                "SELECT MAP (id) USING 'sh' AS (x) FROM range(1)",
                "SELECT :x",
                "SELECT ?",
                "SELECT '${env:PATH}', ${env:PATH}",
                ""
            })
    void what_writes_or_reaches_outside_is_refused(String sql) throws IOException {
        List<String> before = files();
        assertThat(run(sql.replace("%s", folder.resolve("outside").toString())))
                .as(out.toString())
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("lanehouse: ").hasLineCount(1).doesNotContain("(unexpected", "'Project");
        assertThat(out.toString()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELEC 1",
                "SELECT nothing FROM gold.kpis",
                "SELECT * FROM gold.kpi",
                "SELECT * FROM kpis",
                "SELECT abs('a', 2)",
                "SELECT nothing(1)",
                "SELECT 1 / 0",
                "SELECT CAST('a' AS INT)",
                "SELECT CAST(company_id AS INT) FROM gold.usage_daily",
                "SELECT 9223372036854775807 + qty FROM gold.usage_daily",
                "SELECT raise_error('no')",
                "SELECT (SELECT qty FROM gold.usage_daily)",
                "SELECT * FROM gold.usage_daily VERSION AS OF 99",
                "SELECT * FROM gold.usage_daily VERSION AS OF 'x'"
            })
    void an_error_is_one_paragraph_without_a_trace(String sql) {
        assertThat(run(sql)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("lanehouse: ")
                .hasLineCount(1)
                .doesNotContain("SQLSTATE", "== SQL", "\tat ", "(unexpected", "'Project");
    }

    @Test
    void an_earlier_version_of_a_table_can_be_read() {
        assertThat(run("SELECT count(*) AS n FROM gold.usage_daily VERSION AS OF 0", "--csv"))
                .isZero();
        assertThat(out.toString()).isEqualTo("n\n0\n");
    }

    @Test
    void what_looks_like_a_variable_is_text() {
        assertThat(run("SELECT '${env:PATH}' AS text", "--csv")).isZero();
        assertThat(out.toString()).isEqualTo("text\n${env:PATH}\n");
    }

    @Test
    void an_error_says_where_it_is() {
        run("SELECT nothing FROM gold.usage_daily");
        assertThat(err.toString()).contains("`nothing`", "qty");
        run("SELECT * FROM gold.usage_dayly");
        assertThat(err.toString()).contains("there is no table gold.usage_dayly", "SHOW TABLES");
    }

    @Test
    void what_is_nested_too_deeply_is_said_to_be() {
        assertThat(run("SELECT 1" + " + 1".repeat(50_000))).isEqualTo(2);
        assertThat(err.toString()).startsWith("lanehouse: ").hasLineCount(1).doesNotContain("(unexpected");
    }

    @Test
    void json_with_two_columns_of_one_name_is_wrong_use() {
        assertThat(run("SELECT 1 AS a, 2 AS a", "--json")).isEqualTo(2);
        assertThat(err.toString()).contains("rename one with AS");
        assertThat(run("SELECT 1 AS a, 2 AS a")).isZero();
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private int run(String... words) {
        CommandLine commandLine = Main.commandLine(ConfigFile.from(new String[0]))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return commandLine.execute(
                Stream.of(Stream.of("query"), Arrays.stream(words), Stream.of("--lake", lake.toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }
}
