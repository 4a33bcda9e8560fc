package com.lanehouse.registry.compiled;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rate model as it is stored and served: trees for the 10th, 50th and 90th percentile of what the input
 * {@code offset} leaves over of ln($/mile), conformal corrections of the interval, and the parameters that the features
 * need. The more past loads the offset rests on, the less of the middle's trees is added to it. Immutable and thread-safe.
 */
public final class CompiledRateModel {
    private final List<String> features;
    private final int offset;
    private final int evidence;
    private final double evidencePrior;
    private final Map<String, double[]> parameters;
    private final CompiledTrees p10;
    private final CompiledTrees p50;
    private final CompiledTrees p90;
    private final double widenLow;
    private final double widenHigh;

    /**
     * @param features names of the inputs, in order
     * @param offset the input that the trees' output is added to
     * @param evidence the input that tells how many past loads w the offset rests on: of what the trees of the 50th
     *     percentile say, prior ÷ (prior + w) is added to it
     * @param evidencePrior that prior, above 0; infinite: all of it is always added
     * @param parameters numbers that the features need, by name
     * @param widenLow taken off the 10th percentile (in ln $/mile), so that it covers what it promises
     * @param widenHigh added to the 90th percentile
     */
    public CompiledRateModel(
            List<String> features,
            String offset,
            String evidence,
            double evidencePrior,
            Map<String, double[]> parameters,
            CompiledTrees p10,
            CompiledTrees p50,
            CompiledTrees p90,
            double widenLow,
            double widenHigh) {
        this.features = List.copyOf(features);
        this.offset = place(features, offset);
        this.evidence = place(features, evidence);
        if (!(evidencePrior > 0)) {
            throw new IllegalArgumentException("evidencePrior is %s, must be above 0".formatted(evidencePrior));
        }
        this.evidencePrior = evidencePrior;
        this.parameters = new TreeMap<>(parameters);
        this.p10 = requireNonNull(p10, "p10 is null");
        this.p50 = requireNonNull(p50, "p50 is null");
        this.p90 = requireNonNull(p90, "p90 is null");
        this.widenLow = widenLow;
        this.widenHigh = widenHigh;
    }

    private static int place(List<String> features, String name) {
        int place = features.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("%s is not among the features %s".formatted(name, features));
        }
        return place;
    }

    public List<String> features() {
        return features;
    }

    /**
     * A parameter by name.
     *
     * @throws IllegalArgumentException when the model has none of that name
     */
    public double[] parameter(String name) {
        double[] values = parameters.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "the model has no parameter %s, only %s".formatted(name, parameters.keySet()));
        }
        return values.clone();
    }

    /** What the trees alone say, as they were trained: {p10, p50, p90} of the residual. */
    public double[] predict(double[] inputs) {
        requireFits(inputs);
        return new double[] {p10.evaluate(inputs), p50.evaluate(inputs), p90.evaluate(inputs)};
    }

    /** Dollars per mile, with the corrections; p10 ≤ p50 ≤ p90. */
    public RateInterval rate(double[] inputs) {
        requireFits(inputs);
        double expected = inputs[offset];
        double middle = p50.evaluate(inputs) * correctionShare(inputs[evidence], evidencePrior);
        double low = Math.min(middle, p10.evaluate(inputs) - widenLow);
        double high = Math.max(middle, p90.evaluate(inputs) + widenHigh);
        return new RateInterval(Math.exp(expected + low), Math.exp(expected + middle), Math.exp(expected + high));
    }

    /**
     * How much of the trees' correction is added to an estimate that rests on past loads: prior ÷ (prior + loads).
     *
     * @param loads not negative
     * @param prior above 0, perhaps infinite
     */
    public static double correctionShare(double loads, double prior) {
        return 1 / (1 + loads / prior);
    }

    private void requireFits(double[] inputs) {
        if (inputs.length != features.size()) {
            throw new IllegalArgumentException(
                    "%d inputs, the model takes %d".formatted(inputs.length, features.size()));
        }
    }

    String offset() {
        return features.get(offset);
    }

    String evidence() {
        return features.get(evidence);
    }

    double evidencePrior() {
        return evidencePrior;
    }

    Map<String, double[]> parameters() {
        return parameters;
    }

    CompiledTrees p10() {
        return p10;
    }

    CompiledTrees p50() {
        return p50;
    }

    CompiledTrees p90() {
        return p90;
    }

    double widenLow() {
        return widenLow;
    }

    double widenHigh() {
        return widenHigh;
    }

    /** A rate and how sure it is, in dollars per mile. */
    public record RateInterval(double p10, double p50, double p90) {
        /** The same for a haul: dollars. */
        public RateInterval times(double miles) {
            return new RateInterval(p10 * miles, p50 * miles, p90 * miles);
        }
    }
}
