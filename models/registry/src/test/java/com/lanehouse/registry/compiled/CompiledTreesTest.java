package com.lanehouse.registry.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledTreesTest {
    /** 10 + 0.5 × (2 or 4 by the first input) + 0.5 × 6. */
    private static final CompiledTrees ONE = trees(10, 0.5, 2, 4, 6);

    /** 20 + 0.1 × (30 or 50) + 0.1 × 10. */
    private static final CompiledTrees OTHER = trees(20, 0.1, 30, 50, 10);

    @Test
    void the_mean_of_two_lies_half_way_between_them() {
        CompiledTrees mean = CompiledTrees.mean(List.of(ONE, OTHER));

        assertThat(mean.evaluate(new double[] {0})).isCloseTo((14 + 24) / 2.0, within(1e-12));
        assertThat(mean.evaluate(new double[] {1})).isCloseTo((15 + 26) / 2.0, within(1e-12));
        assertThat(mean.trees()).isEqualTo(4);
    }

    @Test
    void the_first_trees_stand_by_themselves() {
        assertThat(ONE.first(1).evaluate(new double[] {1})).isEqualTo(12);
        assertThat(ONE.first(2).evaluate(new double[] {1})).isEqualTo(ONE.evaluate(new double[] {1}));
    }

    private static CompiledTrees trees(double intercept, double shrinkage, double low, double high, double second) {
        CompiledTrees.Builder trees = CompiledTrees.builder(intercept, shrinkage);
        trees.root(trees.split(0, 0.5, trees.leaf(low), trees.leaf(high)));
        trees.root(trees.leaf(second));
        return trees.build();
    }
}
