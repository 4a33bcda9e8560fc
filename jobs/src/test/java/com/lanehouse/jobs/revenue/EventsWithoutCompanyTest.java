package com.lanehouse.jobs.revenue;

import static com.lanehouse.jobs.revenue.TestingStripe.active;
import static com.lanehouse.jobs.revenue.TestingStripe.dollars;
import static com.lanehouse.jobs.revenue.TestingStripe.stripe;
import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Company a is named by customer cus_a, company b by subscription sub_b of a customer that names none. */
class EventsWithoutCompanyTest {
    private static final String JANUARY = "2026-01-15T00:00:00Z";
    private static final String FEBRUARY = "2026-02-15T00:00:00Z";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "object_before_details, object, details, '', '', object",
        "details_before_customer, '', details, cus_a, '', details",
        "customer_before_subscription, '', '', cus_a, sub_b, customer"
    })
    void what_stands_nearer_to_the_event_names_its_company(
            String why, String object, String details, String customer, String subscription, String company) {
        TestingInputs inputs = new TestingInputs("2026-03-10T12:00:00Z");
        stripe(inputs, JANUARY, "customer.created", "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"customer\"}}");
        stripe(inputs, JANUARY, "customer.subscription.created", active("sub_b", "subscription", "cus_b", dollars(1)));
        stripe(inputs, FEBRUARY, "invoice.paid", """
                {"id":"in_1","metadata":{"company_id":"%s"},"customer":"%s","subscription":"%s",
                 "subscription_details":{"metadata":{"company_id":"%s"}}}""".formatted(object, customer, subscription, details));

        assertThat(inputs.runChain(new StripeEventsJob()).get("gold.stripe_events"))
                .filteredOn(row -> row.get("stripe_type").equals("invoice.paid"))
                .singleElement()
                .extracting(row -> row.get("company_id"))
                .as(why)
                .isEqualTo(company);
    }

    @Test
    void an_event_has_the_company_of_its_object_its_details_its_customer_or_its_subscription_and_3_of_12_have_none() {
        TestingInputs inputs = new TestingInputs("2026-03-10T12:00:00Z");
        stripe(inputs, JANUARY, "customer.created", "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"a\"}}");
        stripe(inputs, JANUARY, "customer.deleted", "{\"id\":\"cus_a\"}");
        stripe(inputs, JANUARY, "customer.subscription.created", active("sub_b", "", "cus_b", dollars(1)));
        stripe(inputs, FEBRUARY, "customer.subscription.updated", active("sub_b", "b", "cus_b", dollars(1)));
        stripe(inputs, JANUARY, "invoice.paid", "{\"id\":\"in_1\",\"customer\":\"cus_a\"}");
        stripe(inputs, JANUARY, "invoice.paid", "{\"id\":\"in_2\",\"customer\":{\"id\":\"cus_a\"}}");
        stripe(inputs, JANUARY, "invoice.paid", "{\"id\":\"in_3\",\"subscription\":\"sub_b\"}");
        stripe(inputs, JANUARY, "invoice.paid", """
                {"id":"in_4","subscription_details":{"metadata":{"company_id":"c"}}}""");
        stripe(inputs, JANUARY, "invoice.paid", """
                {"id":"in_5","parent":{"subscription_details":{"metadata":{"company_id":"c"}}}}""");
        stripe(inputs, JANUARY, "invoice.paid", "{\"id\":\"in_6\",\"customer\":\"cus_b\"}");
        stripe(inputs, JANUARY, "product.created", "{\"id\":\"prod_1\",\"metadata\":{\"company_id\":\"\"}}");
        stripe(inputs, JANUARY, "balance.available", "{}");
        stripe(inputs, JANUARY, JANUARY, false, "product.created", "{\"id\":\"prod_in_test_mode\"}");
        assertThat(inputs.runChain(new StripeEventsJob()).get("gold.stripe_events"))
                .hasSize(12)
                .filteredOn(row -> row.get("company_id") == null)
                .extracting(row -> row.get("stripe_type") + " " + row.get("customer_id"))
                .containsExactlyInAnyOrder("invoice.paid cus_b", "product.created prod_1", "balance.available null");
    }
}
