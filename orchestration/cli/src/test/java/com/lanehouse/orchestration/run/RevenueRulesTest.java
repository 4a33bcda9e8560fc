package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One company comes in January with 100 and grows by 20 in February; what months say of that is held against it. */
class RevenueRulesTest {
    @TempDir
    private static Path folder;

    private static Lake lake;
    private static Instant asOf = Instant.parse("2026-03-01T00:00:00Z");

    @BeforeAll
    static void open() {
        lake = TestingLake.open(folder.resolve("lake"));
    }

    @ParameterizedTest(name = "January opens with {0} and closes with {2}, February opens with {3}: {6}")
    @CsvSource({
        "0, 100, 100, 100, 20, 120, ",
        "0, 100,  90,  90, 20, 110, rule movements_lead_from_opening_to_closing of gold.mrr_monthly",
        "0,  90,  90,  90, 20, 110, rule every_movement_is_in_its_month of gold.mrr_monthly",
        "0, 100, 100, 110, 20, 130, rule every_movement_is_in_its_month of gold.mrr_monthly",
        "5, 100, 105, 105, 20, 125, rule every_movement_is_in_its_month of gold.mrr_monthly",
        "0, 100, 100, 100,  0, 100, rule every_movement_is_in_its_month of gold.mrr_monthly"
    })
    void a_month_that_does_not_add_up_is_not_stored(
            int januaryOpening,
            int januaryNew,
            int januaryClosing,
            int februaryOpening,
            int februaryExpansion,
            int februaryClosing,
            String broken) {
        TestingJob movements =
                new TestingJob("mrr-movements", List.of(), List.of("gold.mrr_movements"), inputs -> inputs.sql("""
                        SELECT DATE '2026-01-01' AS month, 'c' AS company_id, 'new' AS movement,
                               CAST(100 AS DECIMAL(18,2)) AS amount
                        UNION ALL SELECT DATE '2026-02-01', 'c', 'expansion', CAST(20 AS DECIMAL(18,2))"""));
        TestingJob months = new TestingJob(
                "mrr-monthly",
                List.of("gold.mrr_movements", "gold.mrr_missing_rates"),
                List.of("gold.mrr_monthly"),
                inputs -> inputs.sql(month("2026-01-01", januaryOpening, januaryNew, 0, januaryClosing)
                        + " UNION ALL "
                        + month("2026-02-01", februaryOpening, 0, februaryExpansion, februaryClosing)));
        asOf = asOf.plusSeconds(60);
        List<JobResult> results = new JobRunner(lake, List.of(movements, months))
                .run(new RunConfig(List.of(), asOf, null, true), result -> {});

        JobResult result = results.getLast();
        if (broken == null) {
            assertThat(result.error()).isNull();
        } else {
            assertThat(result.brokeARule()).isTrue();
            assertThat(result.error()).startsWith(broken);
        }
    }

    private static String month(String month, int opening, int arrived, int expansion, int closing) {
        return """
                SELECT DATE '%s' AS month, true AS complete, CAST(%d AS DECIMAL(18,2)) AS opening,
                       CAST(%d AS DECIMAL(18,2)) AS new, CAST(%d AS DECIMAL(18,2)) AS expansion,
                       CAST(0 AS DECIMAL(18,2)) AS contraction, CAST(0 AS DECIMAL(18,2)) AS churn,
                       CAST(0 AS DECIMAL(18,2)) AS reactivation, CAST(%d AS DECIMAL(18,2)) AS closing,
                       CAST(NULL AS DOUBLE) AS net_growth, 0L AS customers_opening, 0L AS customers_churned,
                       CAST(NULL AS DOUBLE) AS logo_churn, CAST(NULL AS DOUBLE) AS grr, CAST(NULL AS DOUBLE) AS nrr,
                       0L AS missing_rates""".formatted(month, opening, arrived, expansion, closing);
    }
}
