package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Every job of the catalogue, run on a random history that comes in random batches, at random instants: what the runs
 * leave is what one full run over everything would leave.
 */
class IncrementalRunsProperties {
    /** Many take an hour: {@code -Dlanehouse.histories=50}. */
    private static final int HISTORIES = Integer.getInteger("lanehouse.histories", 1);

    private static final int EVENTS_OF_EACH_KIND = 25;
    private static final int STEPS = 4;
    private static final int STEP_BEFORE_FUTURE = 2;
    private static final int STEP_BEFORE_CRASHES = 3;
    private static final List<Job> JOBS = JobCatalog.all();

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void runs_in_steps_leave_what_one_full_run_leaves(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            holdsFor(random.nextLong());
        }
    }

    private static void holdsFor(long seed) throws IOException {
        Random random = new Random(seed);
        List<Record> events = new RandomHistory(random).events(EVENTS_OF_EACH_KIND);
        try (SteppedRuns stepped = new SteppedRuns(random);
                SteppedRuns atOnce = new SteppedRuns(random);
                SteppedRuns earlier = new SteppedRuns(random)) {
            List<Record> left = new ArrayList<>(events);
            for (int step = 1; step <= STEPS; step++) {
                List<Record> batch = left.subList(0, step == STEPS ? left.size() : random.nextInt(left.size() + 1));
                stepped.ingest(List.copyOf(batch));
                batch.clear();
                if (step == STEP_BEFORE_CRASHES) {
                    stepped.runWithCrashes(JOBS);
                }
                stepped.run(JOBS, false);
                if (random.nextBoolean()) {
                    stepped.keepUp();
                }
                assertThat(stepped.changedBy(JOBS, false))
                        .as("history %d: a second run at %s", seed, stepped.asOf())
                        .isEmpty();
                if (step == STEP_BEFORE_FUTURE) {
                    List<Record> future = left.stream()
                            .filter(event -> RandomHistory.time(event).isAfter(stepped.asOf()))
                            .toList();
                    stepped.ingest(future);
                    left.removeAll(future);
                    assertThat(stepped.changedBy(JOBS, false))
                            .as("history %d: a run at %s after events of later", seed, stepped.asOf())
                            .isEmpty();
                }
                if (step < STEPS) {
                    stepped.later();
                    if (random.nextBoolean()) {
                        stepped.changeReferences();
                    }
                }
            }
            assertThat(stepped.changedBy(JOBS, true))
                    .as("history %d: a full run at %s", seed, stepped.asOf())
                    .isEmpty();
            atOnce.ingest(events);
            atOnce.takeReferencesOf(stepped);
            atOnce.at(stepped.asOf());
            atOnce.run(JOBS, true);
            var expected = atOnce.rows(JOBS);
            stepped.rows(JOBS).forEach((table, rows) -> {
                if (table.equals("ops.agent_tasks")) {
                    assertThat(rows).as("history %d: %s", seed, table).containsAll(expected.get(table));
                } else {
                    assertThat(rows).as("history %d: %s", seed, table).containsExactlyElementsOf(expected.get(table));
                }
            });
            goesBackOnlyBeside(seed, stepped, earlier, events);
        }
    }

    /** An instant before the newest run's is refused, and fully written in another folder. */
    private static void goesBackOnlyBeside(long seed, SteppedRuns stepped, SteppedRuns earlier, List<Record> events) {
        Instant newest = stepped.asOf();
        Instant before = RandomHistory.START.plus(Duration.ofDays(15));
        stepped.at(before);
        assertThatThrownBy(() -> stepped.run(JOBS, false)).hasMessageContaining("time never goes back within a lake");
        stepped.at(newest);
        earlier.ingest(events);
        earlier.takeReferencesOf(stepped);
        earlier.at(before);
        earlier.run(JOBS, true);
        var expected = earlier.rows(JOBS);
        stepped.rowsBeside(JOBS, before)
                .forEach((table, rows) -> assertThat(rows)
                        .as("history %d: %s as of %s in another folder", seed, table, before)
                        .containsExactlyElementsOf(expected.get(table)));
    }
}
