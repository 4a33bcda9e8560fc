package com.lanehouse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of one thing tell one story. */
class MarketStoryTest {
    private static final TestingHistory HISTORY = TestingHistory.ofSixtyCompanies();

    @Test
    void the_stripe_types_that_carry_state_and_payments_appear() {
        assertThat(HISTORY.of("stripe.event"))
                .extracting(event -> event.get("data").get("type").asText())
                .contains(
                        "customer.created",
                        "customer.subscription.created",
                        "customer.subscription.updated",
                        "customer.subscription.deleted",
                        "invoice.paid",
                        "invoice.payment_failed");
    }

    @Test
    void bookings_follow_their_quote_within_fourteen_days() {
        Map<String, JsonNode> priced = new TreeMap<>();
        HISTORY.of("quote.priced")
                .forEach(event -> priced.put(event.get("data").get("quote_id").asText(), event));
        for (JsonNode booking : HISTORY.of("quote.booked")) {
            JsonNode quote = priced.get(booking.get("data").get("quote_id").asText());
            Duration wait = Duration.between(
                    Instant.parse(quote.get("time").asText()),
                    Instant.parse(booking.get("time").asText()));
            assertThat(wait).isPositive().isLessThan(Duration.ofDays(14));
        }
    }

    /** Each later step with the earlier one it needs, and the field that joins them. */
    @ParameterizedTest
    @CsvSource({
        "quote.booked, quote.priced, quote_id",
        "quote.lost, quote.priced, quote_id",
        "quote.published, quote.priced, quote_id",
        "load.covered, quote.booked, load_id",
        "load.cancelled, load.covered, load_id",
        "invoice.emitted, load.covered, load_id",
        "trial.started, lead.created, lead_id",
        "trial.expired, trial.started, company_id",
        "coi.filed, carrier.updated, carrier_id",
        "coi.cancelled, coi.filed, coi_id",
        "carrier.badge_changed, carrier.updated, carrier_id",
        "incident.responded, incident.opened, incident_id",
        "incident.resolved, incident.responded, incident_id",
        "dsr.fulfilled, dsr.requested, request_id",
        "legal_hold.released, legal_hold.placed, hold_id",
        "pen_test.finding_closed, pen_test.finding_opened, finding_id"
    })
    void a_step_follows_the_one_it_needs(String later, String earlier, String field) {
        Map<String, Instant> first = new TreeMap<>();
        for (JsonNode event : HISTORY.of(earlier)) {
            first.merge(event.get("data").get(field).asText(), timeOf(event), (a, b) -> a.isBefore(b) ? a : b);
        }
        assertThat(HISTORY.of(later))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(timeOf(event))
                        .isAfterOrEqualTo(first.get(event.get("data").get(field).asText())));
    }

    @Test
    void no_quote_is_both_booked_and_lost() {
        Set<String> lost = HISTORY.dataBy("quote.lost", "quote_id").keySet();
        assertThat(HISTORY.dataBy("quote.booked", "quote_id").keySet()).doesNotContainAnyElementsOf(lost);
    }

    @Test
    void a_subscription_says_nothing_after_it_was_deleted() {
        Map<String, List<JsonNode>> bySubscription = new TreeMap<>();
        for (JsonNode event : HISTORY.of("stripe.event")) {
            if (event.get("data").get("type").asText().startsWith("customer.subscription.")) {
                JsonNode stripe = event.get("data");
                bySubscription
                        .computeIfAbsent(stripe.at("/data/object/id").asText(), id -> new ArrayList<>())
                        .add(stripe);
            }
        }
        bySubscription.forEach((id, told) -> {
            long newest = told.stream()
                    .mapToLong(event -> event.get("created").asLong())
                    .max()
                    .orElseThrow();
            assertThat(told)
                    .filteredOn(event -> event.get("type").asText().endsWith(".deleted"))
                    .allSatisfy(
                            event -> assertThat(event.get("created").asLong()).isEqualTo(newest));
        });
    }

    @Test
    void every_price_of_a_subscription_is_on_the_price_list() {
        Map<String, Long> centsByKey = new TreeMap<>();
        Plan.load().forEach(plan -> centsByKey.put(plan.lookupKey(), plan.cents()));
        for (JsonNode event : HISTORY.of("stripe.event")) {
            JsonNode price = event.at("/data/data/object/items/data/0/price");
            if (!price.isMissingNode()) {
                assertThat(price.get("unit_amount").asLong())
                        .isEqualTo(centsByKey.get(price.get("lookup_key").asText()));
            }
        }
    }

    @Test
    void most_of_what_needs_an_audit_entry_has_one_within_five_minutes_and_some_has_not() {
        Map<String, List<Instant>> entries = new TreeMap<>();
        HISTORY.of("audit.recorded")
                .forEach(event -> entries.computeIfAbsent(
                                event.get("data").get("resource_id").asText(), id -> new ArrayList<>())
                        .add(timeOf(event)));
        List<JsonNode> published = HISTORY.of("quote.published");
        long covered = published.stream()
                .filter(event -> entries
                        .getOrDefault(event.get("data").get("quote_id").asText(), List.of())
                        .stream()
                        .anyMatch(
                                entry -> Duration.between(timeOf(event), entry).toSeconds() <= 300))
                .count();
        assertThat(covered).isBetween((long) (0.96 * published.size()), published.size() - 1L);
    }

    @Test
    void the_exposed_companies_alone_have_experiment_quotes() {
        Set<String> exposed = new TreeSet<>();
        HISTORY.of("experiment.exposed")
                .forEach(
                        event -> exposed.add(event.get("data").get("company_id").asText()));
        Set<String> quoted = new TreeSet<>();
        HISTORY.of("quote.priced").stream()
                .map(event -> event.get("data"))
                .filter(data -> data.has("experiment"))
                .forEach(data -> quoted.add(data.get("company_id").asText()));
        assertThat(quoted).isNotEmpty().isEqualTo(exposed);
    }

    @Test
    void some_carriers_leave_required_fields_out() {
        long complete = HISTORY.dataBy("carrier.updated", "carrier_id").values().stream()
                .filter(profile -> Carrier.FIELDS.stream().allMatch(profile::hasNonNull))
                .count();
        int carriers = HISTORY.dataBy("carrier.updated", "carrier_id").size();
        assertThat(carriers).isGreaterThanOrEqualTo(4 * 60);
        assertThat(complete).isBetween(carriers / 10L, carriers * 9L / 10);
    }

    private static Instant timeOf(JsonNode event) {
        return Instant.parse(event.get("time").asText());
    }
}
