package com.lanehouse.scoring;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.HistoryPriors;
import com.lanehouse.features.Lane;
import com.lanehouse.features.LaneHistories;
import com.lanehouse.features.LaneHistoryColumns;
import com.lanehouse.features.LikeLoadKernel;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.ModelVersion;
import com.lanehouse.registry.NewModel;
import com.lanehouse.registry.compiled.CompiledFormat;
import com.lanehouse.registry.compiled.CompiledRateModel;
import com.lanehouse.registry.compiled.CompiledTrees;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A lake with nothing but what the service reads. */
final class TestingLakeFolder {
    private final Path root;

    TestingLakeFolder(Path root) {
        this.root = root;
    }

    /** Stores and promotes a model that says 2 dollars a mile on a usual day, whatever {@code factor} makes of it. */
    ModelVersion champion(double factor) {
        return named(ModelRegistry.CHAMPION, factor);
    }

    /** The same for another alias. */
    ModelVersion named(String alias, double factor) {
        CompiledTrees middle = constant(Math.log(factor));
        byte[] artifact = CompiledFormat.write(new CompiledRateModel(
                RateFeatures.names(),
                RateFeatures.EXPECTED_LOG_RATE,
                RateFeatures.LIKE_WEIGHT,
                Double.POSITIVE_INFINITY,
                Map.of(
                        RateFeatures.MILES_CURVE,
                        new double[] {Math.log(2), 0, 0, 0},
                        RateFeatures.MARKET_SHARE,
                        new double[] {1},
                        RateFeatures.CIRCUITY,
                        Circuity.usual().ratios(),
                        RateFeatures.HISTORY_PRIORS,
                        HistoryPriors.USUAL.values(),
                        RateFeatures.LIKE_LOADS,
                        LikeLoadKernel.USUAL.values(),
                        RateFeatures.FUEL_INCLUDED,
                        new double[] {1}),
                constant(Math.log(factor * 0.9)),
                middle,
                constant(Math.log(factor * 1.2)),
                0,
                0));
        ModelRegistry registry = ModelRegistry.open(root);
        ModelVersion version = registry.append(
                new NewModel("rate", "constant", Map.of(), Map.of(), "x", Map.of(), artifact, "unknown", "test"));
        registry.promote("rate", version.version(), alias, "test", "a test");
        return version;
    }

    void histories(Instant asOf, CoveredLoad... loads) {
        LaneHistories histories = new LaneHistories();
        List.of(loads).forEach(histories::add);
        var declaration = TableCatalog.load().table("gold.lane_histories");
        KernelTable.at(root.resolve(declaration.path()))
                .append(
                        declaration,
                        histories.rows().stream()
                                .map(row -> {
                                    Map<String, Object> values = new HashMap<>(LaneHistoryColumns.values(row));
                                    values.put("as_of", asOf);
                                    return values;
                                })
                                .toList(),
                        "test",
                        asOf.getEpochSecond());
    }

    static CoveredLoad load(String id, Lane lane, double miles, double cost, Instant knownAt) {
        return new CoveredLoad(id, "c1", lane, miles, null, cost, knownAt);
    }

    private static CompiledTrees constant(double output) {
        CompiledTrees.Builder trees = CompiledTrees.builder(output, 1);
        trees.root(trees.leaf(0));
        return trees.build();
    }
}
