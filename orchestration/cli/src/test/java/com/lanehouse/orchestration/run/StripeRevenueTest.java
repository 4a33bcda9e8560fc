package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.revenue.MrrMonthlyJob;
import com.lanehouse.jobs.revenue.MrrMovementsJob;
import com.lanehouse.jobs.revenue.StripeCustomersJob;
import com.lanehouse.jobs.revenue.StripeEventsJob;
import com.lanehouse.jobs.revenue.SubscriptionStatesJob;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.pipeline.ingest.TestingStripeBodies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 88 bodies as Stripe sends them (see NOTICE), from raw CloudEvents to gold. */
class StripeRevenueTest {
    private static final String CUSTOMER = "cus_00000000000000";
    private static final Instant T = Instant.parse("2023-12-01T00:00:00Z");

    private static final List<Job> JOBS = List.of(
            new StripeCustomersJob(),
            new SubscriptionStatesJob(),
            new StripeEventsJob(),
            new MrrMovementsJob(),
            new MrrMonthlyJob());

    @TempDir
    private Path folder;

    @Test
    void none_of_the_88_names_a_company_and_so_none_makes_revenue() throws IOException {
        Lake lake = lake(TestingStripeBodies.live());
        assertThat(lake.read("silver.billing").count()).isEqualTo(88);
        assertThat(runAndRead(lake, "gold.mrr_monthly")).isEmpty();
        assertThat(lake.read("ops.data_quality")
                        .where("rule = 'event_names_a_company'")
                        .select("checked", "failed", "status")
                        .collectAsList())
                .singleElement()
                .hasToString("[88,88,warned]");
    }

    /**
     * The bodies know one customer and one subscription of $15 a month, which is deleted nine seconds before it is
     * updated. As three subscriptions of a customer whose newest event names a company, two of them stay: 15 + 3 x 15 =
     * 60, once the quantity of one is 3.
     */
    @Test
    void a_company_named_by_the_customer_gets_the_revenue_of_its_subscriptions() throws IOException {
        Lake lake = lake(threeSubscriptionsOfAcme("usd"));
        assertThat(runAndRead(lake, "gold.mrr_movements")).containsExactly("2022-03-01,acme,new,60.00");
        assertThat(lake.read("gold.stripe_events").where("company_id = 'acme'").count())
                .as("events of the customer")
                .isEqualTo(38);
        assertThat(lake.read("gold.mrr_monthly").where("closing = 60.00").count())
                .as("March 2022 to December 2023")
                .isEqualTo(22);
    }

    /**
     * No rate of the Swiss WIR euro is known: two subscriptions in each of 22 months, March 2022 to December 2023. No month
     * has revenue, so gold.mrr_monthly has no month that passes.
     */
    @Test
    void every_month_of_a_subscription_without_an_exchange_rate_is_counted() throws IOException {
        Lake lake = lake(threeSubscriptionsOfAcme("che"));
        assertThat(runAndRead(lake, "gold.mrr_movements")).isEmpty();
        assertThat(lake.read("ops.data_quality")
                        .where("rule = 'exchange_rates_are_known'")
                        .select("checked", "failed", "status")
                        .collectAsList())
                .singleElement()
                .hasToString("[44,44,warned]");
    }

    private static List<ObjectNode> threeSubscriptionsOfAcme(String currency) throws IOException {
        List<ObjectNode> bodies = TestingStripeBodies.live();
        for (ObjectNode body : bodies) {
            ObjectNode object = (ObjectNode) body.path("data").path("object");
            switch (body.path("type").textValue()) {
                case "customer.subscription.created" -> {
                    object.put("id", "sub_created");
                    inCurrency(object, currency);
                }
                case "customer.subscription.deleted" -> {
                    object.put("id", "sub_deleted");
                    inCurrency(object, currency);
                }
                case "customer.subscription.updated" -> {
                    object.put("id", "sub_updated");
                    inCurrency(object, currency);
                    ((ObjectNode) object.path("items").path("data").path(0)).put("quantity", 3);
                }
                case "customer.updated" -> {
                    assertThat(object.path("id").textValue()).isEqualTo(CUSTOMER);
                    object.putObject("metadata").put("company_id", "acme");
                }
                default -> {}
            }
        }
        return bodies;
    }

    private static void inCurrency(ObjectNode subscription, String currency) {
        subscription
                .path("items")
                .path("data")
                .forEach(item -> ((ObjectNode) item.path("price")).put("currency", currency));
    }

    private Lake lake(List<ObjectNode> bodies) {
        TestingStripeBodies.ingest(folder.resolve("lake"), bodies);
        return TestingLake.open(folder.resolve("lake"));
    }

    private static List<String> runAndRead(Lake lake, String table) {
        List<JobResult> results = new JobRunner(lake, JOBS).run(new RunConfig(List.of(), T, null, false), result -> {});
        assertThat(results).extracting(JobResult::status).containsOnly("succeeded");
        return lake.read(table).collectAsList().stream()
                .map(row -> row.mkString(","))
                .toList();
    }
}
