package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.Job;
import com.lanehouse.lake.EntityIndex;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.warehouse.QualityRule;
import com.lanehouse.warehouse.RuleAction;
import com.lanehouse.warehouse.TablesRule;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One job computes the usage of companies c1 to c8: as many units as the name says, but none of c8. Another reads it. */
class QualityRulesTest {
    @TempDir
    private static Path folder;

    private static Lake lake;
    private static Instant newest = Instant.parse("2026-03-02T00:00:00Z");

    /** Later for every test: what a test finds in the lake is its own. */
    private final Instant asOf = newest.plusSeconds(60);

    @BeforeAll
    static void open() {
        lake = TestingLake.open(folder.resolve("lake"));
    }

    @AfterEach
    void step() {
        newest = asOf;
    }

    @Test
    void a_rule_that_warns_leaves_all_rows_in_place_and_says_how_many_broke_it() {
        List<JobResult> results = run(rule("usage_is_small", RuleAction.WARN, 0, "qty <= 2"));
        assertThat(results).allMatch(JobResult::succeeded);
        assertThat(stored()).isEqualTo(8);
        assertThat(quality()).containsExactly("gold.usage_daily usage_is_small: 5 of 8, warn, warned");
    }

    @Test
    void up_to_five_rows_that_broke_a_rule_are_shown() {
        run(rule("usage_is_small", RuleAction.WARN, 0, "qty = 1"), rule("is_not_c8", RuleAction.WARN, 0, "qty > 0"));
        assertThat(examples("usage_is_small")).hasSize(5).allMatch(row -> row.startsWith("{\"company_id\":\"c"));
        assertThat(examples("is_not_c8")).containsExactly("""
                        {"company_id":"c8","feature_key":"quotes","day":"2026-03-01","qty":0,"events":1}""");
    }

    @Test
    void a_rule_that_drops_stores_the_other_rows() {
        List<JobResult> results = run(rule("uses_something", RuleAction.DROP, 0, "qty > 0"));
        assertThat(results).allMatch(JobResult::succeeded);
        assertThat(stored()).isEqualTo(7);
        assertThat(quality()).containsExactly("gold.usage_daily uses_something: 1 of 8, drop, dropped");
    }

    @Test
    void a_rule_that_fails_keeps_what_was_stored_before_and_skips_what_reads_it() {
        run();
        long version = lake.version("gold.usage_daily");
        List<JobResult> results = run(
                List.of(daily(), monthly()),
                List.of(rule("uses_something", RuleAction.FAIL, 0, "qty > 0"), rule("any", RuleAction.WARN, 0, "true")),
                List.of());
        assertThat(results)
                .extracting(result -> result.job() + " " + result.status())
                .containsExactly("usage-daily failed", "monthly skipped");
        assertThat(results.getFirst().error()).isEqualTo("""
                        rule uses_something of gold.usage_daily is broken by 1 of 8 rows, such as \
                        {"company_id":"c8","feature_key":"quotes","day":"2026-03-01","qty":0,"events":1}""");
        assertThat(results.getFirst().brokeARule()).isTrue();
        assertThat(stored()).isEqualTo(8);
        assertThat(lake.version("gold.usage_daily")).isEqualTo(version);
        assertThat(ofThisTest("ops.job_runs").where("status = 'failed'").first().<String>getAs("error"))
                .startsWith("rule uses_something");
        assertThat(quality())
                .containsExactlyInAnyOrder(
                        "gold.usage_daily uses_something: 1 of 8, fail, failed",
                        "gold.usage_daily any: 0 of 8, warn, passed");
    }

    @Test
    void a_rule_that_cannot_be_told_is_broken() {
        run(rule("is_told", RuleAction.WARN, 0, "nullif(qty, 0) > 0"));
        assertThat(quality()).containsExactly("gold.usage_daily is_told: 1 of 8, warn, warned");
    }

    @Test
    void a_rule_passes_while_no_larger_a_share_breaks_it_than_it_tolerates() {
        List<JobResult> results = run(
                rule("an_eighth", RuleAction.FAIL, 12.5, "qty > 0"), rule("less", RuleAction.WARN, 12.4, "qty > 0"));
        assertThat(results).allMatch(JobResult::succeeded);
        assertThat(quality())
                .containsExactlyInAnyOrder(
                        "gold.usage_daily an_eighth: 1 of 8, fail, passed",
                        "gold.usage_daily less: 1 of 8, warn, warned");
    }

    @Test
    void a_rule_between_tables_sees_what_would_be_stored_and_what_the_job_read() {
        List<JobResult> results = run(
                List.of(daily()),
                List.of(rule("uses_something", RuleAction.DROP, 0, "qty > 0")),
                List.of(new TablesRule(
                        "as_many_as_there_are",
                        "All companies are there.",
                        "gold.usage_daily",
                        List.of("gold.usage_daily", "silver.usage"),
                        RuleAction.FAIL,
                        "SELECT (SELECT count(*) FROM gold_usage_daily) AS found,"
                                + " (SELECT count(*) FROM silver_usage) AS given, found = 7 AND given = 0 AS holds")));
        assertThat(results).allMatch(JobResult::succeeded);
        assertThat(quality())
                .containsExactlyInAnyOrder(
                        "gold.usage_daily uses_something: 1 of 8, drop, dropped",
                        "gold.usage_daily as_many_as_there_are: 0 of 1, fail, passed");
    }

