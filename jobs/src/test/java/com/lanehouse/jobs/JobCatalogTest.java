package com.lanehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.warehouse.TableCatalog;
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

    @ParameterizedTest
    @MethodSource("jobs")
    void a_job_reads_declared_tables_and_none_of_its_own(Job job) {
        List<String> reads = job.reads();
        assertThat(reads).doesNotContainAnyElementsOf(job.writes()).doesNotHaveDuplicates();
        assertThat(reads)
                .allSatisfy(table -> assertThat(table.startsWith("registry.") || TABLES.declares(table))
                        .isTrue());
    }
}
