package com.lanehouse.registry.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledFormatTest {
    private static final byte[] FILE = CompiledFormat.write(model());

    @Test
    void a_model_that_was_written_and_read_says_the_same() {
        CompiledRateModel read = CompiledFormat.read(FILE);

        for (double[] inputs : List.of(new double[] {1, 0.5}, new double[] {3, 0.5}, new double[] {Double.NaN, 2})) {
            assertThat(read.predict(inputs)).containsExactly(model().predict(inputs));
            assertThat(read.rate(inputs)).isEqualTo(model().rate(inputs));
        }
        assertThat(read.features()).containsExactly("a", "offset");
        assertThat(read.parameter("curve")).containsExactly(1.5, -2);
    }

    @Test
    void every_cut_is_refused() {
        for (int length = 0; length < FILE.length; length++) {
            byte[] cut = Arrays.copyOf(FILE, length);
            assertThatThrownBy(() -> CompiledFormat.read(cut)).isInstanceOf(UnreadableModelException.class);
        }
    }

    @Test
    void every_changed_byte_is_noticed() {
        for (int i = 0; i < FILE.length; i++) {
            byte[] changed = FILE.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> CompiledFormat.read(changed)).isInstanceOf(UnreadableModelException.class);
        }
    }

    @Test
    void a_newer_format_asks_for_a_newer_service() {
        byte[] newer = FILE.clone();
        ByteBuffer.wrap(newer).putInt(4, 3);

        assertThatThrownBy(() -> CompiledFormat.read(newer))
                .isInstanceOf(UnreadableModelException.class)
                .hasMessageContaining("format 3")
                .hasMessageContaining("update the service");
    }

    @Test
    void an_older_format_asks_for_a_new_training() {
        byte[] older = FILE.clone();
        ByteBuffer.wrap(older).putInt(4, 1);

        assertThatThrownBy(() -> CompiledFormat.read(older))
                .isInstanceOf(UnreadableModelException.class)
                .hasMessageContaining("format 1")
                .hasMessageContaining("train it anew");
    }

    @Test
    void something_else_is_not_taken_for_a_model() {
        assertThatThrownBy(() -> CompiledFormat.read("PAR1 and so on".getBytes()))
                .hasMessageContaining("not a compiled model");
    }

    @Test
    void the_interval_always_holds_the_median() {
        CompiledRateModel crossed = new CompiledRateModel(
                List.of("offset"), "offset", "offset", 1, Map.of(), constant(2), constant(1), constant(0), 0, 0);

        CompiledRateModel.RateInterval rate = crossed.rate(new double[] {0});

        assertThat(rate.p10()).isLessThanOrEqualTo(rate.p50());
        assertThat(rate.p90()).isGreaterThanOrEqualTo(rate.p50());
    }

    /** The trees say 0.25 + 0.1 × (1 + 0.5) = 0.4 at a = 1; of that 3 ÷ (3 + 1) is added to the offset. */
    @Test
    void the_more_the_offset_rests_on_the_less_the_trees_add() {
        assertThat(Math.log(model().rate(new double[] {1, 0.5}).p50())).isCloseTo(0.5 + 0.3, within(1e-12));
        assertThat(Math.log(model().rate(new double[] {0, 0.5}).p50())).isCloseTo(0.5 + 0.4, within(1e-12));
    }

    @Test
    void with_an_infinite_prior_all_of_the_correction_is_added() {
        assertThat(CompiledRateModel.correctionShare(5, Double.POSITIVE_INFINITY))
                .isEqualTo(1);
        assertThat(CompiledRateModel.correctionShare(1, 3)).isEqualTo(0.75);
    }

    private static CompiledRateModel model() {
        CompiledTrees.Builder trees = CompiledTrees.builder(0.25, 0.1);
        trees.root(trees.split(0, 2, trees.leaf(1), trees.leaf(-1)));
        trees.root(trees.leaf(0.5));
        return new CompiledRateModel(
                List.of("a", "offset"),
                "offset",
                "a",
                3,
                Map.of("curve", new double[] {1.5, -2}),
                constant(-1),
                trees.build(),
                constant(1),
                0.01,
                0.02);
    }

    private static CompiledTrees constant(double output) {
        CompiledTrees.Builder trees = CompiledTrees.builder(output, 1);
        trees.root(trees.leaf(0));
        return trees.build();
    }
}
