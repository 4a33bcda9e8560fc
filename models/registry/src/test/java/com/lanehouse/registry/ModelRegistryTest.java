package com.lanehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelRegistryTest {
    private static final Map<String, Double> GOOD = Map.of(
            "mape", 0.05,
            "baseline_naive_mape", 0.08,
            "baseline_lane_mean_mape", 0.07,
            "coverage", 0.81,
            "calibration_loads", 2_000.0,
            "test_loads", 2_000.0);

    @TempDir
    Path root;

    private ModelRegistry registry;

    @BeforeEach
    void open() {
        registry = ModelRegistry.open(root);
    }

    @Test
    void versions_grow_from_one_within_a_name() {
        registry.append(model("rate", GOOD));
        registry.append(model("churn", Map.of()));

        assertThat(registry.append(model("rate", GOOD)).version()).isEqualTo(2);
        assertThat(registry.list("rate")).extracting(ModelVersion::version).containsExactly(1L, 2L);
        assertThat(registry.list("churn")).extracting(ModelVersion::version).containsExactly(1L);
    }

    @Test
    void a_version_comes_back_as_it_was_stored() {
        ModelVersion stored = registry.append(model("rate", GOOD));

        assertThat(ModelRegistry.open(root).find("rate", 1)).hasValue(stored);
        assertThat(ModelRegistry.open(root).artifact("rate", 1)).containsExactly(1, 2, 3);
        assertThat(stored.artifactSha256())
                .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    void concurrent_trainings_get_different_versions() throws Exception {
        registry.append(model("rate", GOOD));
        int trainings = 4;
        CyclicBarrier together = new CyclicBarrier(trainings);
        Callable<Long> training = () -> {
            ModelRegistry own = ModelRegistry.open(root);
            together.await();
            return own.append(model("rate", GOOD)).version();
        };

        List<Future<Long>> versions;
        try (ExecutorService threads = Executors.newFixedThreadPool(trainings)) {
            versions = threads.invokeAll(
                    IntStream.range(0, trainings).mapToObj(i -> training).toList());
        }

        assertThat(versions).extracting(Future::resultNow).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
    }

    @Test
    void nothing_is_champion_before_a_promotion() {
        registry.append(model("rate", GOOD));

        assertThat(registry.champion("rate")).isEmpty();
    }

    @Test
    void the_newest_promotion_names_the_champion_and_what_it_replaces() {
        registry.append(model("rate", GOOD));
        registry.append(model("rate", GOOD));
        registry.promote("rate", 2, "champion", "ann", null);

        AliasEvent back = registry.promote("rate", 1, "champion", "bob", "back");

        assertThat(back.replaces()).isEqualTo(2);
        assertThat(registry.champion("rate").orElseThrow().version()).isEqualTo(1);
        assertThat(registry.history("rate")).extracting(AliasEvent::setBy).containsExactly("ann", "bob");
    }

    @Test
    void the_newest_promotion_holds_even_when_the_clock_was_set_back() {
        registry.append(model("rate", GOOD));
        registry.append(model("rate", GOOD));
        registry.promote("rate", 1, "champion", "ann", null);
        ModelRegistry slow = ModelRegistry.open(root, at("2001-01-01T00:00:00Z"));

        slow.promote("rate", 2, "champion", "bob", null);

        assertThat(registry.champion("rate").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void a_rollback_names_again_what_was_live_before_and_asks_no_gate() {
        registry.append(model("rate", Map.of()));
        registry.append(model("rate", GOOD));
        registry.promote("rate", 1, "champion", "ann", "the only one");
        registry.promote("rate", 2, "champion", "ann", null);

        AliasEvent back = registry.rollback("rate", "champion", "bob", "too dear");

        assertThat(back.version()).isEqualTo(1);
        assertThat(back.replaces()).isEqualTo(2);
        assertThat(back.reason()).isEqualTo("rolled back from version 2: too dear");
        assertThat(registry.rollback("rate", "champion", "bob", null).reason()).isEqualTo("rolled back from version 1");
        assertThat(registry.champion("rate").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void there_is_nothing_to_go_back_to_before_a_second_promotion() {
        registry.append(model("rate", GOOD));

        assertThatThrownBy(() -> registry.rollback("rate", "champion", "ann", null))
                .isInstanceOf(NoSuchModelException.class);
        registry.promote("rate", 1, "champion", "ann", null);
        assertThatThrownBy(() -> registry.rollback("rate", "champion", "ann", null))
                .isInstanceOf(NoSuchModelException.class)
                .hasMessage("champion of model rate named nothing before: there is nothing to go back to");
    }

    @Test
    void what_was_live_at_an_instant_is_the_newest_change_by_then_of_each_alias() {
        registry.append(model("rate", GOOD));
        registry.append(model("rate", GOOD));
        ModelRegistry.open(root, at("2026-03-01T00:00:00Z")).promote("rate", 1, "champion", "ann", null);
        ModelRegistry.open(root, at("2026-03-02T00:00:00Z")).promote("rate", 2, "shadow", "ann", null);
        ModelRegistry.open(root, at("2026-03-03T00:00:00Z")).promote("rate", 2, "champion", "bob", null);

        assertThat(live("2026-02-28T23:59:59.999999Z")).isEmpty();
        assertThat(live("2026-03-01T00:00:00Z")).containsExactly("champion 1");
        assertThat(live("2026-03-02T12:00:00Z")).containsExactly("champion 1", "shadow 2");
        assertThat(live("2026-03-03T00:00:00Z")).containsExactly("champion 2", "shadow 2");
    }

    private List<String> live(String at) {
        return registry.live("rate", Instant.parse(at)).stream()
                .map(event -> event.alias() + " " + event.version())
                .toList();
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    @Test
    void of_two_promotions_at_once_one_loses() {
        registry.append(model("rate", GOOD));
        registry.append(model("rate", GOOD));
        var first = registry.prepare("rate", 1, "champion", "ann", null);
        var second = ModelRegistry.open(root).prepare("rate", 2, "champion", "bob", null);
        first.commit();

        assertThatThrownBy(second::commit)
                .isInstanceOf(PromotionConflictException.class)
                .hasMessageContaining("now names version 1");
        assertThat(registry.history("rate")).hasSize(1);
    }

    @Test
    void promotions_of_different_aliases_do_not_disturb_each_other() {
        registry.append(model("rate", GOOD));
        var champion = registry.prepare("rate", 1, "champion", "ann", null);
        var shadow = registry.prepare("rate", 1, "shadow", "bob", null);
        champion.commit();
        shadow.commit();

        assertThat(registry.history("rate")).hasSize(2);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("failures")
    void a_version_that_fails_a_gate_needs_a_reason(String metric, Double value, String said) {
        Map<String, Double> metrics = new HashMap<>(GOOD);
        if (value == null) {
            metrics.remove(metric);
        } else {
            metrics.put(metric, value);
        }
        registry.append(model("rate", metrics));

        assertThatThrownBy(() -> registry.promote("rate", 1, "champion", "ann", " "))
                .isInstanceOf(PromotionRefusedException.class)
                .hasMessageContaining(said);
        assertThat(registry.promote("rate", 1, "champion", "ann", "we know").reason())
                .isEqualTo("we know");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("mape", 0.07, "not below the lane mean baseline"),
                Arguments.of("baseline_naive_mape", 0.04, "not below the naive baseline"),
                Arguments.of("mape", null, "never tested"),
                Arguments.of("coverage", 0.76, "covers 76.0 %"),
                Arguments.of("coverage", 0.84, "covers 84.0 %"),
                Arguments.of("coverage", null, "not measured"));
    }

    @Test
    void a_small_test_may_miss_the_coverage_by_what_chance_explains() {
        Map<String, Double> metrics = new HashMap<>(GOOD);
        metrics.put("coverage", 0.72);
        metrics.put("calibration_loads", 150.0);
        metrics.put("test_loads", 150.0);
        registry.append(model("rate", metrics));

        assertThat(registry.promote("rate", 1, "champion", "ann", null).version())
                .isEqualTo(1);
    }

    @Test
    void unknown_versions_and_aliases_are_named() {
        registry.append(model("rate", GOOD));

        assertThatThrownBy(() -> registry.promote("rate", 9, "champion", "ann", null))
                .isInstanceOf(NoSuchModelException.class)
                .hasMessage("model rate has no version 9, only [1]");
        assertThatThrownBy(() -> registry.promote("rate", 1, "king", "ann", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'king'");
    }

    private static NewModel model(String name, Map<String, Double> metrics) {
        return new NewModel(
                name,
                "test",
                Map.of("trees", "3"),
                metrics,
                "a,b",
                Map.of("silver.quotes", 7L),
                new byte[] {1, 2, 3},
                "unknown",
                "test");
    }
}
