package com.lanehouse.registry.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.lanehouse.registry.experiments.Assignment.Range;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link GrowthBookCasesTest} holds it against GrowthBook's own cases, too, where they are at hand. */
class AssignmentTest {
    /** Published in GrowthBook's documentation of its SDKs. */
    @ParameterizedTest(name = "{1} of {0}: {2}")
    @CsvSource({"seed, a, 0.0505", "seed, b, 0.2696", "foo, ab, 0.2575", "foo, def, 0.2019"})
    void a_unit_has_growthbooks_point(String seed, String unit, double point) {
        assertThat(Assignment.point(seed, unit)).isEqualTo(point);
    }

    /** As computed by the hash of GrowthBook's JavaScript SDK itself, in Node.js 20. */
    @ParameterizedTest(name = "{1} of {0}: {2}")
    @CsvSource({
        "margin, Zoë Spedition, 0.0079",
        "margin, 運送, 0.0593",
        "margin, 🚚-7, 0.2144",
        "preis, Müller & Söhne, 0.429"
    })
    void letters_outside_ascii_are_taken_as_javascript_takes_them(String seed, String unit, double point) {
        assertThat(Assignment.point(seed, unit)).isEqualTo(point);
    }

    @Test
    void an_allocation_of_a_tenth_takes_the_first_tenth_of_each_arms_share() {
        List<Range> ranges = Assignment.ranges(2, 0.1, List.of(0.4, 0.6));
        assertThat(ranges.get(0).before()).isCloseTo(0.04, within(1e-12));
        assertThat(ranges.get(1).from()).isCloseTo(0.4, within(1e-12));
        assertThat(ranges.get(1).before()).isCloseTo(0.46, within(1e-12));
        assertThat(Assignment.arm(0.03, ranges)).hasValue(0);
        assertThat(Assignment.arm(0.05, ranges)).isEqualTo(OptionalInt.empty());
        assertThat(Assignment.arm(0.4, ranges)).hasValue(1);
    }

    @Test
    void a_company_stays_in_its_arm_when_more_companies_come_in() {
        List<Range> tenth = Assignment.ranges(3, 0.1, List.of());
        List<Range> all = Assignment.ranges(3, 1, List.of());
        for (int company = 0; company < 1_000; company++) {
            double point = Assignment.point("margin", "company-" + company);
            OptionalInt before = Assignment.arm(point, tenth);
            if (before.isPresent()) {
                assertThat(Assignment.arm(point, all)).isEqualTo(before);
            }
        }
    }
}
