package com.lanehouse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.ModelVersion;
import com.lanehouse.registry.compiled.CompiledFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateTrainingTest {
    private static final Instant AS_OF = Instant.parse("2026-12-31T00:00:00Z");
    private static final RateTrainingConfig CONFIG = RateTrainingConfig.usual().withTrees(30);

    @TempDir
    static Path folder;

    private static Lake lake;
    private static List<TrainingLoad> loads;
    private static TrainedModel trained;

    @BeforeAll
    static void trains_on_a_small_lake() throws IOException {
        lake = TestingLake.open(folder.resolve("lake"));
        loads = new TestingMarket(7).loads(1_200, 180);
        TestingMarket.write(lake, loads);
        Path truth = folder.resolve("truth.ndjson");
        StringBuilder lines = new StringBuilder("{\"seed\":7}\n");
        loads.forEach(load -> lines.append(
                "{\"quote_id\":\"%s\",\"median_cost\":%s}\n".formatted(load.quoteId(), load.cost() * 1.02)));
        Files.writeString(truth, lines);
        trained =
                RateTraining.train(lake, AS_OF, CONFIG.withTruth(truth).by("tester", "abc"), TrainingProgress.silent());
    }

    @Test
    void the_model_beats_both_baselines_on_later_loads() {
        assertThat(trained.metrics().get("mape"))
                .isLessThan(trained.metrics().get("baseline_naive_mape"))
                .isLessThan(trained.metrics().get("baseline_lane_mean_mape"))
                .isLessThan(0.05);
    }

    @Test
    void the_error_is_compared_with_the_noise_floor_of_the_truth_file() {
        assertThat(trained.metrics().get("noise_floor_mape")).isBetween(0.0199, 0.0201);
        assertThat(trained.metrics().get("error_over_floor"))
                .isEqualTo(trained.metrics().get("mape") / trained.metrics().get("noise_floor_mape"));
    }

    @Test
    void the_version_is_stored_with_all_that_tells_where_it_came_from() {
        var stored =
                ModelRegistry.open(lake.root()).find("rate", trained.version().version());

        assertThat(stored).hasValue(trained.version());
        assertThat(stored.orElseThrow().createdBy()).isEqualTo("tester");
        assertThat(stored.orElseThrow().codeRevision()).isEqualTo("abc");
        assertThat(stored.orElseThrow().dataVersions()).containsExactly(Map.entry("silver.quotes", 1L));
    }

    @Test
    void the_stored_artifact_is_a_readable_model() {
        byte[] artifact = ModelRegistry.open(lake.root())
                .artifact("rate", trained.version().version());

        assertThat(CompiledFormat.read(artifact).parameter("fuel_included")).containsExactly(1);
    }

    @Test
    void what_the_folds_said_is_stored_and_reported() {
        assertThat(trained.metrics().get("fold_1_train_loads")).isEqualTo(384);
        assertThat(trained.metrics().get("fold_3_mape"))
                .isLessThanOrEqualTo(trained.metrics().get("fold_3_local_mape"));
        assertThat(trained.version().params()).containsKeys("market_share", "history_priors", "like_loads", "median");
        assertThat(trained.report())
                .contains("chosen by rolling-origin folds", "learnt from    384", "asked about    288");
    }

    @Test
    void the_report_breaks_the_error_down_and_names_the_inputs_that_mattered() {
        assertThat(trained.report()).contains("error by equipment and distance", "reefer", "inputs by what");
        assertThat(trained.metrics().get("test_loads_van") + trained.metrics().get("test_loads_reefer"))
                .isEqualTo(trained.metrics().get("test_loads"));
    }

    @Test
    void frozen_histories_are_tested_as_they_were_trained() {
        TrainedModel frozen =
                RateTraining.train(lake, AS_OF, CONFIG.withSplit(TrainingSplit.rows(900)), TrainingProgress.silent());

        assertThat(frozen.metrics().get("mape"))
                .isEqualTo(frozen.metrics().get("mape_frozen_histories"))
                .isLessThan(frozen.metrics().get("baseline_lane_mean_mape"));
    }

    @Test
    void the_report_names_error_and_baselines() {
        assertThat(trained.report())
                .contains("error", "lane's last rate", "lane's mean", "noise floor", "known lanes", "this model");
    }

    @Test
    void the_same_loads_and_seed_give_the_same_artifact() {
        TrainedModel again = RateTraining.train(lake, AS_OF, CONFIG, TrainingProgress.silent());

        assertThat(again.version().artifactSha256()).isEqualTo(trained.version().artifactSha256());
        assertThat(again.version().version()).isGreaterThan(trained.version().version());
    }

    @Test
    void a_version_is_trained_again_to_the_same_bytes_though_more_events_have_come() {
        Lake growing = TestingLake.open(folder.resolve("growing"));
        List<TrainingLoad> some = loads.subList(0, 900);
        TestingMarket.write(growing, some);
        ModelVersion version = RateTraining.train(growing, AS_OF, CONFIG, TrainingProgress.silent())
                .version();
        TestingMarket.writeBatch(growing, loads.subList(900, 1_200), 2);

        assertThat(RateTraining.reproduce(growing, version, TrainingProgress.silent()))
                .isEqualTo(new Reproduced(true, version.artifactSha256(), version.artifactSha256()));
        assertThat(RateTraining.train(growing, AS_OF, CONFIG, TrainingProgress.silent())
                        .version()
                        .artifactSha256())
                .as("a training that looks at all")
                .isNotEqualTo(version.artifactSha256());
    }

    @Test
    void where_loads_are_gone_it_is_told_that_they_are() {
        Lake erased = TestingLake.open(folder.resolve("erased"));
        TestingMarket.write(erased, loads.subList(0, 899));
        ModelVersion version = ModelRegistry.open(lake.root()).find("rate", 1).orElseThrow();

        Reproduced reproduced = RateTraining.reproduce(erased, version, TrainingProgress.silent());

        assertThat(reproduced.sameLoads()).isFalse();
        assertThat(reproduced.isSame()).isFalse();
    }

    @Test
    void a_version_that_does_not_tell_how_it_was_trained_is_refused() {
        ModelVersion version = trained.version();
        ModelVersion old = new ModelVersion(
                "rate",
                1,
                version.algorithm(),
                Map.of("trees", "30"),
                version.metrics(),
                version.signature(),
                version.dataVersions(),
                version.artifactSha256(),
                "abc",
                version.createdAt(),
                "tester");

        assertThatThrownBy(() -> RateTraining.reproduce(lake, old, TrainingProgress.silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it was stored without split_written");
    }

    @Test
    void too_few_loads_are_refused_with_the_number_needed() {
        Instant early = loads.get(30).load().knownAt();

        assertThatThrownBy(() -> RateTraining.train(lake, early, CONFIG, TrainingProgress.silent()))
                .isInstanceOf(TooFewLoadsException.class)
                .hasMessageContaining("at least 40 are needed");
    }
}
