package com.lanehouse.orchestration.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.usage.UsageDailyJob;
import com.lanehouse.jobs.usage.UsageMonthlyJob;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.orchestration.run.JobResult;
import com.lanehouse.orchestration.run.JobRunner;
import com.lanehouse.orchestration.run.RunConfig;
import com.lanehouse.pipeline.ingest.TestingBatches;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracerTest {
    private static final List<Job> JOBS = List.of(new UsageDailyJob(), new UsageMonthlyJob());
    private static final String MONTHS = "gold.usage_monthly";

    @TempDir
    private Path folder;

    @Test
    void rows_of_a_version_whose_files_were_cleared_away_are_said_to_be_gone() throws Exception {
        TestingBatches batches = new TestingBatches(folder.resolve("lake"));
        Lake lake = TestingLake.open(folder.resolve("lake"));
        batches.ingest(List.of(usage("e1")));
        run(lake);
        String[] cleared = lake.read("gold.usage_daily").inputFiles();
        batches.ingest(List.of(usage("e2")));
        run(lake, "usage-daily");
        for (String file : cleared) {
            Files.delete(Path.of(URI.create(file)));
        }

        Tracer tracer = tracer(lake);
        Row month = lake.read(MONTHS).first();
        assertThatThrownBy(() -> tracer.trace(MONTHS, month, 5))
                .isInstanceOf(TraceException.class)
                .hasMessageMatching(
                        "version 1 of gold.usage_daily, .* is no longer there; run the job again, then trace");

        run(lake);
        assertThat(tracer(lake).trace(MONTHS, lake.read(MONTHS).first(), 5).steps())
                .hasSize(1);
    }

    private static Tracer tracer(Lake lake) {
        return new Tracer(lake, JOBS);
    }

    private static void run(Lake lake, String... jobs) {
        try (JobRunner runner = new JobRunner(lake, JOBS)) {
            assertThat(runner.run(
                            new RunConfig(List.of(jobs), Instant.parse("2026-03-11T00:00:00Z"), null, false),
                            result -> {}))
                    .allMatch(JobResult::succeeded);
        }
    }

    private static Record usage(String id) {
        return new Record("usage", """
                {"specversion":"1.0","id":"%s","source":"test","time":"2026-03-09T10:00:00Z","type":"usage.recorded",\
                "data":{"company_id":"c","feature_key":"quotes","qty":1}}""".formatted(id));
    }
}
