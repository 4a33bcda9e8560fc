package com.lanehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.TablesRule;
import com.lanehouse.warehouse.WriteMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobCatalogTest {
    private static final TableCatalog TABLES = TableCatalog.load();

    static Stream<Job> jobs() {
        return JobCatalog.all().stream();
    }

    static Stream<String> writtenTables() {
        return jobs().flatMap(job -> job.writes().stream());
    }

    @Test
    void no_two_jobs_have_one_name() {
        assertThat(jobs().map(Job::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void a_job_has_a_name_to_type(Job job) {
        assertThat(job.name()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void no_two_jobs_write_one_table() {
        assertThat(writtenTables()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("writtenTables")
    void a_written_table_is_declared(String table) {
        assertThat(TABLES.declares(table)).isTrue();
    }

    static Stream<TablesRule> rules() {
        return TABLES.rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_between_tables_needs_nothing_that_the_job_it_belongs_to_does_not_have(TablesRule rule) {
        Job job = jobs().filter(writer -> writer.writes().contains(rule.table()))
                .findFirst()
                .orElseThrow();
        assertThat(Stream.concat(job.reads().stream(), job.writes().stream())).containsAll(rule.reads());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void a_job_reads_declared_tables_and_none_of_its_own(Job job) {
        List<String> reads = job.reads();
        assertThat(reads).doesNotContainAnyElementsOf(job.writes()).doesNotHaveDuplicates();
        assertThat(reads)
                .allSatisfy(table -> assertThat(table.startsWith("registry.") || TABLES.declares(table))
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void what_is_replaced_group_by_group_says_of_each_row_which_group_it_is_of(Job job) {
        assertThat(job.writes().stream().map(TABLES::table).filter(table -> table.writeMode() == WriteMode.REPLACE))
                .allSatisfy(table -> assertThat(table.columnNames()).containsAll(job.groups()));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void a_job_that_need_not_compute_everything_reads_tables_that_tell_what_changed_in_them(Job job) {
        assertThat(job.inputs().stream()
                        .filter(input -> input instanceof Input.InOrder
                                || !job.groups().isEmpty() && !(input instanceof Input.Whole))
                        .map(input -> TABLES.table(input.table()))
                        .filter(TableDeclaration::isComputed))
                .allSatisfy(
                        table -> assertThat(table.properties()).containsEntry("delta.enableChangeDataFeed", "true"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void what_a_job_reads_that_may_run_once_a_day_keeps_changes_and_versions_for_longer(Job job) {
        boolean daily = job.writes().stream().map(TABLES::table).anyMatch(TableDeclaration::hasDailySnapshots);
        assertThat(job.reads().stream().filter(table -> daily).map(TABLES::table))
                .allSatisfy(table -> assertThat(table.properties())
                        .containsEntry("delta.deletedFileRetentionDuration", "interval 2 days")
                        .containsEntry("delta.logRetentionDuration", "interval 2 days"));
    }
}
