package com.lanehouse.jobs.acquisition;

import static com.lanehouse.jobs.acquisition.TestingGrowth.lead;
import static com.lanehouse.jobs.acquisition.TestingGrowth.paid;
import static com.lanehouse.jobs.acquisition.TestingGrowth.stripe;
import static com.lanehouse.jobs.acquisition.TestingGrowth.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadOutcomesJobTest {
    private static final String T = "2026-03-01T00:00:00Z";
    /** A Wednesday; 30 days later it is 2026-02-06T10:00:00Z. */
    private static final String CREATED = "2026-01-07T10:00:00Z";

    private static final String TRIAL = "2026-01-10T12:00:00Z";
    private static final String PAID_WINDOW_END = "2026-02-09T12:00:00Z";

    private static List<Map<String, Object>> leads;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs(T);
        trials(inputs);
        leadsThatAreToldTwice(inputs);
        payments(inputs);
        companies(inputs);
        leads = inputs.runChain(new LeadOutcomesJob()).get("gold.lead_outcomes");
    }

    private static void trials(TestingInputs inputs) {
        lead(inputs, "trial-at-once", CREATED);
        trial(inputs, "trial-at-once", CREATED);
        lead(inputs, "trial-after-30-days", CREATED);
        trial(inputs, "trial-after-30-days", "2026-02-06T10:00:00Z");
        lead(inputs, "trial-a-microsecond-later", CREATED);
        trial(inputs, "trial-a-microsecond-later", "2026-02-06T10:00:00.000001Z");
        lead(inputs, "trial-before-the-lead", CREATED);
        trial(inputs, "trial-before-the-lead", "2026-01-07T09:59:59.999999Z");
        lead(inputs, "trial-before-and-after", CREATED);
        trial(inputs, "trial-before-and-after", "2026-01-07T09:00:00Z", "before");
        trial(inputs, "trial-before-and-after", "2026-01-08T00:00:00Z", "after");
        lead(inputs, "no-trial", CREATED);
        trial(inputs, "no-lead", CREATED);
        lead(inputs, "window-ends-at-t", "2026-01-30T00:00:00Z");
        lead(inputs, "window-ends-after-t", "2026-01-30T00:00:00.000001Z");
        lead(inputs, "trial-after-t", "2026-02-20T00:00:00Z");
        trial(inputs, "trial-after-t", "2026-03-01T00:00:00.000001Z");
        lead(inputs, "lead-after-t", "2026-03-01T00:00:00.000001Z");
        lead(inputs, "two-trials", CREATED);
        trial(inputs, "two-trials", "2026-01-09T00:00:00Z", "later");
        trial(inputs, "two-trials", "2026-01-08T00:00:00Z", "earlier");
        lead(inputs, "two-trials-at-once", CREATED);
        for (String id : List.of("b", "a")) {
            inputs.event(
                    "silver.growth",
                    "trial.started",
                    "2026-01-08T00:00:00Z",
                    "event_id",
                    id,
                    "lead_id",
                    "two-trials-at-once",
                    "company_id",
                    "company-" + id);
        }
    }

    private static void leadsThatAreToldTwice(TestingInputs inputs) {
        lead(inputs, "created-twice", "2026-01-20T00:00:00Z", "enterprise", "events");
        lead(inputs, "created-twice", CREATED, "mid_market", "search");
        trial(inputs, "created-twice", "2026-02-10T00:00:00Z");
        for (String id : List.of("b", "a")) {
            inputs.event(
                    "silver.growth",
                    "lead.created",
                    CREATED,
                    "event_id",
                    "lead-" + id,
                    "lead_id",
                    "created-twice-at-once",
                    "segment",
                    "smb",
                    "channel",
                    id);
        }
        lead(inputs, "sunday", "2026-01-11T23:59:59.999999Z");
        lead(inputs, "monday", "2026-01-12T00:00:00Z");
    }

    private static void payments(TestingInputs inputs) {
        onTrial(inputs, "paid-at-once");
        paid(inputs, "paid-at-once", TRIAL, "1");
        onTrial(inputs, "paid-after-30-days");
        paid(inputs, "paid-after-30-days", PAID_WINDOW_END, "49900");
        lead(inputs, "paid-a-microsecond-later", CREATED);
        trial(inputs, "paid-a-microsecond-later", "2026-01-10T11:59:59.999999Z");
        paid(inputs, "paid-a-microsecond-later", PAID_WINDOW_END, "49900");
        onTrial(inputs, "paid-before-the-trial");
        paid(inputs, "paid-before-the-trial", "2026-01-10T11:59:59Z", "49900");
        lead(inputs, "paid-in-the-second-but-before-the-trial", CREATED);
        trial(inputs, "paid-in-the-second-but-before-the-trial", "2026-01-10T12:00:00.5Z");
        paid(inputs, "paid-in-the-second-but-before-the-trial", TRIAL, "49900");
        onTrial(inputs, "paid-nothing");
        paid(inputs, "paid-nothing", TRIAL, "0");
        onTrial(inputs, "paid-nothing-then-something");
        paid(inputs, "paid-nothing-then-something", TRIAL, "0");
        paid(inputs, "paid-nothing-then-something", "2026-01-24T12:00:00Z", "49900");
        onTrial(inputs, "amount-missing");
        paid(inputs, "amount-missing", TRIAL, "null");
        onTrial(inputs, "paid-before-and-after-the-trial");
        paid(inputs, "paid-before-and-after-the-trial", "2026-01-10T11:59:59Z", "49900");
        paid(inputs, "paid-before-and-after-the-trial", "2026-01-20T00:00:00Z", "49900");
        onTrial(inputs, "paid-twice");
        paid(inputs, "paid-twice", "2026-01-25T00:00:00Z", "49900");
        paid(inputs, "paid-twice", "2026-01-24T00:00:00Z", "49900");
        onTrial(inputs, "test-mode");
        stripe(inputs, "invoice.paid", TRIAL, TRIAL, false, invoice("test-mode"));
        onTrial(inputs, "payment-failed");
        stripe(inputs, "invoice.payment_failed", TRIAL, TRIAL, true, invoice("payment-failed"));
        onTrial(inputs, "received-at-t");
        stripe(inputs, "invoice.paid", PAID_WINDOW_END, T, true, invoice("received-at-t"));
        onTrial(inputs, "received-after-t");
        stripe(inputs, "invoice.paid", TRIAL, "2026-03-01T00:00:00.000001Z", true, invoice("received-after-t"));
        onTrial(inputs, "never-paid");
        lead(inputs, "paid-without-a-trial", CREATED);
        paid(inputs, "paid-without-a-trial", "2026-01-08T00:00:00Z", "49900");
        lead(inputs, "paid-window-ends-at-t", "2026-01-20T00:00:00Z");
        trial(inputs, "paid-window-ends-at-t", "2026-01-30T00:00:00Z");
        lead(inputs, "paid-window-ends-after-t", "2026-01-20T00:00:00Z");
        trial(inputs, "paid-window-ends-after-t", "2026-01-30T00:00:00.000001Z");
        lead(inputs, "paid-in-a-running-window", "2026-01-20T00:00:00Z");
        trial(inputs, "paid-in-a-running-window", "2026-02-10T00:00:00Z");
        paid(inputs, "paid-in-a-running-window", "2026-02-12T00:00:00Z", "49900");
    }

    /** Each pays on the third day of the trial; how Stripe's invoice leads to the company differs. */
    private static void companies(TestingInputs inputs) {
        String paidAt = "2026-01-13T12:00:00Z";
        onTrial(inputs, "by-details");
        stripe(inputs, "invoice.paid", paidAt, paidAt, true, """
                {"id":"in_2","amount_paid":1,"subscription_details":{"metadata":{"company_id":"by-details"}}}""");
        onTrial(inputs, "by-customer");
        stripe(inputs, "invoice.paid", paidAt, paidAt, true, """
                {"id":"in_3","amount_paid":1,"customer":"cus_1"}""");
        stripe(inputs, "customer.created", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z", true, """
                {"id":"cus_1","metadata":{"company_id":"by-customer"}}""");
        onTrial(inputs, "by-subscription");
        stripe(inputs, "invoice.paid", paidAt, paidAt, true, """
                {"id":"in_4","amount_paid":1,"customer":"cus_2","subscription":"sub_1"}""");
        stripe(inputs, "customer.subscription.created", TRIAL, TRIAL, true, """
                {"id":"sub_1","customer":"cus_2","metadata":{"company_id":"by-subscription"}}""");
        onTrial(inputs, "details-beat-customer");
        stripe(inputs, "invoice.paid", paidAt, paidAt, true, """
                {"id":"in_5","amount_paid":1,"customer":"cus_3",
                 "subscription_details":{"metadata":{"company_id":"details-beat-customer"}}}""");
        onTrial(inputs, "beaten-customer");
        stripe(inputs, "customer.created", TRIAL, TRIAL, true, """
                {"id":"cus_3","metadata":{"company_id":"beaten-customer"}}""");
        lead(inputs, "lead-of-a-shared-company", CREATED);
        trial(inputs, "lead-of-a-shared-company", TRIAL, "by-customer");
    }

    @ParameterizedTest
    @CsvSource({
        "trial-at-once, started",
        "trial-after-30-days, started",
        "trial-a-microsecond-later, expired",
        "trial-before-the-lead, expired",
        "trial-before-and-after, started",
        "no-trial, expired",
        "window-ends-at-t, expired",
        "window-ends-after-t, open",
        "trial-after-t, open"
    })
    void a_lead_gets_its_trial_within_30_days(String lead, String status) {
        assertThat(outcome(lead)).containsEntry("trial_status", status);
    }

    @ParameterizedTest
    @CsvSource({
        "paid-at-once, paid",
        "paid-after-30-days, paid",
        "paid-a-microsecond-later, expired",
        "paid-before-the-trial, expired",
        "paid-in-the-second-but-before-the-trial, expired",
        "paid-nothing, expired",
        "paid-nothing-then-something, paid",
        "amount-missing, expired",
        "test-mode, expired",
        "payment-failed, expired",
        "received-at-t, paid",
        "received-after-t, expired",
        "never-paid, expired",
        "paid-without-a-trial, expired",
        "paid-window-ends-at-t, expired",
        "paid-window-ends-after-t, open",
        "paid-in-a-running-window, paid",
        "by-details, paid",
        "by-customer, paid",
        "by-subscription, paid",
        "details-beat-customer, paid",
        "beaten-customer, expired",
        "no-trial, expired",
        "window-ends-after-t, open"
    })
    void a_trial_is_paid_within_30_days(String lead, String status) {
        assertThat(outcome(lead)).containsEntry("status", status);
    }

    @ParameterizedTest
    @CsvSource({
        "two-trials, earlier",
        "two-trials-at-once, company-a",
        "trial-before-and-after, after",
        "trial-before-the-lead,",
        "lead-of-a-shared-company, by-customer"
    })
    void the_first_trial_in_time_then_by_event_id_is_the_one_that_counts(String lead, String company) {
        assertThat(outcome(lead)).containsEntry("company_id", company);
    }

    @Test
    void the_first_payment_in_time_is_the_one_that_counts() {
        assertThat(outcome("paid-twice"))
                .containsEntry("paid_at", Instant.parse("2026-01-24T00:00:00Z"))
                .containsEntry("converted_at", Instant.parse("2026-01-24T00:00:00Z"));
    }

    @Test
    void a_payment_before_the_trial_does_not_hide_the_first_one_after_it() {
        assertThat(outcome("paid-before-and-after-the-trial"))
                .containsEntry("status", "paid")
                .containsEntry("paid_at", Instant.parse("2026-01-20T00:00:00Z"));
    }

    @Test
    void an_invoice_over_nothing_neither_counts_nor_hides_the_next_one() {
        assertThat(outcome("paid-nothing-then-something"))
                .containsEntry("paid_at", Instant.parse("2026-01-24T12:00:00Z"));
    }

    @Test
    void a_lead_that_is_told_twice_is_what_its_first_event_says() {
        assertThat(outcome("created-twice"))
                .containsEntry("created_at", Instant.parse(CREATED))
                .containsEntry("segment", "mid_market")
                .containsEntry("channel", "search")
                .containsEntry("trial_status", "expired");
    }

    @Test
    void of_two_creations_at_one_instant_the_lower_event_id_is_first() {
        assertThat(outcome("created-twice-at-once")).containsEntry("channel", "a");
    }

    @ParameterizedTest
    @CsvSource({"no-trial, 2026-01-05", "sunday, 2026-01-05", "monday, 2026-01-12"})
    void a_lead_joins_the_week_from_monday_to_sunday_in_which_it_was_created(String lead, LocalDate week) {
        assertThat(outcome(lead)).containsEntry("cohort_week", week);
    }

    @Test
    void a_lead_without_a_trial_has_the_trials_window_only() {
        assertThat(outcome("no-trial"))
                .containsEntry("trial_at", null)
                .containsEntry("paid_window_end", null)
                .containsEntry("converted_at", null)
                .containsEntry("window_end", Instant.parse("2026-02-06T10:00:00Z"));
    }

    @Test
    void a_trial_opens_a_window_of_720_hours_for_the_payment() {
        assertThat(outcome("never-paid"))
                .containsEntry("trial_at", Instant.parse(TRIAL))
                .containsEntry("trial_window_end", Instant.parse("2026-02-06T10:00:00Z"))
                .containsEntry("paid_window_end", Instant.parse(PAID_WINDOW_END))
                .containsEntry("window_end", Instant.parse(PAID_WINDOW_END));
    }

    @Test
    void what_happens_after_t_and_a_trial_without_a_lead_make_no_row() {
        assertThat(leads).extracting("lead_id").doesNotContain("lead-after-t", "no-lead");
    }

    @Test
    void a_late_event_corrects_what_was_computed_before() {
        TestingInputs inputs = new TestingInputs(T);
        lead(inputs, "late", CREATED);
        assertThat(only(inputs)).containsEntry("status", "expired").containsEntry("trial_at", null);
        trial(inputs, "late", "2026-01-09T00:00:00Z");
        paid(inputs, "late", "2026-01-10T00:00:00Z", "1");
        assertThat(only(inputs)).containsEntry("status", "paid").containsEntry("trial_status", "started");
    }

    private static Map<String, Object> only(TestingInputs inputs) {
        return TestingInputs.only(inputs.runChain(new LeadOutcomesJob()).get("gold.lead_outcomes"), "lead_id", "late");
    }

    private static void onTrial(TestingInputs inputs, String lead) {
        lead(inputs, lead, CREATED);
        trial(inputs, lead, TRIAL);
    }

    private static String invoice(String company) {
        return "{\"id\":\"in_1\",\"metadata\":{\"company_id\":\"%s\"},\"amount_paid\":49900}".formatted(company);
    }

    private static Map<String, Object> outcome(String lead) {
        return TestingInputs.only(leads, "lead_id", lead);
    }
}
