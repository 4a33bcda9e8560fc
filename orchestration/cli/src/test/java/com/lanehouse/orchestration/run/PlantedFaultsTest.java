package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.acquisition.LeadOutcomesJob;
import com.lanehouse.jobs.directory.CarriersJob;
import com.lanehouse.jobs.directory.PoliciesJob;
import com.lanehouse.jobs.funnel.QuoteOutcomesJob;
import com.lanehouse.jobs.pricing.PricingVarianceLoadsJob;
import com.lanehouse.jobs.revenue.MrrMovementsJob;
import com.lanehouse.jobs.revenue.StripeCustomersJob;
import com.lanehouse.jobs.revenue.StripeEventsJob;
import com.lanehouse.jobs.revenue.SubscriptionStatesJob;
import com.lanehouse.jobs.usage.UsageBreachesJob;
import com.lanehouse.jobs.usage.UsageDailyJob;
import com.lanehouse.jobs.usage.UsageMonthlyJob;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Copies of jobs that forget something. Random histories notice each: the last events come a few at a time, so that most
 * of what is there is touched by nothing but what was forgotten.
 */
@Tag("product")
class PlantedFaultsTest {
    private static final int HISTORIES = 5;
    private static final int EVENTS_OF_EACH_KIND = 40;
    private static final int EVENTS_A_STEP = 4;
    private static final int STEPS = 10;

    private static final Job CUSTOMERS = new StripeCustomersJob();
    private static final Job SUBSCRIPTIONS = new SubscriptionStatesJob();

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(
                        "a quote's window that ends",
                        Set.of("quotes"),
                        List.of(FaultyJob.withoutDeadlines(new QuoteOutcomesJob()))),
                arguments(
                        "a lead's window that ends",
                        Set.of("growth"),
                        List.of(FaultyJob.withoutDeadlines(new LeadOutcomesJob()))),
                arguments(
                        "a policy that begins or ends",
                        Set.of("directory"),
                        List.of(new PoliciesJob(), FaultyJob.withoutDeadlines(new CarriersJob()))),
                arguments(
                        "a load that is cancelled",
                        Set.of("quotes"),
                        List.of(
                                new QuoteOutcomesJob(),
                                FaultyJob.withoutReferences(new PricingVarianceLoadsJob(), "silver.quotes"))),
                arguments(
                        "a quote that changes under its invoice",
                        Set.of("quotes"),
                        List.of(
                                new QuoteOutcomesJob(),
                                FaultyJob.withoutReferences(new PricingVarianceLoadsJob(), "gold.quote_outcomes"))),
                arguments(
                        "a customer that moves to another company",
                        Set.of("billing"),
                        List.of(CUSTOMERS, FaultyJob.withoutReferences(SUBSCRIPTIONS, "gold.stripe_customers"))),
                arguments(
                        "an event whose customer moves",
                        Set.of("billing"),
                        List.of(
                                CUSTOMERS,
                                SUBSCRIPTIONS,
                                FaultyJob.withoutReferences(new StripeEventsJob(), "gold.stripe_customers"))),
                arguments(
                        "an event whose subscription moves",
                        Set.of("billing"),
                        List.of(
                                CUSTOMERS,
                                SUBSCRIPTIONS,
                                FaultyJob.withoutReferences(new StripeEventsJob(), "gold.subscription_states"))),
                arguments(
                        "a discount that ends",
                        Set.of("billing"),
                        List.of(
                                CUSTOMERS,
                                SUBSCRIPTIONS,
                                FaultyJob.withoutReached(new MrrMovementsJob(), "gold.subscription_states"))),
                arguments(
                        "a plan that changes under the use of a period",
                        Set.of("billing", "usage"),
                        List.of(
                                CUSTOMERS,
                                SUBSCRIPTIONS,
                                new UsageDailyJob(),
                                new UsageMonthlyJob(),
                                FaultyJob.withoutReferences(new UsageBreachesJob(), "gold.subscription_states"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void what_is_forgotten_is_noticed(String forgotten, Set<String> topics, List<Job> jobs) throws IOException {
        int histories = 0;
        boolean noticed = false;
        while (!noticed && histories < HISTORIES) {
            noticed = isNoticed(topics, jobs, new Random(histories++));
        }
        assertThat(noticed)
                .as("%s, in %d random histories", forgotten, histories)
                .isTrue();
    }

    private static boolean isNoticed(Set<String> topics, List<Job> jobs, Random random) throws IOException {
        List<Record> events = new RandomHistory(random)
                .events(EVENTS_OF_EACH_KIND).stream()
                        .filter(event -> topics.contains(event.topic()))
                        .toList();
        int next = events.size() - STEPS * EVENTS_A_STEP;
        try (SteppedRuns runs = new SteppedRuns(random)) {
            runs.ingest(events.subList(0, next));
            runs.run(jobs, false);
            while (next < events.size()) {
                runs.later();
                if (random.nextInt(3) == 0) {
                    runs.changeReferences();
                }
                runs.ingest(events.subList(next, next + EVENTS_A_STEP));
                next += EVENTS_A_STEP;
                runs.run(jobs, false);
                if (!runs.changedBy(jobs, true).isEmpty()) {
                    return true;
                }
            }
            return false;
        }
    }
}
