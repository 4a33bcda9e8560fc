package com.lanehouse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be found again in a history of what it was drawn from. */
class MarketTruthTest {
    private static TestingHistory history;
    private static Map<String, JsonNode> quotes;
    private static Map<String, JsonNode> truth;

    @BeforeAll
    static void simulate() {
        history = TestingHistory.ofSixtyCompanies();
        quotes = history.dataBy("quote.priced", "quote_id");
        truth = new TreeMap<>();
        history.truth.stream()
                .skip(1)
                .forEach(line -> truth.put(line.get("quote_id").asText(), line));
    }

    @Test
    void every_quote_has_its_truth() {
        assertThat(truth.keySet()).isEqualTo(quotes.keySet());
    }

    @ParameterizedTest
    @EnumSource(Equipment.class)
    void the_noise_of_carrier_costs_is_the_one_stated(Equipment equipment) {
        List<Double> logs = new ArrayList<>();
        history.dataBy("load.covered", "quote_id").forEach((quoteId, load) -> {
            if (quotes.get(quoteId).get("equipment").asText().equals(equipment.code())) {
                logs.add(Math.log(load.get("carrier_cost").asDouble()
                        / truth.get(quoteId).get("median_cost").asDouble()));
            }
        });
        double sd =
                Math.sqrt(logs.stream().mapToDouble(log -> log * log).average().orElseThrow());
        double stated =
                history.truth.getFirst().get("noise_sd").get(equipment.code()).asDouble();
        // Four standard errors of a standard deviation.
        assertThat(sd).isCloseTo(stated, within(4 * stated / Math.sqrt(2.0 * logs.size())));
    }

    @Test
    void fewer_book_as_the_price_rises_over_the_median() {
        double[] rates = new double[3];
        int[] counts = new int[3];
        Map<String, JsonNode> booked = history.dataBy("quote.booked", "quote_id");
        quotes.forEach((quoteId, quote) -> {
            double ratio = quote.get("price").asDouble()
                    / truth.get(quoteId).get("median_cost").asDouble();
            int third = ratio < 1.13 ? 0 : ratio < 1.22 ? 1 : 2;
            counts[third]++;
            rates[third] += booked.containsKey(quoteId) ? 1 : 0;
        });
        assertThat(counts[0]).isGreaterThan(200);
        assertThat(counts[2]).isGreaterThan(200);
        assertThat(rates[0] / counts[0]).isGreaterThan(rates[1] / counts[1] + 0.05);
        assertThat(rates[1] / counts[1]).isGreaterThan(rates[2] / counts[2] + 0.05);
    }

    @Test
    void the_stated_chances_add_up_to_the_bookings() {
        // Bookings of the last days are yet to come; before, the sum of the chances is their expectation.
        double expected = 0;
        double variance = 0;
        int booked = 0;
        Map<String, JsonNode> bookings = history.dataBy("quote.booked", "quote_id");
        for (JsonNode event : history.of("quote.priced")) {
            if (event.get("time").asText().compareTo("2025-11-15") < 0) {
                String quoteId = event.get("data").get("quote_id").asText();
                double chance = truth.get(quoteId).get("win_probability").asDouble();
                expected += chance;
                variance += chance * (1 - chance);
                booked += bookings.containsKey(quoteId) ? 1 : 0;
            }
        }
        assertThat((double) booked).isCloseTo(expected, within(4 * Math.sqrt(variance)));
    }

    @Test
    void short_hauls_are_dearer_a_mile() {
        Map<Boolean, List<Double>> perMile = new TreeMap<>();
        quotes.forEach((quoteId, quote) -> {
            double miles = quote.get("miles").asDouble();
            if (quote.get("equipment").asText().equals("van") && (miles < 250 || miles > 1_000)) {
                perMile.computeIfAbsent(miles < 250, shortHaul -> new ArrayList<>())
                        .add(truth.get(quoteId).get("median_cost").asDouble() / miles);
            }
        });
        assertThat(perMile.get(true).stream().mapToDouble(x -> x).average().orElseThrow())
                .isGreaterThan(1.2
                        * perMile.get(false).stream()
                                .mapToDouble(x -> x)
                                .average()
                                .orElseThrow());
    }

    @Test
    void companies_come_back_to_their_lanes() {
        Map<String, Integer> byLane = new TreeMap<>();
        quotes.values()
                .forEach(quote -> byLane.merge(
                        quote.get("company_id").asText()
                                + quote.get("origin").path("zip").asText()
                                + quote.get("destination").path("zip").asText(),
                        1,
                        Integer::sum));
        int recurring = byLane.values().stream()
                .filter(count -> count >= 3)
                .mapToInt(count -> count)
                .sum();
        assertThat((double) recurring / quotes.size()).isGreaterThan(0.5);
    }

    @Test
    void reefers_and_flatbeds_cost_more_than_vans() {
        Map<Equipment, Double> medians = new EnumMap<>(Equipment.class);
        Lanes lanes = Lanes.load(5);
        Lane lane = lanes.drawFrom(lanes.metros().getFirst(), Chance.of(5, "lane"), Equipment.VAN);
        CostTruth costs = new CostTruth(DieselPrices.load());
        for (Equipment equipment : Equipment.values()) {
            Lane same = new Lane(lane.from(), lane.origin(), lane.to(), lane.destination(), equipment, lane.miles());
            medians.put(equipment, costs.median(same, TestingHistory.END));
        }
        assertThat(medians.get(Equipment.REEFER)).isGreaterThan(medians.get(Equipment.VAN));
        assertThat(medians.get(Equipment.FLATBED)).isGreaterThan(medians.get(Equipment.VAN));
    }
}
