package com.lanehouse.jobs.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.lanehouse.jobs.TestingInputs;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T is on 2026-03-10; every carrier is complete and insured for good unless its name says otherwise. */
class DirectoryJobTest {
    private static final String T = "2026-03-10T12:00:00Z";
    private static final String EARLY = "2026-01-01T00:00:00Z";
    private static final String LATER = "2026-02-01T00:00:00Z";
    private static final String COMPLETE = """
            {"carrier_id":"x","legal_name":"Ray","dot_number":"1","mc_number":"MC1","street":"1 Main St",\
            "city":"Waco","state":"TX","zip":"76701","phone":"2545550100","email":"a@b.co","contact_name":"Ann",\
            "authority_status":"active","safety_rating":"none","w9_received_on":"2025-01-01",\
            "contract_signed_on":"2025-01-01","equipment_types":["van"],"power_units":1,"service_states":["TX"]}""";

    private static Map<String, List<Map<String, Object>>> results;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs(T);
        cover(inputs, "auto", 1_000_000);
        cover(inputs, "cargo", 100_000);
        profiles(inputs);
        policies(inputs);
        replacements(inputs);
        results = inputs.runChain(new DirectoryJob());
    }

    private static void profiles(TestingInputs inputs) {
        insured(inputs, "complete");
        insured(inputs, "replaced");
        updated(inputs, "replaced", LATER, "{\"carrier_id\":\"replaced\",\"zip\":\"bad\",\"city\":\"Dallas\"}");
        insured(inputs, "cleared");
        updated(
                inputs,
                "cleared",
                LATER,
                "{\"carrier_id\":\"cleared\",\"zip\":null,\"phone\":null,\"legal_name\":null}");
        insured(inputs, "restored");
        updated(inputs, "restored", "2026-02-02T00:00:00Z", "{\"carrier_id\":\"restored\",\"zip\":\"76701\"}");
        updated(inputs, "restored", LATER, "{\"carrier_id\":\"restored\",\"zip\":null}");
        insured(inputs, "two-short");
        updated(inputs, "two-short", LATER, "{\"zip\":null,\"phone\":null}");
        insured(inputs, "three-short");
        updated(inputs, "three-short", LATER, "{\"zip\":null,\"phone\":null,\"email\":null}");
        inputs.event(
                "silver.directory",
                "carrier.updated",
                LATER,
                "event_id",
                "b",
                "carrier_id",
                "same-instant",
                "profile",
                "{\"legal_name\":\"B\"}");
        inputs.event(
                "silver.directory",
                "carrier.updated",
                LATER,
                "event_id",
                "a",
                "carrier_id",
                "same-instant",
                "profile",
                "{\"legal_name\":null}");
        updated(inputs, "bare", EARLY, "{\"carrier_id\":\"bare\"}");
        insured(inputs, "updated-after-t");
        updated(inputs, "updated-after-t", "2026-03-10T12:00:00.000001Z", "{\"legal_name\":null}");
        filed(inputs, "never-updated", "auto", 1_000_000, "2026-01-01", null);

        insured(inputs, "inactive");
        updated(inputs, "inactive", LATER, "{\"active\":false}");
        insured(inputs, "active-again");
        updated(inputs, "active-again", LATER, "{\"active\":false}");
        updated(inputs, "active-again", "2026-02-02T00:00:00Z", "{\"active\":true}");
        insured(inputs, "active-cleared");
        updated(inputs, "active-cleared", LATER, "{\"active\":false}");
        updated(inputs, "active-cleared", "2026-02-02T00:00:00Z", "{\"active\":null}");
        insured(inputs, "inactive-still");
        updated(inputs, "inactive-still", LATER, "{\"active\":false}");
        updated(inputs, "inactive-still", "2026-02-02T00:00:00Z", "{\"city\":\"Dallas\"}");

        standing(inputs, "authority-revoked", "{\"authority_status\":\"revoked\"}");
        standing(inputs, "authority-absent", "{\"authority_status\":null}");
        standing(inputs, "rating-conditional", "{\"safety_rating\":\"conditional\"}");
        standing(inputs, "rating-unsatisfactory", "{\"safety_rating\":\"unsatisfactory\"}");
        standing(inputs, "rating-absent", "{\"safety_rating\":null}");
        standing(inputs, "rating-invalid", "{\"safety_rating\":\"Conditional\"}");
    }

    private static void policies(TestingInputs inputs) {
        carrier(inputs, "no-policy");
        carrier(inputs, "auto-only");
        filed(inputs, "auto-only", "auto", 1_000_000, "2026-01-01", null);
        carrier(inputs, "missing-beats-expired");
        filed(inputs, "missing-beats-expired", "auto", 1_000_000, "2025-01-01", "2025-12-31");
        autoOf(inputs, "ends-today", 1_000_000, "2025-01-01", "2026-03-10");
        autoOf(inputs, "ended-yesterday", 1_000_000, "2025-01-01", "2026-03-09");
        autoOf(inputs, "starts-today", 1_000_000, "2026-03-10", null);
        autoOf(inputs, "starts-tomorrow", 1_000_000, "2026-03-11", null);
        autoOf(inputs, "at-limit", 1_000_000, "2026-01-01", null);
        autoOf(inputs, "below-limit", 999_999, "2026-01-01", null);
        autoOf(inputs, "ends-in-30-days", 1_000_000, "2026-01-01", "2026-04-09");
        autoOf(inputs, "ends-in-31-days", 1_000_000, "2026-01-01", "2026-04-10");
        carrier(inputs, "expired-beats-below-limit");
        filed(inputs, "expired-beats-below-limit", "auto", 1, "2026-01-01", null);
        filed(inputs, "expired-beats-below-limit", "cargo", 100_000, "2025-01-01", "2025-12-31");
        autoOf(inputs, "renewed", 1_000_000, "2025-03-01", "2026-03-15");
        filed(inputs, "renewed", "auto", 1_000_000, "2026-03-01", "2026-12-31");
        autoOf(inputs, "renewed-for-later", 1_000_000, "2025-03-01", "2026-03-15");
        filed(inputs, "renewed-for-later", "auto", 1_000_000, "2026-03-16", "2026-12-31");
        autoOf(inputs, "longest-is-below-limit", 1_000_000, "2025-03-01", "2026-03-20");
        filed(inputs, "longest-is-below-limit", "auto", 500_000, "2025-03-01", "2026-12-31");
        autoOf(inputs, "one-of-two-endless", 1_000_000, "2025-03-01", "2026-03-20");
        filed(inputs, "one-of-two-endless", "auto", 1_000_000, "2025-04-01", null);
        carrier(inputs, "below-limit-beats-expiring");
        filed(inputs, "below-limit-beats-expiring", "auto", 999_999, "2025-03-01", null);
        filed(inputs, "below-limit-beats-expiring", "cargo", 100_000, "2025-03-01", "2026-03-15");
        autoOf(inputs, "two-halves", 500_000, "2025-03-01", null);
        filed(inputs, "two-halves", "auto", 500_000, "2025-04-01", null);
        autoOf(inputs, "at-limit-over-and-below-in-force", 1_000_000, "2025-03-01", "2026-03-09");
        filed(inputs, "at-limit-over-and-below-in-force", "auto", 750_000, "2025-03-01", null);
        autoOf(inputs, "gap-of-a-day", 1_000_000, "2025-03-01", "2026-03-09");
        filed(inputs, "gap-of-a-day", "auto", 1_000_000, "2026-03-11", null);
        autoOf(inputs, "begins-after-its-end", 1_000_000, "2026-03-12", "2026-03-09");
        autoOf(inputs, "both-end", 1_000_000, "2025-03-01", "2026-04-20");
        filed(inputs, "both-end", "cargo", 250_000, "2025-04-01", "2026-04-19");
        carrier(inputs, "filed-after-t");
        filed(inputs, "filed-after-t", "cargo", 100_000, "2025-01-01", null);
        filed(
                inputs,
                "2026-03-10T12:00:00.000001Z",
                "filed-after-t-auto",
                "filed-after-t",
                "auto",
                1_000_000,
                "2026-01-01",
                null);
        carrier(inputs, "earliest-cover");
        filed(inputs, "earliest-cover", "auto", 1_000_000, "2025-03-01", "2026-12-31");
        filed(inputs, "earliest-cover", "cargo", 100_000, "2025-03-01", "2026-11-30");
        filed(inputs, "earliest-cover", "general", 100_000, "2025-03-01", "2026-03-11");
    }

    private static void replacements(TestingInputs inputs) {
        autoOf(inputs, "cancelled", 1_000_000, "2026-01-01", "2026-12-31");
        cancelled(inputs, "cancelled-auto-1000000-2026-01-01", LATER, "2026-03-09");
        autoOf(inputs, "cancelled-ahead", 1_000_000, "2026-01-01", "2026-12-31");
        cancelled(inputs, "cancelled-ahead-auto-1000000-2026-01-01", LATER, "2026-04-01");
        autoOf(inputs, "cancelled-past-its-end", 1_000_000, "2026-01-01", "2026-06-30");
        cancelled(inputs, "cancelled-past-its-end-auto-1000000-2026-01-01", LATER, "2026-12-31");
        autoOf(inputs, "cancelled-endless", 1_000_000, "2026-01-01", null);
        cancelled(inputs, "cancelled-endless-auto-1000000-2026-01-01", LATER, "2026-08-01");
        autoOf(inputs, "cancelled-twice", 1_000_000, "2026-01-01", null);
        cancelled(inputs, "cancelled-twice-auto-1000000-2026-01-01", "2026-02-02T00:00:00Z", "2026-09-01");
        cancelled(inputs, "cancelled-twice-auto-1000000-2026-01-01", LATER, "2026-03-01");
        autoOf(inputs, "cancelled-after-t", 1_000_000, "2026-01-01", null);
        cancelled(inputs, "cancelled-after-t-auto-1000000-2026-01-01", "2026-03-10T12:00:00.000001Z", "2026-03-01");
        autoOf(inputs, "cancelled-before-it-began", 1_000_000, "2026-03-01", null);
        cancelled(inputs, "cancelled-before-it-began-auto-1000000-2026-03-01", LATER, "2026-02-20");
        autoOf(inputs, "cancelled-at-its-last-day", 1_000_000, "2026-01-01", null);
        cancelled(inputs, "cancelled-at-its-last-day-auto-1000000-2026-01-01", LATER, "2026-03-10");
        autoOf(inputs, "cancelled-then-filed-again", 1_000_000, "2026-01-01", null);
        cancelled(inputs, "cancelled-then-filed-again-auto-1000000-2026-01-01", "2026-01-15T00:00:00Z", "2026-03-01");
        filed(
                inputs,
                LATER,
                "cancelled-then-filed-again-auto-1000000-2026-01-01",
                "cancelled-then-filed-again",
                "auto",
                1_000_000,
                "2026-01-01",
                null);
        autoOf(inputs, "filed-again", 1_000_000, "2026-01-01", "2026-12-31");
        filed(
                inputs,
                LATER,
                "filed-again-auto-1000000-2026-01-01",
                "filed-again",
                "auto",
                1,
                "2026-01-01",
                "2026-12-31");
        carrier(inputs, "filed-twice-at-once");
        for (String id : List.of("b", "a")) {
            inputs.event(
                    "silver.directory",
                    "coi.filed",
                    LATER,
                    "event_id",
                    id,
                    "coi_id",
                    "twice",
                    "carrier_id",
                    "filed-twice-at-once",
                    "coverage",
                    "auto",
                    "limit_usd",
                    id.equals("b") ? "1" : "1000000",
                    "effective_on",
                    "2026-01-01");
        }
        filed(inputs, "filed-twice-at-once", "cargo", 100_000, "2025-03-01", null);
        autoOf(inputs, "cancelled-twice-at-once", 1_000_000, "2026-01-01", null);
        for (String id : List.of("b", "a")) {
            inputs.event(
                    "silver.directory",
                    "coi.cancelled",
                    LATER,
                    "event_id",
                    id,
                    "coi_id",
                    "cancelled-twice-at-once-auto-1000000-2026-01-01",
                    "cancels_on",
                    id.equals("b") ? "2026-09-01" : "2026-03-01");
        }
        autoOf(inputs, "filed-again-as-other", 1_000_000, "2026-01-01", null);
        filed(
                inputs,
                LATER,
                "filed-again-as-other-auto-1000000-2026-01-01",
                "filed-again-as-other",
                "general",
                1_000_000,
                "2026-01-01",
                null);
    }

    @ParameterizedTest
    @CsvSource({"complete, ''", "replaced, zip", "cleared, legal_name zip phone", "restored, ''", "updated-after-t, ''"
    })
    void missing_fields_are_those_not_filled_in_the_order_of_the_definition(String carrier, String fields) {
        assertThat(String.join(" ", missing(carrier))).isEqualTo(fields);
    }

    @Test
    void completeness_is_the_filled_share_of_17() {
        assertThat(card("cleared")).containsEntry("completeness", 14 / 17.0);
    }

    @Test
    void at_one_instant_the_higher_event_id_is_newest() {
        assertThat(missing("same-instant")).doesNotContain("legal_name");
    }

    @Test
    void a_carrier_without_any_field_lacks_all_17() {
        assertThat(missing("bare")).hasSize(17);
    }

    @Test
    void a_carrier_exists_from_its_first_update_only() {
        assertThat(results.get("gold.carrier_scorecards"))
                .extracting("carrier_id")
                .doesNotContain("never-updated");
    }

    @ParameterizedTest
    @CsvSource({
        "complete, true",
        "inactive, false",
        "active-again, true",
        "active-cleared, true",
        "inactive-still, false"
    })
    void a_carrier_is_active_unless_its_newest_active_is_false(String carrier, boolean active) {
        assertThat(card(carrier)).containsEntry("active", active);
    }

    @ParameterizedTest
    @CsvSource({
        "no-policy, missing,",
        "auto-only, missing,",
        "missing-beats-expired, missing,",
        "ends-today, expiring, 2026-03-10",
        "ended-yesterday, expired,",
        "starts-today, fresh,",
        "starts-tomorrow, expired,",
        "at-limit, fresh,",
        "below-limit, below_limit,",
        "ends-in-30-days, expiring, 2026-04-09",
        "ends-in-31-days, fresh, 2026-04-10",
        "expired-beats-below-limit, expired,",
        "renewed, fresh, 2026-12-31",
        "renewed-for-later, expiring, 2026-03-15",
        "longest-is-below-limit, expiring, 2026-03-20",
        "one-of-two-endless, fresh,",
        "below-limit-beats-expiring, below_limit,",
        "two-halves, below_limit,",
        "at-limit-over-and-below-in-force, below_limit,",
        "gap-of-a-day, expired,",
        "begins-after-its-end, expired,",
        "both-end, fresh, 2026-04-20",
        "filed-after-t, missing,",
        "earliest-cover, fresh, 2026-11-30",
        "cancelled-before-it-began, expired,",
        "cancelled-at-its-last-day, expiring, 2026-03-10",
        "cancelled-then-filed-again, expired,",
        "cancelled, expired,",
        "cancelled-ahead, expiring, 2026-04-01",
        "cancelled-past-its-end, fresh, 2026-06-30",
        "cancelled-endless, fresh, 2026-08-01",
        "cancelled-twice, fresh, 2026-09-01",
        "cancelled-after-t, fresh,",
        "cancelled-twice-at-once, fresh, 2026-09-01",
        "filed-twice-at-once, below_limit,",
        "filed-again, below_limit,",
        "filed-again-as-other, missing,"
    })
    void insurance_on_the_day_is(String carrier, String status, LocalDate soonestEnd) {
        assertThat(card(carrier)).containsEntry("coi_status", status).containsEntry("coi_soonest_end", soonestEnd);
    }

    @ParameterizedTest
    @CsvSource({
        "complete, 100",
        "ends-in-30-days, 90",
        "no-policy, 70",
        "below-limit, 70",
        "authority-revoked, 80",
        "authority-absent, 77.0588235294",
        "rating-conditional, 80",
        "rating-unsatisfactory, 80",
        "rating-absent, 97.0588235294",
        "rating-invalid, 97.0588235294",
        "two-short, 94.1176470588"
    })
    void the_score_weighs_completeness_insurance_and_standing(String carrier, double score) {
        assertThat((Double) card(carrier).get("score")).isCloseTo(score, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "complete, true",
        "ends-in-30-days, true",
        "two-short, true",
        "three-short, false",
        "no-policy, false",
        "below-limit, false",
        "authority-revoked, false",
        "rating-conditional, false"
    })
    void the_badge_needs_completeness_insurance_and_standing(String carrier, boolean eligible) {
        assertThat(card(carrier)).containsEntry("badge_eligible", eligible);
    }

    @Test
    void the_directory_is_the_mean_over_active_carriers() {
        List<Map<String, Object>> active = results.get("gold.carrier_scorecards").stream()
                .filter(row -> (boolean) row.get("active"))
                .toList();
        Map<String, Object> directory = results.get("gold.directory_daily").getFirst();
        assertThat(directory).containsEntry("carriers", (long) active.size());
        assertThat((Double) directory.get("completeness"))
                .isCloseTo(
                        active.stream()
                                .mapToDouble(row -> (double) row.get("completeness"))
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat((Double) directory.get("coi_freshness"))
                .isCloseTo(
                        active.stream()
                                .mapToInt(row -> List.of("fresh", "expiring").contains(row.get("coi_status")) ? 1 : 0)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
    }

    @Test
    void an_empty_directory_has_no_means() {
        TestingInputs inputs = new TestingInputs(T);
        cover(inputs, "auto", 1_000_000);
        assertThat(inputs.runChain(new DirectoryJob()).get("gold.directory_daily"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("carriers", 0L)
                        .containsEntry("completeness", null)
                        .containsEntry("coi_freshness", null));
    }

    @ParameterizedTest
    @CsvSource({"auto, 750000, fresh", ", , fresh"})
    void required_cover_is_what_the_reference_table_says(String coverage, Integer limit, String status) {
        TestingInputs inputs = new TestingInputs(T);
        if (coverage != null) {
            cover(inputs, coverage, limit);
        }
        carrier(inputs, "c");
        filed(inputs, "c", "auto", 750_000, "2026-01-01", null);
        assertThat(inputs.runChain(new DirectoryJob()).get("gold.carrier_scorecards"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("coi_status", status));
    }

    private static void standing(TestingInputs inputs, String carrier, String change) {
        insured(inputs, carrier);
        updated(inputs, carrier, LATER, change);
    }

    private static void insured(TestingInputs inputs, String carrier) {
        autoOf(inputs, carrier, 1_000_000, "2026-01-01", null);
    }

    /** A complete carrier whose cargo is insured for good and whose auto policy is the one given. */
    private static void autoOf(TestingInputs inputs, String carrier, int autoLimit, String from, String to) {
        carrier(inputs, carrier);
        filed(inputs, carrier, "cargo", 100_000, "2025-01-01", null);
        filed(inputs, carrier, "auto", autoLimit, from, to);
    }

    private static void carrier(TestingInputs inputs, String carrier) {
        updated(inputs, carrier, EARLY, COMPLETE);
    }

    private static void updated(TestingInputs inputs, String carrier, String time, String profile) {
        inputs.event("silver.directory", "carrier.updated", time, "carrier_id", carrier, "profile", profile);
    }

    private static void filed(
            TestingInputs inputs, String carrier, String coverage, int limit, String from, String to) {
        filed(
                inputs,
                EARLY,
                "%s-%s-%d-%s".formatted(carrier, coverage, limit, from),
                carrier,
                coverage,
                limit,
                from,
                to);
    }

    private static void filed(
            TestingInputs inputs,
            String time,
            String coi,
            String carrier,
            String coverage,
            int limit,
            String from,
            String to) {
        inputs.event(
                "silver.directory",
                "coi.filed",
                time,
                "coi_id",
                coi,
                "carrier_id",
                carrier,
                "coverage",
                coverage,
                "limit_usd",
                limit,
                "effective_on",
                from,
                "expires_on",
                to);
    }

    private static void cancelled(TestingInputs inputs, String coi, String time, String cancelsOn) {
        inputs.event("silver.directory", "coi.cancelled", time, "coi_id", coi, "cancels_on", cancelsOn);
    }

    private static void cover(TestingInputs inputs, String coverage, int limit) {
        inputs.row("reference.required_cover", "coverage", coverage, "limit_usd", limit);
    }

    @SuppressWarnings("unchecked")
    private static List<String> missing(String carrier) {
        return (List<String>) card(carrier).get("missing_fields");
    }

    private static Map<String, Object> card(String carrier) {
        return TestingInputs.only(results.get("gold.carrier_scorecards"), "carrier_id", carrier);
    }
}
