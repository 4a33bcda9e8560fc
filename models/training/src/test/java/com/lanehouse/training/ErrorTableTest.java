package com.lanehouse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ErrorTableTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    /** Misses of 4, 8 and 30 % on 1, 2 and 4 dollars a mile; only the first is on a known lane. */
    private static final List<Predicted> TESTED =
            List.of(said("A", 100, 1, 1.04), said("B", 1_000, 2, 1.84), said("B", 100, 4, 5.2));

    private static final ErrorTable TABLE = ErrorTable.of(TESTED, KnownLanes.of(train("A", 3)));

    @Test
    void measures_are_those_worked_by_hand() {
        ErrorMeasures measures = ErrorMeasures.of(TESTED, Predicted::p50);

        assertThat(measures.loads()).isEqualTo(3);
        assertThat(measures.mape()).isEqualTo(0.14, CLOSE);
        assertThat(measures.median()).isEqualTo(0.08, CLOSE);
        assertThat(measures.wape()).isEqualTo((0.04 + 0.16 + 1.2) / 7, CLOSE);
        assertThat(measures.within5()).isEqualTo(1 / 3.0, CLOSE);
        assertThat(measures.within10()).isEqualTo(2 / 3.0, CLOSE);
    }

    @Test
    void the_median_of_an_even_number_of_misses_lies_half_way() {
        assertThat(ErrorMeasures.of(TESTED.subList(0, 2), Predicted::p50).median())
                .isEqualTo(0.06, CLOSE);
    }

    @Test
    void no_loads_have_no_measures() {
        assertThat(ErrorMeasures.of(List.of(), Predicted::p50).median()).isNaN();
    }

    @Test
    void a_lane_is_known_from_three_loads_on() {
        TrainingLoad load = TestingLoads.load("t", "A", "X", 100, 2);

        assertThat(KnownLanes.of(train("A", 3)).hold(load)).isTrue();
        assertThat(KnownLanes.of(train("A", 2)).hold(load)).isFalse();
    }

    @Test
    void metrics_tell_all_tested_loads_from_those_of_known_lanes() {
        assertThat(TABLE.metrics())
                .containsEntry("known_loads", 1.0)
                .hasEntrySatisfying("mape", mape -> assertThat(mape).isEqualTo(0.14, CLOSE))
                .hasEntrySatisfying("known_mape", mape -> assertThat(mape).isEqualTo(0.04, CLOSE))
                .contains(entry("known_within_5", 1.0))
                .containsEntry("baseline_train_mean_mape", (1.0 + 0.0 + 0.5) / 3);
    }

    @Test
    void without_known_lanes_only_their_count_is_stored() {
        assertThat(ErrorTable.of(TESTED, KnownLanes.of(train("C", 3))).metrics())
                .containsEntry("known_loads", 0.0)
                .doesNotContainKeys("known_mape", "known_baseline_naive_mape");
    }

    @Test
    void the_text_counts_loads_and_lines_the_columns_up() {
        List<String> lines = TABLE.text().lines().toList();

        assertThat(lines.getFirst()).contains("all tested loads (n = 3)", "(n = 1)");
        assertThat(lines.getLast().replaceAll(" +", " "))
                .isEqualTo("this model | 14.00 8.0 20.0 33.3 66.7 66.7 | 4.00 4.0 4.0 100.0 100.0 100.0");
        assertThat(lines.subList(1, lines.size()))
                .extracting(String::length)
                .containsOnly(lines.get(1).length());
    }

    @Test
    void lane_baselines_are_last_mean_and_median_of_the_loads_that_were_added() {
        List<TrainingLoad> train = List.of(
                TestingLoads.load("1", "A", "X", 100, 2),
                TestingLoads.load("2", "A", "X", 200, 9),
                TestingLoads.load("3", "A", "X", 400, 1),
                TestingLoads.load("4", "A", "X", 800, 8));
        LaneBaselines baselines = new LaneBaselines(train);
        train.subList(0, 3).forEach(load -> baselines.add(load.load()));

        BaselineCosts costs = baselines.costs(TestingLoads.load("t", "A", "X", 10, 1));

        assertThat(costs.trainMean()).isEqualTo(50, CLOSE);
        assertThat(costs.laneLast()).isEqualTo(10, CLOSE);
        assertThat(costs.laneMean()).isEqualTo(40, CLOSE);
        assertThat(costs.laneMedian()).isEqualTo(20, CLOSE);
    }

    @Test
    void a_lane_without_loads_is_priced_by_the_miles_curve() {
        LaneBaselines baselines = new LaneBaselines(train("A", 3));

        BaselineCosts costs = baselines.costs(TestingLoads.load("t", "B", "X", 100, 1));

        assertThat(costs.milesCurve()).isEqualTo(200, within(1e-6));
        assertThat(List.of(costs.laneLast(), costs.laneMean(), costs.laneMedian()))
                .containsOnly(costs.milesCurve());
    }

    private static List<TrainingLoad> train(String from, int loads) {
        return IntStream.range(0, loads)
                .mapToObj(i -> TestingLoads.load("q" + i, from, "X", 100, 2))
                .toList();
    }

    /** The train mean says 2 dollars a mile. */
    private static Predicted said(String from, double miles, double rate, double p50) {
        double said = p50 * miles;
        return new Predicted(
                TestingLoads.load("t", from, "X", miles, rate),
                said,
                said,
                said,
                new BaselineCosts(2 * miles, said, said, said, said));
    }
}
