package com.lanehouse.training;

import com.lanehouse.registry.compiled.CompiledTrees;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.math.MathEx;
import smile.model.cart.Loss;
import smile.model.cart.Node;
import smile.model.cart.OrdinalNode;
import smile.model.cart.RegressionNode;
import smile.regression.GradientTreeBoost;
import smile.regression.RegressionTree;

/** Fits Smile's gradient-boosted trees to a loss and copies them into flat arrays. */
final class BoostedTrees {
    private static final String TARGET = "target";

    private BoostedTrees() {}

    static GradientTreeBoost fit(
            List<String> names, double[][] inputs, double[] targets, Loss loss, RateTrainingConfig config) {
        MathEx.setSeed(config.seed());
        return GradientTreeBoost.fit(
                Formula.lhs(TARGET),
                frame(names, inputs).add(new DoubleVector(TARGET, targets)),
                new GradientTreeBoost.Options(
                        loss,
                        config.trees(),
                        config.maxDepth(),
                        config.maxNodes(),
                        config.nodeSize(),
                        config.shrinkage(),
                        config.subsample(),
                        null,
                        null));
    }

    static DataFrame frame(List<String> names, double[][] inputs) {
        return DataFrame.of(inputs, names.toArray(String[]::new));
    }

    /**
     * The same trees, flat. Smile shows neither a split's threshold nor the model's intercept and shrinkage, and its
     * text form rounds them, so they are read from its fields.
     */
    static CompiledTrees compiled(GradientTreeBoost model) {
        CompiledTrees.Builder trees = CompiledTrees.builder(
                read(GradientTreeBoost.class, "b", model), read(GradientTreeBoost.class, "shrinkage", model));
        for (RegressionTree tree : model.trees()) {
            trees.root(copy(tree.root(), trees));
        }
        return trees.build();
    }

    private static int copy(Node node, CompiledTrees.Builder trees) {
        return switch (node) {
            case RegressionNode leaf -> trees.leaf(leaf.output());
            case OrdinalNode split -> {
                int left = copy(split.trueChild(), trees);
                int right = copy(split.falseChild(), trees);
                yield trees.split(split.feature(), read(OrdinalNode.class, "value", split), left, right);
            }
            default -> throw new IllegalStateException("a tree holds a node of unknown kind: " + node.getClass());
        };
    }

    private static double read(Class<?> owner, String name, Object object) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field.getDouble(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this version of the learning library keeps no %s.%s; it has fields %s"
                            .formatted(owner.getSimpleName(), name, Arrays.toString(owner.getDeclaredFields())),
                    e);
        }
    }
}
