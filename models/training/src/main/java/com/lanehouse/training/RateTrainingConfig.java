package com.lanehouse.training;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings of a training.
 *
 * @param split which loads are tested on
 * @param trees per percentile
 * @param maxNodes leaves of a tree at most
 * @param nodeSize loads of a leaf at least
 * @param shrinkage what each tree adds of what it learnt, above 0 and at most 1
 * @param subsample share of loads each tree sees, above 0 and at most 1
 * @param seed same seed and loads, same model
 * @param truth the hidden truth of simulated loads, NDJSON: quote_id, median_cost
 * @param codeRevision revision of the code
 * @param trainedBy who asks for it
 */
public record RateTrainingConfig(
        TrainingSplit split,
        int trees,
        int maxDepth,
        int maxNodes,
        int nodeSize,
        double shrinkage,
        double subsample,
        long seed,
        Optional<Path> truth,
        String codeRevision,
        String trainedBy) {
    private static final String SPLIT_WRITTEN = "split_written";

    public RateTrainingConfig {
        requireNonNull(split, "split is null");
        requireNonNull(truth, "truth is null");
        requireNonNull(codeRevision, "codeRevision is null");
        requireNonNull(trainedBy, "trainedBy is null");
        requireAtLeastOne(trees, "trees");
        requireAtLeastOne(maxNodes, "maxNodes");
        requireAtLeastOne(nodeSize, "nodeSize");
        requireShare(shrinkage, "shrinkage");
        requireShare(subsample, "subsample");
    }

    public static RateTrainingConfig usual() {
        return new RateTrainingConfig(
                TrainingSplit.byTime(), 150, 8, 12, 20, 0.06, 0.7, 1, Optional.empty(), "unknown", "lanehouse");
    }

    public RateTrainingConfig withSplit(TrainingSplit other) {
        return new RateTrainingConfig(
                other, trees, maxDepth, maxNodes, nodeSize, shrinkage, subsample, seed, truth, codeRevision, trainedBy);
    }

    public RateTrainingConfig withTrees(int other) {
        return new RateTrainingConfig(
                split, other, maxDepth, maxNodes, nodeSize, shrinkage, subsample, seed, truth, codeRevision, trainedBy);
    }

    public RateTrainingConfig withTruth(Path file) {
        return new RateTrainingConfig(
                split,
                trees,
                maxDepth,
                maxNodes,
                nodeSize,
                shrinkage,
                subsample,
                seed,
                Optional.of(file),
                codeRevision,
                trainedBy);
    }

    public RateTrainingConfig by(String who, String revision) {
        return new RateTrainingConfig(
                split, trees, maxDepth, maxNodes, nodeSize, shrinkage, subsample, seed, truth, revision, who);
    }

    /**
     * The settings that {@link #params} told of.
     *
     * @throws IllegalArgumentException when they do not tell all
     */
    static RateTrainingConfig of(Map<String, String> params) {
        return new RateTrainingConfig(
                TrainingSplit.parse(param(params, SPLIT_WRITTEN)),
                Integer.parseInt(param(params, "trees")),
                Integer.parseInt(param(params, "max_depth")),
                Integer.parseInt(param(params, "max_nodes")),
                Integer.parseInt(param(params, "node_size")),
                Double.parseDouble(param(params, "shrinkage")),
                Double.parseDouble(param(params, "subsample")),
                Long.parseLong(param(params, "seed")),
                Optional.empty(),
                "unknown",
                "lanehouse");
    }

    private static String param(Map<String, String> params, String name) {
        String value = params.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "it was stored without %s: it was trained by an earlier Lanehouse".formatted(name));
        }
        return value;
    }

    /** As the registry's params. */
    Map<String, String> params() {
        Map<String, String> params = new TreeMap<>();
        params.put("split", split.describe());
        params.put(SPLIT_WRITTEN, split.written());
        params.put("trees", Integer.toString(trees));
        params.put("max_depth", Integer.toString(maxDepth));
        params.put("max_nodes", Integer.toString(maxNodes));
        params.put("node_size", Integer.toString(nodeSize));
        params.put("shrinkage", Double.toString(shrinkage));
        params.put("subsample", Double.toString(subsample));
        params.put("seed", Long.toString(seed));
        return params;
    }

    private static void requireAtLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d, must be at least 1".formatted(name, value));
        }
    }

    private static void requireShare(double value, String name) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException("%s is %s, must be above 0 and at most 1".formatted(name, value));
        }
    }
}
