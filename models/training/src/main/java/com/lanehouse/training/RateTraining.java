package com.lanehouse.training;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.Lane;
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

    private static final String AS_OF = "as_of";
    private static final String BATCH = "batch_id";
    private static final String LOADS = "loads_sha256";

    private RateTraining() {}

    /**
     * Trains and stores the next version. It serves only once it is promoted.
     *
     * @param asOf only events at or before it count
     * @throws TooFewLoadsException when there is too little to learn from or to test on
     */
    public static TrainedModel train(Lake lake, Instant asOf, RateTrainingConfig config, TrainingProgress progress) {
        long quotesVersion = lake.version(QUOTES);
        Dataset<Row> quotes = lake.readAt(QUOTES, quotesVersion);
        long batch = newestBatch(quotes);
        progress.begins("Reading covered loads");
        Learnt learnt = Learnt.of(lake, quotes, asOf, batch, config.split());
        LoadExtraction.Extracted extracted = learnt.extracted();
        TrainingSplit.Parts parts = learnt.parts();
        Circuity circuity = learnt.circuity();
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
        if (!config.split().historiesMove()) {
            // The same rates, so the same figure, whatever the order in which sums are made.
            metrics.put("mape_frozen_histories", metrics.get("mape"));
        }
        Map<String, String> params = new TreeMap<>(config.params());
        params.putAll(fitted.choices().params());
        params.put(AS_OF, asOf.toString());
        params.put(BATCH, Long.toString(batch));
        params.put("fuel_included", Boolean.toString(extracted.fuelIncluded()));
        params.put(LOADS, checksum(extracted.loads(), circuity));
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

    /**
     * Trains a version once more: on the events that had come in by then, with its settings. Time travel is not needed:
     * events are only ever added, and each names the batch it came in.
     *
     * @throws IllegalArgumentException when the version does not tell how it was trained
     */
    public static Reproduced reproduce(Lake lake, ModelVersion version, TrainingProgress progress) {
        RateTrainingConfig config = RateTrainingConfig.of(version.params());
        progress.begins("Reading covered loads");
        Learnt learnt = Learnt.of(
                lake,
                lake.read(QUOTES),
                Instant.parse(param(version, AS_OF)),
                Long.parseLong(param(version, BATCH)),
                config.split());
        RateModelFit.Fitted fitted = RateModelFit.fit(
                learnt.parts().train(),
                learnt.circuity(),
                learnt.extracted().fuelIncluded(),
                DieselPrices.load(),
                config,
                progress);
        return new Reproduced(
                checksum(learnt.extracted().loads(), learnt.circuity()).equals(param(version, LOADS)),
                CompiledFormat.checksum(CompiledFormat.write(fitted.model())),
                version.artifactSha256());
    }

    private static String param(ModelVersion version, String name) {
        String value = version.params().get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "it was stored without %s: it was trained by an earlier Lanehouse".formatted(name));
        }
        return value;
    }

    /** What a training looks at. */
    private record Learnt(LoadExtraction.Extracted extracted, TrainingSplit.Parts parts, Circuity circuity) {
        static Learnt of(Lake lake, Dataset<Row> allQuotes, Instant asOf, long batch, TrainingSplit split) {
            Dataset<Row> quotes = allQuotes.where(functions
                    .col("event_time")
                    .leq(Timestamp.from(asOf))
                    .and(functions.col("batch_id").leq(batch)));
            LoadExtraction.Extracted extracted = LoadExtraction.loads(lake.session(), quotes);
            TrainingSplit.Parts parts = split.cut(extracted.loads());
            if (parts.test().isEmpty()) {
                throw new TooFewLoadsException("%d loads to learn from and none to test on"
                        .formatted(parts.train().size()));
            }
            return new Learnt(extracted, parts, LoadExtraction.circuity(quotes, ZipCodes.load()));
        }
    }

    private static long newestBatch(Dataset<Row> quotes) {
        Row newest = quotes.agg(functions.coalesce(functions.max("batch_id"), functions.lit(0L)))
                .first();
        return newest.getLong(0);
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
    private static String checksum(List<TrainingLoad> loads, Circuity circuity) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().formatHex(bytes(circuity.ratios())).getBytes(StandardCharsets.UTF_8));
            for (TrainingLoad load : loads) {
                Lane lane = load.question().lane();
                digest.update("%s|%s|%s|%s|%s|%s|%s|%s|%s\n"
                        .formatted(
                                load.quoteId(),
                                load.load().loadId(),
                                load.load().carrierId(),
                                lane,
                                load.question().weightLbs(),
                                load.question().pickupDate(),
                                load.question().askedAt(),
                                load.load().knownAt(),
                                HexFormat.of().formatHex(bytes(load.cost(), load.miles())))
                        .getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }
}
