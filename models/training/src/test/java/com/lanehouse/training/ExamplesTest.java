package com.lanehouse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    /** Forty loads of a fortnight that lie 0.2 above what was expected, every other one 0.1 more or less than that. */
    @Test
    void a_fortnights_mean_is_taken_out_of_what_trees_learn() {
        Examples examples = examples(40, 2);

        assertThat(examples.levelled().targets()[0]).isCloseTo(0.1, within(1e-12));
        assertThat(examples.levelled().targets()[1]).isCloseTo(-0.1, within(1e-12));
    }

    @Test
    void a_fortnight_of_few_loads_stays_as_it_is() {
        assertThat(examples(20, 2).levelled().targets())
                .isEqualTo(examples(20, 2).targets());
    }

    @Test
    void fees_have_no_part_in_the_mean() {
        assertThat(examples(40, 0.5).levelled().targets())
                .isEqualTo(examples(40, 0.5).targets());
    }

    private static Examples examples(int count, double rate) {
        List<TrainingLoad> loads = IntStream.range(0, count)
                .mapToObj(i -> TestingLoads.load("q" + i, "A", "B", 100, rate))
                .toList();
        return new Examples(
                loads,
                new double[count][1],
                IntStream.range(0, count)
                        .mapToDouble(i -> i % 2 == 0 ? 0.3 : 0.1)
                        .toArray());
    }
}
