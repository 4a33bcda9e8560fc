package com.lanehouse.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CircuityTest {
    @Test
    void the_ratio_of_each_distance_is_the_median_of_its_quotes() {
        Circuity.Calibration calibration = new Circuity.Calibration();
        for (int i = 0; i < 50; i++) {
            calibration.add(100, 130);
            calibration.add(1_400, i == 0 ? 2_700 : 1_400 * 1.1);
        }
        Circuity circuity = calibration.calibrated();

        assertThat(circuity.roadMiles(1_400)).isCloseTo(1_540, within(1e-9));
        assertThat(circuity.ratios()[0]).isBetween(1.1, 1.3);
    }

    @Test
    void without_quotes_the_usual_ratio_holds() {
        assertThat(new Circuity.Calibration().calibrated().roadMiles(100)).isCloseTo(118, within(1e-9));
    }

    @Test
    void pairs_that_no_road_explains_do_not_count() {
        Circuity.Calibration calibration = new Circuity.Calibration();
        for (int i = 0; i < 50; i++) {
            calibration.add(500, 100);
            calibration.add(500, 5_000);
        }

        assertThat(calibration.calibrated().ratios()).isEqualTo(Circuity.usual().ratios());
    }

    @Test
    void no_haul_is_shorter_than_five_miles() {
        assertThat(Circuity.usual().roadMiles(0)).isEqualTo(5);
    }

    @Test
    void ratios_below_one_are_refused() {
        assertThatThrownBy(() -> new Circuity(1, 1, 1, 1, 0.9)).isInstanceOf(IllegalArgumentException.class);
    }
}