    @Test
    void a_broken_rule_between_tables_stops_the_job_that_writes_the_table_it_belongs_to() {
        long version = lake.version("gold.usage_monthly");
        List<JobResult> results = run(
                List.of(daily(), monthly()),
                List.of(),
                List.of(new TablesRule(
                        "days_add_up",
                        "Months are sums of days.",
                        "gold.usage_monthly",
                        List.of("gold.usage_daily", "gold.usage_monthly"),
                        RuleAction.FAIL,
                        """
                        SELECT company_id, gold_usage_daily.qty = gold_usage_monthly.qty AS holds
                        FROM gold_usage_daily JOIN gold_usage_monthly USING (company_id)""")));
        assertThat(results)
                .extracting(result -> result.job() + " " + result.status())
                .containsExactly("usage-daily succeeded", "monthly failed");
        assertThat(results.getLast().error())
                .startsWith("rule days_add_up of gold.usage_monthly is broken by 8 of 8 rows");
        assertThat(lake.version("gold.usage_monthly")).isEqualTo(version);
    }

    @Test
    void the_rows_that_are_stored_are_those_that_were_looked_at() {
        Job random = new TestingJob(
                "random", List.of("silver.usage"), List.of("gold.usage_daily"), inputs -> inputs.sql("""
                        SELECT uuid() AS company_id, 'quotes' AS feature_key, DATE '2026-03-01' AS day, 1L AS qty, 1L AS events
                        FROM range(1, 4)"""));
        run(List.of(random), List.of(rule("none_is_good", RuleAction.WARN, 0, "false")), List.of());
        assertThat(examples("none_is_good"))
                .containsExactlyInAnyOrderElementsOf(
                        lake.read("gold.usage_daily").toJSON().collectAsList());
    }

    @Test
    void a_rule_that_spark_cannot_read_fails_the_job_without_being_called_broken() {
        List<JobResult> results = run(rule("misspelt", RuleAction.WARN, 0, "quantity > 0"));
        assertThat(results.getFirst().status()).isEqualTo("failed");
        assertThat(results.getFirst().brokeARule()).isFalse();
        assertThat(quality()).isEmpty();
    }

    @Test
    void a_funnel_whose_parts_do_not_add_up_is_refused_by_its_declaration() {
        Job funnel = new TestingJob(
                "funnel", List.of("gold.quote_outcomes"), List.of("gold.quote_funnel"), inputs -> inputs.sql("""
                        SELECT DATE '2026-03-01' AS month, 'smb' AS segment, 'van' AS equipment, 5L AS quotes, 1L AS booked,
                               1L AS lost, 1L AS expired, 1L AS open, 0.25D AS quote_to_book"""));
        List<JobResult> results =
                new JobRunner(lake, List.of(funnel)).run(new RunConfig(List.of(), asOf, null, false), result -> {});
        assertThat(results.getFirst().error())
                .contains("rule funnel_parts_add_up of gold.quote_funnel is broken by 1 of 1 rows")
                .contains("rule every_quote_is_in_the_funnel of gold.quote_funnel is broken by 1 of 1 rows");
    }

    private List<JobResult> run(QualityRule... rules) {
        return run(List.of(daily()), List.of(rules), List.of());
    }

    private static Job daily() {
        return new TestingJob(
                "usage-daily", List.of("silver.usage"), List.of("gold.usage_daily"), inputs -> inputs.sql("""
                        SELECT 'c' || id AS company_id, 'quotes' AS feature_key, DATE '2026-03-01' AS day,
                               id % 8 AS qty, 1L AS events
                        FROM range(1, 9)"""));
    }

    private static Job monthly() {
        return new TestingJob(
                "monthly",
                List.of("gold.usage_daily"),
                List.of("gold.usage_monthly"),
                inputs -> inputs.sql(
                        "SELECT company_id, feature_key, day AS month, qty + 1 AS qty, events FROM gold_usage_daily"));
    }

    private List<JobResult> run(List<Job> jobs, List<QualityRule> ofRows, List<TablesRule> betweenTables) {
        return new JobRunner(
                        lake,
                        jobs,
                        new QualityRules(Map.of("gold.usage_daily", ofRows), betweenTables),
                        new EntityIndex(lake))
                .run(new RunConfig(List.of(), asOf, null, false), result -> {});
    }

    private static QualityRule rule(String name, RuleAction action, double tolerated, String predicate) {
        return new QualityRule(name, action, tolerated, predicate);
    }

    private long stored() {
        return lake.read("gold.usage_daily").count();
    }

    private Dataset<Row> ofThisTest(String table) {
        return lake.read(table).where(functions.col("as_of").equalTo(functions.lit(Timestamp.from(asOf))));
    }

    private List<String> quality() {
        return ofThisTest("ops.data_quality").collectAsList().stream()
                .map(row -> "%s %s: %d of %d, %s, %s"
                        .formatted(
                                row.<String>getAs("table"),
                                row.<String>getAs("rule"),
                                row.<Long>getAs("failed"),
                                row.<Long>getAs("checked"),
                                row.<String>getAs("action"),
                                row.<String>getAs("status")))
                .toList();
    }

    private List<String> examples(String rule) {
        Row row = ofThisTest("ops.data_quality")
                .where(functions.col("rule").equalTo(rule))
                .first();
        return row.getList(row.fieldIndex("examples"));
    }
}
