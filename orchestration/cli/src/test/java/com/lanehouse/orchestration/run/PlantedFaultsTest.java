package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.acquisition.LeadOutcomesJob;
import com.lanehouse.jobs.funnel.QuoteOutcomesJob;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that forget a deadline: random histories notice it. */
@Tag("product")
class PlantedFaultsTest {
    private static final int HISTORIES = 4;
    private static final int EVENTS_OF_EACH_KIND = 30;
    private static final int STEPS = 4;

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("a quote's window that ends", List.of(new FaultyJob(new QuoteOutcomesJob()))),
                arguments("a lead's window that ends", List.of(new FaultyJob(new LeadOutcomesJob()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void what_is_forgotten_is_noticed(String forgotten, List<Job> jobs) throws IOException {
        int histories = 0;
        boolean noticed = false;
        while (!noticed && histories < HISTORIES) {
            noticed = isNoticed(jobs, new Random(histories++));
        }
        assertThat(noticed)
                .as("%s, in %d random histories", forgotten, histories)
                .isTrue();
    }

    private static boolean isNoticed(List<Job> jobs, Random random) throws IOException {
        List<Record> events = new RandomHistory(random).events(EVENTS_OF_EACH_KIND);
        try (SteppedRuns runs = new SteppedRuns(random)) {
            for (int step = 0; step < STEPS; step++) {
                runs.ingest(events.subList(events.size() * step / STEPS, events.size() * (step + 1) / STEPS));
                runs.run(jobs, false);
                runs.later();
            }
            runs.run(jobs, false);
            return !runs.changedBy(jobs, true).isEmpty();
        }
    }
}
