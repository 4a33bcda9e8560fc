package com.lanehouse.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LikeLoadsTest {
    private static final Offset<Double> CLOSE = within(1e-12);
    private static final LikeLoadKernel KERNEL = new LikeLoadKernel(0.02, 0.5, 1);
    private static final RateLevel FLAT = new RateLevel(new MilesCurve(0, 0, 0, 0), 0);
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

    /** Half of 2 + 2 + 1 is 2.5: with the second value 4 lie below or at it. */
    @Test
    void the_estimate_is_the_weighted_median_with_the_parent_among_the_loads() {
        LikeLoads like = LikeLoads.of(new double[] {0.5, 0.1}, new double[] {2, 2}, 0.3, 1);

        assertThat(like.estimate()).isEqualTo(0.3);
        assertThat(like.weight()).isEqualTo(4, CLOSE);
        assertThat(like.spread()).isEqualTo((2 * 0.2 + 2 * 0.2) / 4, CLOSE);
    }

    @Test
    void one_load_that_is_worth_more_than_the_parent_is_believed() {
        assertThat(LikeLoads.of(new double[] {0.5}, new double[] {1}, 0, 0.9).estimate())
                .isEqualTo(0.5);
        assertThat(LikeLoads.of(new double[] {0.5}, new double[] {1}, 0, 1.1).estimate())
                .isEqualTo(0);
    }

    @Test
    void a_lane_without_loads_takes_its_parents_estimate() {
        LikeLoads like = LikeLoads.of(new double[0], new double[0], 0.7, 1);

        assertThat(like).isEqualTo(new LikeLoads(0.7, 0, 0));
    }

    /** Two scales apart in miles, one in weight: e^−3; a tenth of that in another equipment. */
    @Test
    void a_load_counts_less_the_further_its_miles_and_weight_are_away() {
        RecentLoad past = new RecentLoad(0, 0.04, 10_000 * Math.exp(0.5), 1, 0);

        assertThat(KERNEL.alike(past, 0, 10_000, true)).isEqualTo(Math.exp(-3), CLOSE);
        assertThat(KERNEL.alike(past, 0, 10_000, false)).isEqualTo(Math.exp(-3) / 10, CLOSE);
    }

    @Test
    void weights_that_are_both_unknown_are_alike_and_one_alone_is_a_scale_apart() {
        RecentLoad unknown = new RecentLoad(0, 0, RecentLoad.UNKNOWN_WEIGHT, 1, 0);

        assertThat(KERNEL.alike(unknown, 0, RecentLoad.UNKNOWN_WEIGHT, true)).isEqualTo(1);
        assertThat(KERNEL.alike(unknown, 0, 10_000, true)).isEqualTo(Math.exp(-1), CLOSE);
    }

    @Test
    void of_two_rates_on_a_lane_the_one_over_the_same_miles_is_said_again() {
        Lane lane = new Lane("A", "B", "van");
        LaneHistories histories = settled();
        for (int i = 0; i < 6; i++) {
            boolean far = i % 2 == 0;
            histories.add(load(i, lane, far ? 200 : 160, far ? 4 : 5));
        }
        HistoryView view = histories.viewOn(DAY);

        assertThat(view.likeLoads(lane, MilesCurve.z(160), -1, FLAT, KERNEL, 0).estimate())
                .isEqualTo(Math.log(5), CLOSE);
        assertThat(view.likeLoads(lane, MilesCurve.z(200), -1, FLAT, KERNEL, 0).estimate())
                .isEqualTo(Math.log(4), CLOSE);
    }

    @Test
    void a_lane_keeps_its_newest_loads_by_themselves() {
        Lane lane = new Lane("A", "B", "van");
        LaneHistories histories = settled();
        for (int i = 0; i < LaneCell.MOST_RECENT + 10; i++) {
            histories.add(load(i, lane, 100 + i, 2));
        }

        assertThat(histories.rows().getFirst().recentLoads())
                .hasSize(LaneCell.MOST_RECENT)
                .extracting(RecentLoad::logMiles)
                .startsWith(MilesCurve.z(110))
                .endsWith(MilesCurve.z(157));
    }

    @Test
    void a_load_that_is_not_a_number_is_no_load() {
        assertThatThrownBy(() -> new RecentLoad(0, Double.NaN, 1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logMiles");
        assertThatThrownBy(() -> new LikeLoadKernel(0, 1, 1)).hasMessageContaining("milesScale");
        assertThatThrownBy(() -> new RateLevel(MilesCurve.REFERENCE, 1.5)).hasMessageContaining("marketShare");
    }

    /** A book that has found the market's level on another lane. */
    private static LaneHistories settled() {
        LaneHistories histories = new LaneHistories();
        for (int i = 0; i < 40; i++) {
            histories.add(
                    new CoveredLoad("s%03d".formatted(i), null, new Lane("X", "Y", "van"), 500, null, 1_000, at(0)));
        }
        return histories;
    }

    private static CoveredLoad load(int i, Lane lane, double miles, double rate) {
        return new CoveredLoad("l%03d".formatted(i), null, lane, miles, null, rate * miles, at(24 + i));
    }

    private static Instant at(int hours) {
        return Instant.parse("2026-04-20T00:00:00Z").plusSeconds(hours * 3_600L);
    }
}
