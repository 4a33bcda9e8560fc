package com.lanehouse.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSplitTest {
    private static final Instant NOON = TestingLoads.NOON;

    @Test
    void rows_are_cut_by_time_of_day_and_not_by_day_alone() {
        var parts = TrainingSplit.rows(1).cut(List.of(load("1", NOON), load("2", NOON.minusSeconds(60))));

        assertThat(parts.train()).extracting(TrainingLoad::quoteId).containsExactly("2");
        assertThat(parts.test()).extracting(TrainingLoad::quoteId).containsExactly("1");
    }

    @Test
    void rows_of_the_same_time_keep_the_order_of_the_file() {
        var parts = TrainingSplit.rows(2)
                .cut(List.of(load("gs-00000010", NOON), load("gs-00000009", NOON), load("gs-00000002", NOON)));

        assertThat(parts.train()).extracting(TrainingLoad::quoteId).containsExactly("gs-00000002", "gs-00000009");
        assertThat(parts.test()).extracting(TrainingLoad::quoteId).containsExactly("gs-00000010");
    }

    @Test
    void rows_beyond_the_loads_leave_nothing_to_test() {
        assertThat(TrainingSplit.rows(3).cut(List.of(load("1", NOON))).test()).isEmpty();
    }

    private static TrainingLoad load(String quoteId, Instant askedAt) {
        return TestingLoads.load(quoteId, askedAt, "A", "B", 100, 2);
    }
}
