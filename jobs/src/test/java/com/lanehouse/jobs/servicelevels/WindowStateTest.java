package com.lanehouse.jobs.servicelevels;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.ServiceLevel;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowStateTest {
    private static final Instant END = Instant.parse("2026-03-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0, no_data", "19, 19, no_data", "0, 19, no_data", "19, 20, ok", "94, 100, breach", "20, 20, ok"})
    void a_ratio_of_just_the_objective_keeps_it_and_under_20_records_nothing_is_said(
            long good, long total, String status) {
        TreeMap<Instant, RecordCount> counts = new TreeMap<>();
        counts.put(END, new RecordCount(good, total));
        assertThat(WindowState.of(ServiceLevel.QUOTE_LATENCY, new CumulativeCounts(counts), END)
                        .status())
                .isEqualTo(status);
    }
}
