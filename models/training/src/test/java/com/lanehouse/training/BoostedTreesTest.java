package com.lanehouse.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.registry.compiled.CompiledTrees;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smile.model.cart.Loss;

class BoostedTreesTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final RateTrainingConfig CONFIG = RateTrainingConfig.usual().withTrees(60);

    @Test
    void flat_trees_say_bit_for_bit_what_the_learning_library_says() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] inputs = rows(random, 2_000);
        double[] targets = new double[inputs.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Math.sin(3 * inputs[i][0]) + inputs[i][1] * inputs[i][2] + 0.1 * random.nextDouble();
        }
        var model = BoostedTrees.fit(NAMES, inputs, targets, Loss.quantile(0.5), CONFIG);
        CompiledTrees compiled = BoostedTrees.compiled(model);
        double[][] fresh = rows(random, 10_000);
        var frame = BoostedTrees.frame(NAMES, fresh);

        long[] expected = IntStream.range(0, fresh.length)
                .mapToLong(i -> Double.doubleToRawLongBits(model.predict(frame.get(i))))
                .toArray();
        long[] actual = IntStream.range(0, fresh.length)
                .mapToLong(i -> Double.doubleToRawLongBits(compiled.evaluate(fresh[i])))
                .toArray();

        assertThat(actual).isEqualTo(expected);
        assertThat(IntStream.range(0, fresh.length)
                        .mapToDouble(i -> compiled.evaluate(fresh[i]))
                        .distinct()
                        .count())
                .isGreaterThan(1_000);
    }

    private static double[][] rows(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(0, NAMES.size())
                        .mapToDouble(j -> j == 3 ? random.nextInt(3) : random.nextDouble() * 2 - 1)
                        .toArray())
                .toArray(double[][]::new);
    }
}
