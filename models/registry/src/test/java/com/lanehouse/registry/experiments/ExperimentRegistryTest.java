package com.lanehouse.registry.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 2 December 2026 is a Wednesday. */
class ExperimentRegistryTest {
    private static final Arm CONTROL = new Arm("control", 0.5, null, null);
    private static final Arm LOWER = new Arm("lower", 0.5, new BigDecimal("0.12"), null);

    @TempDir
    Path root;

    @Test
    void an_experiment_runs_from_the_next_monday_until_it_is_stopped() {
        at("2026-12-02T10:00:00Z").launch(plan(0.1), "ann", "winter");

        assertThat(running("2026-12-06T23:59:59.999999Z")).isEmpty();
        assertThat(running("2026-12-07T00:00:00Z")).containsExactly("winter, phase 1");

        at("2026-12-09T08:00:00Z").stop("winter", "bob", "it costs too much");
        assertThat(running("2026-12-09T07:59:59Z")).containsExactly("winter, phase 1");
        assertThat(running("2026-12-09T08:00:00Z")).isEmpty();
    }

    @Test
    void on_a_monday_at_midnight_the_next_monday_is_now() {
        at("2026-12-07T00:00:00Z").launch(plan(0.1), "ann", null);
        assertThat(running("2026-12-07T00:00:00Z")).hasSize(1);
    }

    @Test
    void later_on_a_monday_it_is_a_week_later() {
        at("2026-12-07T00:00:01Z").launch(plan(0.1), "ann", null);
        assertThat(running("2026-12-13T23:59:59Z")).isEmpty();
        assertThat(running("2026-12-14T00:00:00Z")).hasSize(1);
    }

    @Test
    void a_monday_that_has_begun_is_refused() {
        ExperimentPlan past = new ExperimentPlan("winter", 0.1, List.of(CONTROL, LOWER), LocalDate.parse("2026-11-30"));
        assertThatThrownBy(() -> at("2026-12-02T10:00:00Z").launch(past, "ann", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("starts is 2026-11-30, which has begun; the next Monday is 2026-12-07");
    }

    @Test
    void another_allocation_opens_a_phase_of_its_own_on_a_monday() {
        at("2026-12-02T10:00:00Z").launch(plan(0.1), "ann", null);
        at("2026-12-10T10:00:00Z").launch(plan(0.5), "ann", "wider");

        assertThat(running("2026-12-13T23:59:59Z")).containsExactly("winter, phase 1");
        assertThat(running("2026-12-14T00:00:00Z")).containsExactly("winter, phase 2");
    }

    @Test
    void what_runs_as_planned_or_waits_to_start_is_not_launched_again() {
        at("2026-12-02T10:00:00Z").launch(plan(0.1), "ann", null);

        assertThatThrownBy(() -> at("2026-12-03T10:00:00Z").launch(plan(0.5), "ann", null))
                .isInstanceOf(ExperimentConflictException.class)
                .hasMessageContaining("phase 1 of winter starts at 2026-12-07T00:00:00Z");
        assertThatThrownBy(() -> at("2026-12-09T10:00:00Z").launch(plan(0.1), "ann", null))
                .isInstanceOf(ExperimentConflictException.class)
                .hasMessageContaining("runs as planned");
    }

    @Test
    void one_that_is_stopped_before_it_starts_never_does_and_its_name_is_used_up() {
        at("2026-12-02T10:00:00Z").launch(plan(0.1), "ann", null);
        at("2026-12-03T10:00:00Z").stop("winter", "ann", "a mistake");

        assertThat(running("2026-12-20T00:00:00Z")).isEmpty();
        assertThatThrownBy(() -> at("2026-12-21T10:00:00Z").launch(plan(0.1), "ann", null))
                .isInstanceOf(ExperimentConflictException.class)
                .hasMessageContaining("what is tried again needs another name");
        assertThatThrownBy(() -> at("2026-12-21T10:00:00Z").stop("winter", "ann", null))
                .isInstanceOf(ExperimentConflictException.class);
    }

    @Test
    void a_stop_ends_the_phase_that_runs_and_the_one_that_waits() {
        at("2026-12-02T10:00:00Z").launch(plan(0.1), "ann", null);
        at("2026-12-10T10:00:00Z").launch(plan(0.5), "ann", "wider");
        at("2026-12-11T10:00:00Z").stop("winter", "bob", "too dear");

        assertThat(running("2026-12-11T09:59:59Z")).containsExactly("winter, phase 1");
        assertThat(running("2026-12-11T10:00:00Z")).isEmpty();
        assertThat(running("2026-12-14T00:00:00Z")).isEmpty();
    }

    @Test
    void an_unknown_experiment_is_named() {
        assertThatThrownBy(() -> at("2026-12-02T10:00:00Z").stop("summer", "ann", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no experiment summer, only []");
    }

    @Test
    void of_two_that_stop_it_at_once_one_wins() throws Exception {
        at("2026-12-02T10:00:00Z").launch(plan(0.1), "ann", null);
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<String> stopping = () -> {
            ExperimentRegistry own = at("2026-12-09T10:00:00Z");
            together.await();
            try {
                own.stop("winter", "somebody", null);
                return "won";
            } catch (ExperimentConflictException e) {
                return "lost";
            }
        };
        List<Future<String>> ended;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            ended = threads.invokeAll(List.of(stopping, stopping));
        }
        assertThat(ended).extracting(Future::resultNow).containsExactlyInAnyOrder("won", "lost");
    }

    @Test
    void a_companys_arm_is_the_hashs_and_most_companies_have_none_at_a_tenth() {
        at("2026-12-02T10:00:00Z").launch(plan(0.1), "ann", null);
        RunningExperiment running = ExperimentRegistry.running(
                        at("2026-12-07T00:00:00Z").history(), Instant.parse("2026-12-07T00:00:00Z"))
                .getFirst();
        long in = 0;
        for (int company = 0; company < 10_000; company++) {
            in += running.arm("company-" + company).isPresent() ? 1 : 0;
        }
        assertThat(in)
                .as("of 10,000 companies a tenth, to four standard deviations of chance")
                .isBetween(880L, 1_120L);
    }

    private ExperimentPlan plan(double allocation) {
        return new ExperimentPlan("winter", allocation, List.of(CONTROL, LOWER), null);
    }

    private List<String> running(String at) {
        return ExperimentRegistry.running(at(at).history(), Instant.parse(at)).stream()
                .map(RunningExperiment::toString)
                .toList();
    }

    private ExperimentRegistry at(String instant) {
        return ExperimentRegistry.open(root, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }
}
