package com.lanehouse.training;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.RateFeatures;
import com.lanehouse.registry.compiled.CompiledTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.model.cart.Loss;
import smile.regression.GradientTreeBoost;

/**
 * The compiled form of a model beside the library that grew it: whether they say the same bits, and how long each takes,
 * one row at a time and many at once. Inputs are random, of as many columns as a rate model has; the trees are as many and as
 * large as a rate model's.
 */
public final class CompiledAgainstSmile {
    private static final int COLUMNS = RateFeatures.names().size();
    private static final int TAUGHT_ROWS = 20_000;
    private static final int SINGLE_ROWS = 20_000;
    private static final int MEASURED_PAIRS = 5;
    private static final double NANOS = 1e9;

    private CompiledAgainstSmile() {}

    /**
     * What was found.
     *
     * @param rows compared and rated in bulk
     * @param different rows of which the two say other bits
     * @param bulk seconds for all rows at once, median of five pairs
     * @param single seconds for one row, median of five pairs
     */
    public record Found(int rows, long different, Pair bulk, Pair single) {}

    /** Seconds of each. */
    public record Pair(double smile, double compiled) {
        public double ratio() {
            return smile / compiled;
        }
    }

    /** @param progress told what is being done */
    public static Found over(int rows, Consumer<String> progress) {
        requireNonNull(progress, "progress is null");
        RateTrainingConfig config = RateTrainingConfig.usual();
        List<String> names =
                IntStream.range(0, COLUMNS).mapToObj(i -> "input_" + i).toList();
        SplittableRandom random = new SplittableRandom(config.seed());
        progress.accept("growing %d trees".formatted(config.trees()));
        double[][] taught = inputs(random, TAUGHT_ROWS);
        double[] targets = Arrays.stream(taught)
                .mapToDouble(row -> Math.sin(3 * row[0]) + row[1] * row[2] + (row[3] > 0 ? row[4] : row[5]))
                .toArray();
        GradientTreeBoost smile = BoostedTrees.fit(names, taught, targets, Loss.quantile(0.5), config);
        CompiledTrees compiled = BoostedTrees.compiled(smile);

        double[][] inputs = inputs(random, rows);
        DataFrame frame = BoostedTrees.frame(names, inputs);
        progress.accept("holding %,d rows against each other".formatted(rows));
        double[] said = smile.predict(frame);
        long different = IntStream.range(0, rows)
                .filter(i ->
                        Double.doubleToRawLongBits(said[i]) != Double.doubleToRawLongBits(compiled.evaluate(inputs[i])))
                .count();
        progress.accept("rating in bulk");
        Pair bulk = pair(() -> sum(smile.predict(frame)), () -> sum(inputs, rows, compiled));
        progress.accept("rating row by row");
        List<Tuple> tuples =
                IntStream.range(0, SINGLE_ROWS).mapToObj(frame::get).toList();
        Pair single = pair(
                () -> tuples.stream().mapToDouble(smile::predict).sum(),
                () -> sum(inputs, Math.min(SINGLE_ROWS, rows), compiled));
        return new Found(
                rows, different, bulk, new Pair(single.smile() / SINGLE_ROWS, single.compiled() / SINGLE_ROWS));
    }

    private static double[][] inputs(SplittableRandom random, int rows) {
        double[][] inputs = new double[rows][COLUMNS];
        for (double[] row : inputs) {
            for (int i = 0; i < COLUMNS; i++) {
                row[i] = random.nextDouble() * 2 - 1;
            }
        }
        return inputs;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double sum(double[][] inputs, int rows, CompiledTrees compiled) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += compiled.evaluate(inputs[i]);
        }
        return sum;
    }

    /** In turns, after one of each that is not counted. */
    private static Pair pair(DoubleSupplier smile, DoubleSupplier compiled) {
        List<Double> ofSmile = new ArrayList<>();
        List<Double> ofCompiled = new ArrayList<>();
        double used = 0;
        for (int round = 0; round <= MEASURED_PAIRS; round++) {
            long start = System.nanoTime();
            used += smile.getAsDouble();
            long middle = System.nanoTime();
            used += compiled.getAsDouble();
            long end = System.nanoTime();
            if (round > 0) {
                ofSmile.add((middle - start) / NANOS);
                ofCompiled.add((end - middle) / NANOS);
            }
        }
        if (Double.isNaN(used)) {
            throw new IllegalStateException("a model says what is no number");
        }
        return new Pair(median(ofSmile), median(ofCompiled));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
