package com.lanehouse.jobs.companies;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which plan holds is worked out in the tests of the usage limits; here it is only that it is the one at T. */
class CompaniesJobTest {
    private static final String T = "2026-03-10T12:00:00Z";
    private static final String AFTER_T = "2026-03-10T12:00:00.000001Z";

    private static List<Map<String, Object>> companies;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs(T);
        segments(inputs);
        leads(inputs);
        plans(inputs);
        sightings(inputs);
        companies = inputs.runChain(new CompaniesJob()).get("silver.companies");
    }

    private static void segments(TestingInputs inputs) {
        priced(inputs, "newest-quote", "2026-03-02T00:00:00Z", "enterprise");
        priced(inputs, "newest-quote", "2026-03-01T00:00:00Z", "smb");
        priced(inputs, "newest-quote", AFTER_T, "mid_market");
        priced(inputs, "tied-quotes", "2026-03-01T00:00:00Z", "enterprise", "event_id", "b");
        priced(inputs, "tied-quotes", "2026-03-01T00:00:00Z", "smb", "event_id", "a");
        trial(inputs, "quote-after-lead", "l-quote-after-lead", "2026-02-02T00:00:00Z");
        lead(inputs, "l-quote-after-lead", "2026-02-01T00:00:00Z", "smb", "ads", null);
        priced(inputs, "quote-after-lead", "2026-02-03T00:00:00Z", "mid_market");
        priced(inputs, "lead-after-quote", "2026-02-01T00:00:00Z", "mid_market");
        trial(inputs, "lead-after-quote", "l-lead-after-quote", "2026-02-02T00:00:00Z");
        lead(inputs, "l-lead-after-quote", "2026-02-03T00:00:00Z", "smb", "ads", null);
        trial(inputs, "lead-after-t", "l-lead-after-t", "2026-02-02T00:00:00Z");
        lead(inputs, "l-lead-after-t", AFTER_T, "smb", "ads", "Late");
        used(inputs, "usage-only", "2026-02-02T00:00:00Z");
        inputs.event("silver.quotes", "quote.booked", "2026-03-01T00:00:00Z", "company_id", "booked-only");
        priced(inputs, "only-after-t", AFTER_T, "smb");
    }

    private static void leads(TestingInputs inputs) {
        trial(inputs, "two-leads", "l-2", "2026-02-01T00:00:00Z");
        trial(inputs, "two-leads", "l-1", "2026-02-02T00:00:00Z");
        trial(inputs, "two-leads", "l-1", "2026-02-03T00:00:00Z");
        lead(inputs, "l-1", "2026-01-02T00:00:00Z", "smb", "ads", " ");
        lead(inputs, "l-1", "2026-01-01T00:00:00Z", "smb", "search", "Acme");
        lead(inputs, "l-2", "2025-12-31T00:00:00Z", "enterprise", "events", "Older");
        trial(inputs, "shares-a-lead", "l-2", "2026-02-03T00:00:00Z");
        lead(inputs, "l-without-trial", "2026-02-03T00:00:00Z", "smb", "ads", "Nobody");
    }

    private static void plans(TestingInputs inputs) {
        subscribed(inputs, "subscribed", "2026-02-01T00:00:00Z", "enterprise_annual");
        trial(inputs, "subscribed", "l-subscribed", "2026-03-01T00:00:00Z");
        trial(inputs, "on-trial", "l-on-trial", "2026-03-01T00:00:00Z", "trial_ends_at", T);
        trial(
                inputs,
                "trial-over",
                "l-trial-over",
                "2026-03-01T00:00:00Z",
                "trial_ends_at",
                "2026-03-10T11:59:59.999999Z");
        subscribed(inputs, "subscribed-after-t", "2026-03-10T12:00:01Z", "pro_monthly");
        used(inputs, "subscribed-after-t", "2026-03-01T00:00:00Z");
        subscribed(inputs, "known-after-t", "2026-03-10T12:00:01Z", "pro_monthly");
    }

    /** Each is seen on 15 February for the first and on 5 March for the last time, but by its own kind of event. */
    private static void sightings(TestingInputs inputs) {
        for (String day : List.of("2026-02-20", "2026-02-15", "2026-03-05", "2026-02-28")) {
            String time = day + "T23:59:59.999999Z";
            priced(inputs, "seen-by-quotes", time, "smb");
            used(inputs, "seen-by-usage", time);
            trial(inputs, "seen-by-trials", "l-seen-by-trials", time);
            subscribed(inputs, "seen-by-subscriptions", day + "T00:00:00Z", "pro_monthly");
            lead(inputs, "l-seen-by-leads", time, "smb", "ads", null);
            inputs.event("silver.growth", "trial.expired", time, "company_id", "seen-by-expired-trials");
        }
        trial(inputs, "seen-by-leads", "l-seen-by-leads", "2026-02-20T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "newest-quote, enterprise",
        "tied-quotes, enterprise",
        "quote-after-lead, mid_market",
        "lead-after-quote, smb",
        "lead-after-t,",
        "two-leads, smb",
        "shares-a-lead, enterprise",
        "usage-only,",
        "seen-by-subscriptions,"
    })
    void a_segment_is_what_the_newest_quote_or_lead_says(String company, String segment) {
        assertThat(company(company)).containsEntry("segment", segment);
    }

    @ParameterizedTest
    @CsvSource({
        "two-leads, Acme, ads, l-1 l-2",
        "shares-a-lead, Older, events, l-2",
        "lead-after-t,,, l-lead-after-t",
        "usage-only,,, ''"
    })
    void name_and_channel_are_those_of_its_newest_lead_that_gives_them(
            String company, String name, String channel, String leads) {
        Map<String, Object> row = company(company);
        assertThat(row).containsEntry("company_name", name).containsEntry("channel", channel);
        assertThat(row.get("lead_ids")).isEqualTo(leads.isEmpty() ? List.of() : List.of(leads.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "subscribed, enterprise",
        "on-trial, pro",
        "trial-over, starter",
        "subscribed-after-t, starter",
        "usage-only, starter"
    })
    void the_plan_is_the_one_in_force_at_t(String company, String plan) {
        assertThat(company(company)).containsEntry("plan", plan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seen-by-quotes",
                "seen-by-usage",
                "seen-by-trials",
                "seen-by-expired-trials",
                "seen-by-leads",
                "seen-by-subscriptions"
            })
    void a_company_is_seen_from_its_first_to_its_newest_event(String company) {
        assertThat(company(company))
                .containsEntry("first_seen_on", LocalDate.parse("2026-02-15"))
                .containsEntry("last_seen_on", LocalDate.parse("2026-03-05"));
    }

    @Test
    void what_is_only_named_after_t_or_by_other_events_is_not_there() {
        assertThat(companies)
                .extracting(row -> row.get("company_id"))
                .doesNotContain("only-after-t", "known-after-t", "booked-only", null);
    }

    private static void priced(
            TestingInputs inputs, String company, String time, String segment, Object... namesAndValues) {
        inputs.event(
                "silver.quotes",
                "quote.priced",
                time,
                with(namesAndValues, "quote_id", "q", "company_id", company, "segment", segment));
    }

    private static void lead(
            TestingInputs inputs, String lead, String time, String segment, String channel, String name) {
        inputs.event(
                "silver.growth",
                "lead.created",
                time,
                "lead_id",
                lead,
                "segment",
                segment,
                "channel",
                channel,
                "company_name",
                name);
    }

    /** A trial of the plan pro that ended on 1 March, unless told otherwise. */
    private static void trial(
            TestingInputs inputs, String company, String lead, String time, Object... namesAndValues) {
        inputs.event(
                "silver.growth",
                "trial.started",
                time,
                with(
                        namesAndValues,
                        "lead_id",
                        lead,
                        "company_id",
                        company,
                        "plan",
                        "pro",
                        "trial_ends_at",
                        "2026-03-01T00:00:00Z"));
    }

    private static void used(TestingInputs inputs, String company, String time) {
        inputs.event("silver.usage", "usage.recorded", time, "company_id", company, "feature_key", "quotes", "qty", 1L);
    }

    private static void subscribed(TestingInputs inputs, String company, String created, String key) {
        inputs.event(
                "silver.billing",
                "stripe.event",
                "2026-03-01T00:00:00Z",
                "stripe_event",
                """
                {"data":{"object":{"id":"sub_%1$s","status":"active","start_date":1,"metadata":{"company_id":"%1$s"},\
                "items":{"data":[{"price":{"lookup_key":"%2$s"}}]}}}}""".formatted(company, key),
                "stripe_id",
                "evt_" + created,
                "stripe_type",
                "customer.subscription.updated",
                "stripe_created",
                created,
                "livemode",
                true);
    }

    /** Of two values of one name the later counts. */
    private static Object[] with(Object[] changes, Object... usual) {
        return Stream.of(usual, changes).flatMap(Arrays::stream).toArray();
    }

    private static Map<String, Object> company(String id) {
        return TestingInputs.only(companies, "company_id", id);
    }
}
