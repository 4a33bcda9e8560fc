package com.lanehouse.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.features.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryWalkTest {
    private static final Lane LANE = new Lane("A", "B", "van");

    /** Two loads of one day, one of three days later, one of six days later. */
    private static final List<TrainingLoad> LOADS = List.of(load("1", 0), load("2", 0), load("3", 3), load("4", 6));

    @Test
    void histories_of_days_before_hold_what_became_known_until_then() {
        assertThat(loadsSeen(LOADS, Knowledge.DAYS_BEFORE)).isEqualTo(Map.of("1", 0L, "2", 0L, "3", 2L, "4", 3L));
    }

    @Test
    void histories_of_other_days_hold_all_but_the_loads_of_the_own_day() {
        assertThat(loadsSeen(LOADS, Knowledge.ALL_BUT_OWN_DAYS)).isEqualTo(Map.of("1", 2L, "2", 2L, "3", 3L, "4", 3L));
    }

    @Test
    void all_histories_hold_even_what_became_known_later() {
        assertThat(loadsSeen(List.of(load("5", 3)), Knowledge.ALL)).isEqualTo(Map.of("5", 4L));
    }

    private static Map<String, Long> loadsSeen(List<TrainingLoad> asked, Knowledge knowledge) {
        Map<String, Long> seen = new HashMap<>();
        HistoryWalk.withViews(asked, LOADS, knowledge, (load, view) -> seen.put(load.quoteId(), view.loadsOn(LANE)));
        return seen;
    }

    private static TrainingLoad load(String quoteId, int day) {
        return TestingLoads.load(quoteId, TestingLoads.NOON.plus(Duration.ofDays(day)), "A", "B", 100, 2);
    }
}
