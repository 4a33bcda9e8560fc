package com.lanehouse.jobs.revenue;

import static com.lanehouse.jobs.revenue.TestingStripe.active;
import static com.lanehouse.jobs.revenue.TestingStripe.dollars;
import static com.lanehouse.jobs.revenue.TestingStripe.stripe;
import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A subscription of 100 known in time, and one of 20 from January of which the event arrives on 11 February. */
class LateEventsTest {
    private static final String JANUARY = "2026-01-15T00:00:00Z";

    @Test
    void a_late_event_corrects_the_months_it_belongs_to_at_the_next_run() {
        assertThat(monthsAt("2026-02-10T00:00:00Z"))
                .extracting(row -> row.values().toString())
                .containsExactly(
                        "[2026-01-01, true, 0.00, 100.00, 0.00, 0.00, 0.00, 0.00, 100.00, "
                                + "null, 0, 0, null, null, null, 0]",
                        "[2026-02-01, false, 100.00, 0.00, 0.00, 0.00, 0.00, 0.00, 100.00, "
                                + "0.0, 1, 0, 0.0, 1.0, 1.0, 0]");
        assertThat(monthsAt("2026-02-12T00:00:00Z"))
                .extracting(row -> row.get("opening") + " to " + row.get("closing"))
                .containsExactly("0.00 to 120.00", "120.00 to 120.00");
    }

    private static List<Map<String, Object>> monthsAt(String asOf) {
        TestingInputs inputs = new TestingInputs(asOf);
        String created = "customer.subscription.created";
        stripe(inputs, JANUARY, created, active("known", "c", "", dollars(100)));
        stripe(inputs, JANUARY, "2026-02-11T00:00:00Z", true, created, active("late", "c", "", dollars(20)));
        return inputs.runChain(new MrrMonthlyJob()).get("gold.mrr_monthly");
    }
}
