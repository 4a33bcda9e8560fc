package com.lanehouse.training;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.lake.Lake;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.ModelVersion;
import com.lanehouse.registry.NewModel;
import com.lanehouse.registry.compiled.CompiledFormat;
import com.lanehouse.warehouse.reference.DieselPrices;
import com.lanehouse.warehouse.reference.ZipCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Trains the rate model on a lake, tests it out of time beside its baselines, and stores it in the registry. */
public final class RateTraining {
    public static final String NAME = "rate";

    private static final String QUOTES = "silver.quotes";
    private static final String ALGORITHM =
            "like loads within shrunk lane histories on a miles curve, then gradient-boosted trees for p10, p50 and p90, split conformal";

    private RateTraining() {}

    /**
     * Trains and stores the next version. It serves only once it is promoted.
     *
     * @param asOf only events at or before it count
     * @throws TooFewLoadsException when there is too little to learn from or to test on
     */
    public static TrainedModel train(Lake lake, Instant asOf, RateTrainingConfig config, TrainingProgress progress) {
        long quotesVersion = lake.version(QUOTES);
        Dataset<Row> quotes = lake.readAt(QUOTES, quotesVersion)
                .where(functions.col("event_time").leq(Timestamp.from(asOf)));
        progress.begins("Reading covered loads");
        LoadExtraction.Extracted extracted = LoadExtraction.loads(lake.session(), quotes);
        TrainingSplit.Parts parts = config.split().cut(extracted.loads());
        if (parts.test().isEmpty()) {
            throw new TooFewLoadsException("%d loads to learn from and none to test on"
                    .formatted(parts.train().size()));
        }
        Circuity circuity = LoadExtraction.circuity(quotes, ZipCodes.load());
        RateModelFit.Fitted fitted = RateModelFit.fit(
                parts.train(), circuity, extracted.fuelIncluded(), DieselPrices.load(), config, progress);
        progress.begins("Testing on %d later loads".formatted(parts.test().size()));
        List<Predicted> tested = RateEvaluation.predict(
                fitted,
                parts.train(),
                parts.test(),
                config.split().historiesMove() ? extracted.loads() : parts.train(),
                Knowledge.ofTest(config.split().historiesMove()));
        ErrorTable table = ErrorTable.of(tested, KnownLanes.of(parts.train()));
        Map<String, Double> metrics = metrics(fitted, parts, tested, config);
        metrics.putAll(table.metrics());
        Map<String, String> params = new TreeMap<>(config.params());
        params.putAll(fitted.choices().params());
        params.put("as_of", asOf.toString());
        params.put("fuel_included", Boolean.toString(extracted.fuelIncluded()));
        params.put("loads_sha256", checksum(extracted.loads()));
        extracted.leftOut().forEach((reason, loads) -> params.put("left_out_" + reason, Long.toString(loads)));
        ModelVersion version = ModelRegistry.open(lake.root())
                .append(new NewModel(
                        NAME,
                        ALGORITHM,
                        params,
                        metrics,
                        String.join(",", RateFeatures.names()),
                        Map.of(QUOTES, quotesVersion),
                        CompiledFormat.write(fitted.model()),
                        config.codeRevision(),
                        config.trainedBy()));
        return new TrainedModel(version, metrics, TrainingReport.text(version, extracted.leftOut(), table, fitted));
    }

    private static Map<String, Double> metrics(
            RateModelFit.Fitted fitted,
            TrainingSplit.Parts parts,
            List<Predicted> predicted,
            RateTrainingConfig config) {
        List<Predicted> frozen = config.split().historiesMove()
                ? RateEvaluation.predict(fitted, parts.train(), parts.test(), parts.train(), Knowledge.DAYS_BEFORE)
                : predicted;
        Map<String, Double> metrics = RateEvaluation.metrics(predicted);
        metrics.put("mape_frozen_histories", RateEvaluation.mape(frozen, Predicted::p50));
        metrics.put("train_loads", (double) parts.train().size());
        metrics.put("calibration_loads", (double) fitted.calibrationLoads());
        metrics.putAll(fitted.choices().metrics());
        metrics.put("train_fee_loads", (double)
                parts.train().stream().filter(load -> load.load().isFee()).count());
        config.truth()
                .ifPresent(file -> RateEvaluation.noiseFloor(predicted, SimulatedTruth.medianCosts(file))
                        .ifPresent(floor -> {
                            metrics.put("noise_floor_mape", floor);
                            metrics.put("error_over_floor", metrics.get("mape") / floor);
                        }));
        return metrics;
    }

    /** Tells whether another training saw the same loads. */
    private static String checksum(List<TrainingLoad> loads) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (TrainingLoad load : loads) {
                digest.update(load.load().loadId().getBytes(StandardCharsets.UTF_8));
                digest.update(ByteBuffer.allocate(2 * Double.BYTES)
                        .putDouble(load.cost())
                        .putDouble(load.miles())
                        .array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
