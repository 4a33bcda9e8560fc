package com.lanehouse.jobs.funnel;

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

class QuoteOutcomesJobTest {
    private static final String PRICED = "2026-01-10T00:00:00Z";
    private static final String WINDOW_END = "2026-01-24T00:00:00Z";

    private static List<Map<String, Object>> quotes;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs("2026-02-10T00:00:00Z");
        priced(inputs, "booked-at-once", PRICED);
        answer(inputs, "quote.booked", "booked-at-once", PRICED);
        priced(inputs, "booked-at-the-end", PRICED);
        answer(inputs, "quote.booked", "booked-at-the-end", WINDOW_END);
        priced(inputs, "booked-too-late", PRICED);
        answer(inputs, "quote.booked", "booked-too-late", "2026-01-24T00:00:01Z");
        priced(inputs, "booked-before-priced", PRICED);
        answer(inputs, "quote.booked", "booked-before-priced", "2026-01-09T23:59:59Z");
        priced(inputs, "booked-before-priced-then-lost", PRICED);
        answer(inputs, "quote.booked", "booked-before-priced-then-lost", "2026-01-09T23:59:59Z");
        answer(inputs, "quote.lost", "booked-before-priced-then-lost", "2026-01-11T00:00:00Z");
        priced(inputs, "booked-14-days-later-next-month", "2026-01-20T00:00:00Z");
        answer(inputs, "quote.booked", "booked-14-days-later-next-month", "2026-02-03T00:00:00Z");
        priced(inputs, "booked-twice", PRICED);
        answer(inputs, "quote.booked", "booked-twice", "2026-01-12T00:00:00Z");
        answer(inputs, "quote.booked", "booked-twice", "2026-01-11T00:00:00Z");
        priced(inputs, "lost-at-the-end", PRICED);
        answer(inputs, "quote.lost", "lost-at-the-end", WINDOW_END);
        priced(inputs, "lost-too-late", PRICED);
        answer(inputs, "quote.lost", "lost-too-late", "2026-01-24T00:00:00.000001Z");
        priced(inputs, "lost-then-booked", PRICED);
        answer(inputs, "quote.lost", "lost-then-booked", "2026-01-11T00:00:00Z");
        answer(inputs, "quote.booked", "lost-then-booked", "2026-01-12T00:00:00Z");
        priced(inputs, "booked-then-lost", PRICED);
        answer(inputs, "quote.booked", "booked-then-lost", "2026-01-11T00:00:00Z");
        answer(inputs, "quote.lost", "booked-then-lost", "2026-01-12T00:00:00Z");
        priced(inputs, "lost-and-booked-at-once", PRICED);
        answer(inputs, "quote.lost", "lost-and-booked-at-once", "2026-01-11T00:00:00Z");
        answer(inputs, "quote.booked", "lost-and-booked-at-once", "2026-01-11T00:00:00Z");
        priced(inputs, "lost-then-booked-too-late", PRICED);
        answer(inputs, "quote.lost", "lost-then-booked-too-late", "2026-01-23T00:00:00Z");
        answer(inputs, "quote.booked", "lost-then-booked-too-late", "2026-01-25T00:00:00Z");
        priced(inputs, "lost-before-priced", PRICED);
        answer(inputs, "quote.lost", "lost-before-priced", "2026-01-09T23:59:59Z");
        priced(inputs, "lost-before-priced-then-booked", PRICED);
        answer(inputs, "quote.lost", "lost-before-priced-then-booked", "2026-01-09T23:59:59Z");
        answer(inputs, "quote.booked", "lost-before-priced-then-booked", "2026-01-12T00:00:00Z");
        priced(inputs, "silent", PRICED);

        priced(inputs, "window-ends-at-t", "2026-01-27T00:00:00Z");
        priced(inputs, "window-ends-after-t", "2026-01-27T00:00:00.000001Z");
        priced(inputs, "answered-after-t", "2026-02-01T00:00:00Z");
        answer(inputs, "quote.booked", "answered-after-t", "2026-02-10T00:00:00.000001Z");
        answer(inputs, "quote.booked", "never-priced", "2026-02-01T00:00:00Z");

