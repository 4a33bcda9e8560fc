package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.companies.CompaniesJob;
import com.lanehouse.jobs.companies.CompanyMonthsJob;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.pipeline.ingest.TestingBatches;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two companies of which little is told, so that time or a lead alone must find the one it changes: random histories tell
 * something of every company all the time.
 */
class CompaniesRunsTest {
    @TempDir
    private Path folder;

    @Test
    void a_trial_that_ends_a_late_lead_and_a_subscription_that_begins_change_the_one_company_they_are_of() {
        TestingBatches batches = new TestingBatches(folder.resolve("lake"));
        Lake lake = TestingLake.open(folder.resolve("lake"));
        batches.ingest(
                List.of(trial("c", "l", "2026-03-10T12:00:00Z"), trial("other", "l-other", "2026-03-20T00:00:00Z")));

        assertThat(run(lake, "2026-03-10T12:00:00Z")).isEqualTo("everything");
        assertThat(company(lake)).as("a trial holds at its end").isEqualTo("pro null");

        assertThat(run(lake, "2026-03-10T12:00:00.000001Z")).isEqualTo("1 groups");
        assertThat(company(lake)).isEqualTo("starter null");

        batches.ingest(List.of(lead("l")));
        subscribedFrom(lake, "2026-03-11T00:00:00Z");
        assertThat(run(lake, "2026-03-10T13:00:00Z")).isEqualTo("1 groups");
        assertThat(company(lake)).isEqualTo("starter smb");

        assertThat(run(lake, "2026-03-11T00:00:00Z")).isEqualTo("1 groups");
        assertThat(company(lake)).isEqualTo("enterprise smb");
    }

    private static Record trial(String company, String lead, String ends) {
        return new Record("growth", event("t-" + lead, "trial.started", """
                "lead_id":"%s","company_id":"%s","plan":"pro","trial_ends_at":"%s\"""".formatted(lead, company, ends)));
    }

    private static Record lead(String lead) {
        return new Record("growth", event("l-" + lead, "lead.created", """
                "lead_id":"%s","segment":"smb","channel":"ads\"""".formatted(lead)));
    }

    private static String event(String id, String type, String data) {
        return """
                {"specversion":"1.0","id":"%s","source":"test","time":"2026-03-01T00:00:00Z","type":"%s","data":{%s}}""".formatted(id, type, data);
    }

    private static void subscribedFrom(Lake lake, String instant) {
        lake.add("gold.subscription_states", lake.session().sql("""
                SELECT 'sub_1' AS subscription_id, 1 AS ordinal, 'c' AS company_id, NULL AS customer_id,
                       'active' AS status, 1 AS started, 'enterprise' AS plan, TIMESTAMP '%s' AS valid_from,
                       NULL AS valid_until, '{}' AS subscription, NULL AS discounts_turn_at
                """.formatted(instant)));
    }

    /** @return how much was computed */
    private static String run(Lake lake, String asOf) {
        List<JobResult> results = new JobRunner(lake, List.of(new CompanyMonthsJob(), new CompaniesJob()))
                .run(new RunConfig(List.of(), Instant.parse(asOf), null, false), result -> {});
        assertThat(results).extracting(JobResult::error).containsOnlyNulls();
        return results.getLast().computed();
    }

    private static String company(Lake lake) {
        Row row = lake.read("silver.companies")
                .where("company_id = 'c'")
                .collectAsList()
                .getFirst();
        return row.getAs("plan") + " " + row.getAs("segment");
    }
}
