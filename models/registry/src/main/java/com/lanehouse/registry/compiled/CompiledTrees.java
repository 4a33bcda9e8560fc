package com.lanehouse.registry.compiled;

import java.util.Arrays;
import java.util.List;

/**
 * A sum of regression trees in flat arrays: intercept + Σ shrinkage × leaf, in the order of trees. A node is either a
 * split (feature ≥ 0: input ≤ threshold goes left, else, NaN too, right) or a leaf (feature −1: threshold holds its
 * output).
 */
public final class CompiledTrees {
    static final int LEAF = -1;

    private final double intercept;
    private final double shrinkage;
    private final int[] roots;
    private final int[] features;
    private final double[] thresholds;
    private final int[] left;
    private final int[] right;

    CompiledTrees(
            double intercept,
            double shrinkage,
            int[] roots,
            int[] features,
            double[] thresholds,
            int[] left,
            int[] right) {
        this.intercept = intercept;
        this.shrinkage = shrinkage;
        this.roots = roots;
        this.features = features;
        this.thresholds = thresholds;
        this.left = left;
        this.right = right;
    }

    public static Builder builder(double intercept, double shrinkage) {
        return new Builder(intercept, shrinkage);
    }

    public double evaluate(double[] inputs) {
        double sum = intercept;
        for (int root : roots) {
            int node = root;
            while (features[node] != LEAF) {
                node = inputs[features[node]] <= thresholds[node] ? left[node] : right[node];
            }
            sum += shrinkage * thresholds[node];
        }
        return sum;
    }

    /**
     * The first of the trees by themselves.
     *
     * @param count at least 1 and at most {@link #trees()}
     */
    public CompiledTrees first(int count) {
        int nodes = roots[count - 1] + 1;
        return new CompiledTrees(
                intercept,
                shrinkage,
                Arrays.copyOf(roots, count),
                Arrays.copyOf(features, nodes),
                Arrays.copyOf(thresholds, nodes),
                Arrays.copyOf(left, nodes),
                Arrays.copyOf(right, nodes));
    }

    /** One sum of trees that says the mean of what several say, but for rounding. */
    public static CompiledTrees mean(List<CompiledTrees> ensembles) {
        double share = 1.0 / ensembles.size();
        Builder mean = builder(
                ensembles.stream().mapToDouble(trees -> trees.intercept * share).sum(), 1);
        for (CompiledTrees trees : ensembles) {
            int start = mean.nodes;
            for (int node = 0; node < trees.features.length; node++) {
                if (trees.features[node] == LEAF) {
                    mean.leaf(trees.thresholds[node] * trees.shrinkage * share);
                } else {
                    mean.split(
                            trees.features[node],
                            trees.thresholds[node],
                            start + trees.left[node],
                            start + trees.right[node]);
                }
            }
            for (int root : trees.roots) {
                mean.root(start + root);
            }
        }
        return mean.build();
    }

    public int trees() {
        return roots.length;
    }

    double intercept() {
        return intercept;
    }

    double shrinkage() {
        return shrinkage;
    }

    int[] roots() {
        return roots;
    }

    int[] features() {
        return features;
    }

    double[] thresholds() {
        return thresholds;
    }

    int[] left() {
        return left;
    }

    int[] right() {
        return right;
    }

    /** Takes trees node by node, children before their parent. */
    public static final class Builder {
        private final double intercept;
        private final double shrinkage;
        private int[] roots = new int[64];
        private int[] features = new int[1024];
        private double[] thresholds = new double[1024];
        private int[] left = new int[1024];
        private int[] right = new int[1024];
        private int trees;
        private int nodes;

        private Builder(double intercept, double shrinkage) {
            this.intercept = intercept;
            this.shrinkage = shrinkage;
        }

        /** Adds a leaf and returns its place. */
        public int leaf(double output) {
            return node(LEAF, output, 0, 0);
        }

        /** Adds a split and returns its place. */
        public int split(int feature, double threshold, int leftNode, int rightNode) {
            if (feature < 0 || leftNode >= nodes || rightNode >= nodes) {
                throw new IllegalArgumentException("a split needs a feature and two children that are already in");
            }
            return node(feature, threshold, leftNode, rightNode);
        }

        /** Ends a tree. */
        public void root(int node) {
            if (trees == roots.length) {
                roots = Arrays.copyOf(roots, trees * 2);
            }
            roots[trees++] = node;
        }

        public CompiledTrees build() {
            return new CompiledTrees(
                    intercept,
                    shrinkage,
                    Arrays.copyOf(roots, trees),
                    Arrays.copyOf(features, nodes),
                    Arrays.copyOf(thresholds, nodes),
                    Arrays.copyOf(left, nodes),
                    Arrays.copyOf(right, nodes));
        }

        private int node(int feature, double threshold, int leftNode, int rightNode) {
            if (nodes == features.length) {
                features = Arrays.copyOf(features, nodes * 2);
                thresholds = Arrays.copyOf(thresholds, nodes * 2);
                left = Arrays.copyOf(left, nodes * 2);
                right = Arrays.copyOf(right, nodes * 2);
            }
            features[nodes] = feature;
            thresholds[nodes] = threshold;
            left[nodes] = leftNode;
            right[nodes] = rightNode;
            return nodes++;
        }
    }
}
