package com.lanehouse.jobs.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuoteFunnelJobTest {
    private static List<Map<String, Object>> months;

    @BeforeAll
    static void compute() {
        TestingInputs outcomes = new TestingInputs("2026-02-10T00:00:00Z");
        outcomes(outcomes, 5, "2026-01-01", "smb", "van", "booked");
        outcomes(outcomes, 3, "2026-01-01", "smb", "van", "lost");
        outcomes(outcomes, 5, "2026-01-01", "smb", "van", "expired");
        outcomes(outcomes, 1, "2026-01-01", "smb", "van", "open");
        outcomes(outcomes, 2, "2026-01-01", "enterprise", "van", "booked");
        outcomes(outcomes, 2, "2026-01-01", "smb", "reefer", "booked");
        outcomes(outcomes, 1, "2026-02-01", "smb", "van", "open");
        months = outcomes.run(new QuoteFunnelJob()).get("gold.quote_funnel");
    }

    @Test
    void the_funnel_counts_each_status_and_leaves_open_quotes_out_of_the_rate() {
        assertThat(month("2026-01-01"))
                .containsEntry("quotes", 14L)
                .containsEntry("booked", 5L)
                .containsEntry("lost", 3L)
                .containsEntry("expired", 5L)
                .containsEntry("open", 1L)
                .containsEntry("quote_to_book", 5.0 / 13);
    }

    @Test
    void a_group_of_open_quotes_has_no_rate() {
        assertThat(month("2026-02-01"))
                .containsEntry("quotes", 1L)
                .containsEntry("open", 1L)
                .containsEntry("quote_to_book", null);
    }

    private static void outcomes(
            TestingInputs inputs, int quotes, String month, String segment, String equipment, String status) {
        for (int i = 0; i < quotes; i++) {
            inputs.row(
                    "gold.quote_outcomes",
                    "quote_id",
                    "%s-%s-%s-%s-%d".formatted(month, segment, equipment, status, i),
                    "priced_on",
                    month,
                    "month",
                    month,
                    "segment",
                    segment,
                    "equipment",
                    equipment,
                    "status",
                    status);
        }
    }

    private static Map<String, Object> month(String month) {
        return TestingInputs.only(months, "month", LocalDate.parse(month), "segment", "smb", "equipment", "van");
    }
}
