package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.acquisition.LeadOutcomesJob;
import com.lanehouse.jobs.directory.CarriersJob;
import com.lanehouse.jobs.directory.PoliciesJob;
import com.lanehouse.jobs.funnel.QuoteFunnelJob;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that forget something of when they must compute: random histories notice each of them. */
@Tag("product")
class PlantedFaultsTest {
    private static final int HISTORIES = 12;
    private static final int EVENTS_OF_EACH_KIND = 30;
    private static final int STEPS = 4;
    private static final String NOTHING = "SELECT %s FROM changed WHERE false";

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("a quote's window that ends", List.of(FaultyJob.withoutDeadlines(new QuoteOutcomesJob()))),
                arguments("a lead's window that ends", List.of(FaultyJob.withoutDeadlines(new LeadOutcomesJob()))),
                arguments("a policy's end", List.of(new PoliciesJob(), FaultyJob.withoutDeadlines(new CarriersJob()))),
                arguments(
                        "a load that is cancelled",
                        List.of(
                                new QuoteOutcomesJob(),
                                forgetting(new PricingVarianceLoadsJob(), "silver.quotes", "invoice_id"))),
                arguments(
                        "a quote that changes under an invoice",
                        List.of(
                                new QuoteOutcomesJob(),
                                forgetting(new PricingVarianceLoadsJob(), "gold.quote_outcomes", "invoice_id"))),
                arguments(
                        "a customer that moves to another company",
                        List.of(
                                new StripeCustomersJob(),
                                forgetting(new SubscriptionStatesJob(), "gold.stripe_customers", "subscription_id"))),
                arguments(
                        "the company of a payment",
                        List.of(
                                new StripeCustomersJob(),
                                new SubscriptionStatesJob(),
                                new StripeEventsJob(),
                                forgetting(new LeadOutcomesJob(), "gold.stripe_events", "lead_id"))),
                arguments(
                        "a discount that ends",
                        List.of(
                                new StripeCustomersJob(),
                                new SubscriptionStatesJob(),
                                FaultyJob.with(
                                        new MrrMovementsJob(),
                                        input -> input instanceof Input.Grouped grouped
                                                ? grouped.reached("false")
                                                : input))),
                arguments(
                        "the month that a quote leaves",
                        List.of(
                                new QuoteOutcomesJob(),
                                FaultyJob.with(
                                        new QuoteFunnelJob(),
                                        input -> Input.related(
                                                "gold.quote_outcomes",
                                                "month",
                                                "SELECT min(month) FROM changed GROUP BY quote_id",
                                                "SELECT explode(sequence(DATE '2026-01-01', DATE '2026-12-01', INTERVAL 1 MONTH))")))),
                arguments(
                        "a plan that ends",
                        List.of(
                                new StripeCustomersJob(),
                                new SubscriptionStatesJob(),
                                new UsageDailyJob(),
                                new UsageMonthlyJob(),
                                forgetting(
                                        new UsageBreachesJob(),
                                        "gold.subscription_states",
                                        "company_id, DATE '2026-01-01'"))),
                arguments(
                        "limits that a user changes",
                        List.of(
                                new UsageDailyJob(),
                                new UsageMonthlyJob(),
                                FaultyJob.with(
                                        new UsageBreachesJob(),
                                        input -> input instanceof Input.Whole
                                                ? Input.related(
                                                        "reference.plan_limits",
                                                        "plan",
                                                        NOTHING.formatted("plan, DATE '2026-01-01'"),
                                                        "SELECT explode(array('starter', 'pro', 'enterprise'))")
                                                : input))));
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
                if (step == STEPS - 2) {
                    runs.reference("plan_limits.csv", "plan,feature_key,period,soft,hard\nstarter,quotes,month,1,2\n");
                }
                runs.later();
            }
            runs.run(jobs, false);
            return !runs.changedBy(jobs, true).isEmpty();
        }
    }

    private static Job forgetting(Job job, String table, String groups) {
        return FaultyJob.with(
                job,
                input -> input instanceof Input.Related related
                                && related.table().equals(table)
                        ? new Input.Related(
                                table,
                                related.where(),
                                "false",
                                related.key(),
                                NOTHING.formatted(groups),
                                related.needed())
                        : input);
    }
}
