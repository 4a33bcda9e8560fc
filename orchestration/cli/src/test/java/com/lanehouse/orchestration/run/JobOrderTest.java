package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.jobs.JobInputs;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class JobOrderTest {
    @Test
    void a_job_comes_after_those_that_write_what_it_reads() {
        JobOrder order = new JobOrder(List.of(job("last", "b", "c"), job("middle", "a", "b"), job("first", "x", "a")));
        assertThat(order.ordered()).extracting(Job::name).containsExactly("first", "middle", "last");
    }

    @Test
    void a_circle_is_named() {
        JobOrder order = new JobOrder(List.of(job("one", "a", "b"), job("other", "b", "a")));
        assertThatThrownBy(order::ordered).hasMessageContaining("one, other");
    }

    @Test
    void two_jobs_never_write_one_table() {
        assertThatThrownBy(() -> new JobOrder(List.of(job("one", "a", "t"), job("other", "b", "t"))))
                .hasMessageContaining("t is written by one and by other");
    }

    @Test
    void an_unknown_job_is_answered_with_those_there_are() {
        JobOrder order = new JobOrder(List.of(job("usage", "a", "b")));
        assertThatThrownBy(() -> order.select(List.of("usages"))).hasMessageContaining("there are usage");
    }

    @Test
    void a_job_that_is_named_brings_those_it_rests_on_and_no_other() {
        JobOrder order = new JobOrder(List.of(
                job("last", "b", "c"), job("other", "a", "d"), job("middle", "a", "b"), job("first", "raw", "a")));
        assertThat(order.select(List.of("last"))).extracting(Job::name).containsExactly("first", "middle", "last");
    }

    @Test
    void the_scoreboard_comes_after_every_job_it_reads_from() {
        List<String> names =
                new JobOrder(JobCatalog.all()).ordered().stream().map(Job::name).toList();
        assertThat(names.indexOf("scoreboard"))
                .isGreaterThan(names.indexOf("directory"))
                .isGreaterThan(names.indexOf("lead-outcomes"))
                .isGreaterThan(names.indexOf("quote-outcomes"))
                .isGreaterThan(names.indexOf("pricing-variance"));
    }

    private static Job job(String name, String reads, String writes) {
        return new Job() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Input> inputs() {
                return (List.of(reads)).stream().<Input>map(Input::whole).toList();
            }

            @Override
            public List<String> writes() {
                return List.of(writes);
            }

            @Override
            public Map<String, Dataset<Row>> compute(JobInputs inputs) {
                throw new UnsupportedOperationException("never computed here");
            }
        };
    }
}