        inputs.event(
                "silver.quotes",
                "quote.priced",
                "2026-02-02T00:00:00Z",
                "quote_id",
                "repriced",
                "company_id",
                "late",
                "segment",
                "enterprise",
                "equipment",
                "reefer");
        inputs.event(
                "silver.quotes",
                "quote.priced",
                "2026-01-31T23:59:59Z",
                "quote_id",
                "repriced",
                "company_id",
                "early",
                "segment",
                "mid_market",
                "equipment",
                "flatbed");
        inputs.event(
                "silver.quotes",
                "quote.priced",
                "2026-02-03T00:00:00Z",
                "event_id",
                "b",
                "quote_id",
                "same-instant",
                "company_id",
                "b",
                "segment",
                "mid_market",
                "equipment",
                "van");
        inputs.event(
                "silver.quotes",
                "quote.priced",
                "2026-02-03T00:00:00Z",
                "event_id",
                "a",
                "quote_id",
                "same-instant",
                "company_id",
                "a",
                "segment",
                "mid_market",
                "equipment",
                "reefer");
        for (String eventId : List.of("\uD83D\uDE00", "\uFF5E")) {
            inputs.event(
                    "silver.quotes",
                    "quote.priced",
                    "2026-02-03T00:00:00Z",
                    "event_id",
                    eventId,
                    "quote_id",
                    "same-instant-beyond-ascii",
                    "company_id",
                    eventId,
                    "segment",
                    "smb",
                    "equipment",
                    "van");
        }
        quotes = inputs.run(new QuoteOutcomesJob()).get("gold.quote_outcomes");
    }

    @ParameterizedTest
    @CsvSource({
        "booked-at-once, booked",
        "booked-at-the-end, booked",
        "booked-too-late, expired",
        "booked-before-priced, expired",
        "lost-before-priced, expired",
        "lost-before-priced-then-booked, booked",
        "booked-before-priced-then-lost, lost",
        "booked-14-days-later-next-month, booked",
        "booked-twice, booked",
        "lost-at-the-end, lost",
        "lost-too-late, expired",
        "lost-then-booked, lost",
        "booked-then-lost, booked",
        "lost-and-booked-at-once, booked",
        "lost-then-booked-too-late, lost",
        "silent, expired",
        "window-ends-at-t, expired",
        "window-ends-after-t, open",
        "answered-after-t, open"
    })
    void a_quote_becomes(String quote, String status) {
        assertThat(outcome(quote)).containsEntry("status", status);
    }

    @Test
    void the_first_booking_is_the_one_that_counts() {
        assertThat(outcome("booked-twice")).containsEntry("converted_at", Instant.parse("2026-01-11T00:00:00Z"));
    }

    @Test
    void a_quote_lost_before_it_was_booked_has_no_conversion() {
        assertThat(outcome("lost-then-booked")).containsEntry("converted_at", null);
    }

    @Test
    void the_window_ends_336_hours_after_pricing() {
        assertThat(outcome("silent")).containsEntry("window_end", Instant.parse(WINDOW_END));
    }

    @Test
    void a_repriced_quote_is_its_first_pricing_in_time_not_in_arrival() {
        assertThat(outcome("repriced"))
                .containsEntry("priced_at", Instant.parse("2026-01-31T23:59:59Z"))
                .containsEntry("month", LocalDate.parse("2026-01-01"))
                .containsEntry("segment", "mid_market")
                .containsEntry("equipment", "flatbed")
                .containsEntry("company_id", "early");
    }

    @Test
    void of_two_pricings_at_one_instant_the_lower_event_id_is_first() {
        assertThat(outcome("same-instant")).containsEntry("company_id", "a").containsEntry("equipment", "reefer");
    }

    /** U+FF5E comes before U+1F600, though UTF-16 writes the latter with units below it. */
    @Test
    void event_ids_are_in_the_order_of_their_code_points() {
        assertThat(outcome("same-instant-beyond-ascii")).containsEntry("company_id", "\uFF5E");
    }

    @Test
    void a_quote_counts_in_the_month_it_was_priced_in_though_it_is_booked_in_the_next() {
        assertThat(outcome("booked-14-days-later-next-month")).containsEntry("month", LocalDate.parse("2026-01-01"));
    }

    @Test
    void an_answer_to_a_quote_that_was_never_priced_is_no_outcome() {
        assertThat(quotes).extracting("quote_id").doesNotContain("never-priced");
    }

    private static void priced(TestingInputs inputs, String quote, String time) {
        inputs.event(
                "silver.quotes",
                "quote.priced",
                time,
                "quote_id",
                quote,
                "company_id",
                "c",
                "segment",
                "smb",
                "equipment",
                "van");
    }

    private static void answer(TestingInputs inputs, String type, String quote, String time) {
        inputs.event("silver.quotes", type, time, "quote_id", quote);
    }

    private static Map<String, Object> outcome(String quote) {
        return TestingInputs.only(quotes, "quote_id", quote);
    }
}
