package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageDataTest {
    private static final Instant AS_OF = Instant.parse("2026-03-18T09:30:00Z");

    @Test
    void a_row_of_the_future_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(row(AS_OF.plusSeconds(1), 0.5, "met")))
                .withMessageContaining("uptime is of 2026-03-18T09:30:01Z, after");
    }

    @Test
    void a_kpi_is_once_in_a_snapshot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(row(AS_OF, 0.5, "met"), row(AS_OF, 0.6, "met")))
                .withMessageContaining("uptime is twice in the snapshot");
    }

    @Test
    void a_verdict_needs_a_value() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row(AS_OF, null, "missed"))
                .withMessage("uptime is missed without a value");
    }

    @Test
    void a_value_that_is_no_number_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row(AS_OF, Double.NaN, "met"))
                .withMessage("value of uptime is not finite");
    }

    @Test
    void outcomes_add_up_to_the_quotes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuoteFunnelRow(LocalDate.parse("2026-03-01"), "smb", "van", 5, 1, 1, 1, 1))
                .withMessageContaining("are not 5 quotes");
    }

    private static PageData page(KpiRow... kpis) {
        return new PageData(
                AS_OF, null, false, List.of(kpis), List.of(), List.of(), List.of(), List.of(), CoiStatusCounts.NONE);
    }

    private static KpiRow row(Instant asOf, Double value, String status) {
        return new KpiRow(asOf, "uptime", value, 0.999, "at_least", status, "gold.slo_status");
    }
}
