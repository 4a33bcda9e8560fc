package com.lanehouse.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.features.RateFeatures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollingOriginTest {
    private static final RateTrainingConfig CONFIG = RateTrainingConfig.usual().withTrees(20);
    private static final int EVIDENCE = RateFeatures.names().indexOf(RateFeatures.LIKE_WEIGHT);

    @Test
    void each_fold_learns_from_all_before_its_origin_and_is_asked_about_the_next_three_tenths() {
        List<RollingOrigin.Fold> folds = RollingOrigin.moving(examples(1_000, row -> 0));

        assertThat(folds).extracting(fold -> fold.learnt().size()).containsExactly(400, 550, 700);
        assertThat(folds).extracting(fold -> fold.asked().size()).containsExactly(300, 300, 300);
        for (RollingOrigin.Fold fold : folds) {
            Set<TrainingLoad> learnt = new HashSet<>(fold.learnt().loads());
            assertThat(fold.asked().loads()).noneMatch(learnt::contains);
        }
    }

    @Test
    void the_views_of_frozen_histories_hold_no_load_of_the_days_they_are_asked_about() {
        List<TrainingLoad> loads = examples(100, row -> 0).loads();
        List<Long> seen = new ArrayList<>();

        RollingOrigin.withViews(
                loads,
                false,
                (load, view) -> seen.add(view.loadsOn(load.question().lane())));

        assertThat(seen).hasSize(90).startsWith(40L).contains(55L).endsWith(70L);
    }

    /** Loads without like ones lie half above the local estimate, loads with some lie on it. */
    @Test
    void where_like_loads_say_it_all_the_trees_are_kept_out() {
        SplittableRandom random = new SplittableRandom(5);
        Examples examples = examples(1_000, row -> row[EVIDENCE] > 0 ? 0 : 0.5 + 0.01 * random.nextDouble());

        MedianRecipe recipe =
                RollingOrigin.choose(RollingOrigin.moving(examples), CONFIG).recipe();

        assertThat(recipe.share(0)).isEqualTo(1);
        assertThat(recipe.share(8)).isLessThan(0.9);
    }

    @Test
    void where_trees_have_something_to_learn_they_at_least_halve_the_miss() {
        Examples examples = examples(1_000, row -> 0.3 * (row[1] - 0.5));

        RollingOrigin.Choice choice = RollingOrigin.choose(RollingOrigin.moving(examples), CONFIG);

        assertThat(choice.folds())
                .hasSize(3)
                .allSatisfy(fold -> assertThat(fold.mape()).isLessThan(fold.localMape() / 2));
    }

    @Test
    void the_same_loads_make_the_same_choice() {
        List<RollingOrigin.Fold> folds = RollingOrigin.moving(examples(600, row -> row[1] * row[2]));

        assertThat(RollingOrigin.choose(folds, CONFIG)).isEqualTo(RollingOrigin.choose(folds, CONFIG));
    }

    @Test
    void too_few_loads_for_folds_take_the_usual_recipe() {
        RollingOrigin.Choice choice = RollingOrigin.choose(RollingOrigin.moving(examples(300, row -> 0)), CONFIG);

        assertThat(choice.folds()).isEmpty();
        assertThat(choice.recipe()).isEqualTo(new MedianRecipe(MedianRecipe.Losses.BOTH, 20, 1));
    }

    private interface Target {
        double of(double[] inputs);
    }

    /** A load an hour on one lane; inputs by chance, every other one without like loads, the others with 8. */
    private static Examples examples(int count, Target target) {
        SplittableRandom random = new SplittableRandom(11);
        double[][] inputs = new double[count][RateFeatures.names().size()];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < inputs[i].length; j++) {
                inputs[i][j] = random.nextDouble();
            }
            inputs[i][EVIDENCE] = i % 2 == 0 ? 0 : 8;
        }
        List<TrainingLoad> loads = IntStream.range(0, count)
                .mapToObj(i -> TestingLoads.load(
                        "q%05d".formatted(i), TestingLoads.NOON.plus(Duration.ofHours(i)), "A", "B", 100, 2))
                .toList();
        double[] targets = new double[count];
        for (int i = 0; i < count; i++) {
            targets[i] = target.of(inputs[i]);
        }
        return new Examples(loads, inputs, targets);
    }
}
