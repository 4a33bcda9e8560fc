package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.warehouse.reference.ZipCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rate that was given.
 *
 * @param rateId also the quote's id
 * @param price what the customer is offered, in USD
 * @param p10 a cost that the carrier's will exceed nine times in ten
 * @param p50 the expected carrier cost
 * @param p90 a cost that the carrier's will exceed once in ten
 * @param margin what is kept of the price, after guardrails
 * @param miles road miles, estimated
 * @param rateSource model, cache or fallback
 * @param modelVersion the model that said so; null for a fallback
 * @param featureVersion the snapshot of lane histories it looked at; null when there was none
 * @param assigned the experiment's arm that it was priced by, if any
 * @param guardrails those that moved the price
 * @param reasons what the rate rests on, in words
 */
record RateAnswer(
        String rateId,
        RateRequest request,
        ZipCode origin,
        ZipCode destination,
        BigDecimal price,
        BigDecimal p10,
        BigDecimal p50,
        BigDecimal p90,
        BigDecimal margin,
        BigDecimal miles,
        boolean fuelIncluded,
        String rateSource,
        String modelVersion,
        String featureVersion,
        Optional<Assigned> assigned,
        List<String> guardrails,
        List<String> reasons,
        Instant expiresAt) {
    private static final String CURRENCY = "USD";

    /** The same rate for another request of the same kind. */
    RateAnswer again(String anotherId, Instant expires) {
        return new RateAnswer(
                anotherId,
                request,
                origin,
                destination,
                price,
                p10,
                p50,
                p90,
                margin,
                miles,
                fuelIncluded,
                "cache",
                modelVersion,
                featureVersion,
                assigned,
                guardrails,
                reasons,
                expires);
    }

    ObjectNode json() {
        ObjectNode body = Json.MAPPER.createObjectNode().put("rate_id", rateId).put("price", price);
        body.putObject("cost").put("p10", p10).put("p50", p50).put("p90", p90);
        body.put("margin", margin)
                .put("miles", miles)
                .put("currency", CURRENCY)
                .put("fuel_included", fuelIncluded)
                .put("rate_source", rateSource)
                .put("model_version", modelVersion);
        putExperiment(body);
        ArrayNode moved = body.putArray("guardrails");
        guardrails.forEach(moved::add);
        ArrayNode words = body.putArray("reasons");
        reasons.forEach(words::add);
        return body.put("expires_at", expiresAt.toString());
    }

    /** The data of {@code quote.priced}. */
    ObjectNode priced(ApiKey key, double latencyMillis) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("quote_id", rateId)
                .put("company_id", key.companyId())
                .put("segment", key.segment());
        putLane(data);
        data.put("miles", miles)
                .put("cost_estimate", p50)
                .put("price", price)
                .put("currency", CURRENCY)
                .put("fuel_included", fuelIncluded)
                .put("rate_source", rateSource);
        if (modelVersion != null) {
            data.put("model_version", modelVersion);
        }
        if (featureVersion != null) {
            data.put("feature_version", featureVersion);
        }
        if (assigned.isPresent()) {
            putExperiment(data);
        }
        ArrayNode moved = data.putArray("guardrails");
        guardrails.forEach(moved::add);
        return data.put("latency_ms", latencyMillis);
    }

    /**
     * The data of {@code rate.served}: an answer outside the quote flow.
     *
     * @param companyId null when it was nobody's
     */
    ObjectNode served(String companyId, String channel, double latencyMillis) {
        ObjectNode data = Json.MAPPER.createObjectNode().put("rate_id", rateId).put("channel", channel);
        if (companyId != null) {
            data.put("company_id", companyId);
        }
        putLane(data);
        data.put("price", price).put("cost_estimate", p50);
        if (modelVersion != null) {
            data.put("model_version", modelVersion);
        }
        return data.put("latency_ms", latencyMillis);
    }

    private void putLane(ObjectNode data) {
        data.set("origin", place(request.origin(), origin));
        data.set("destination", place(request.destination(), destination));
        data.put("equipment", request.equipment())
                .put("pickup_date", request.pickupDate().toString());
        if (request.weightLbs() != null) {
            data.put("weight_lbs", request.weightLbs());
        }
    }

    private void putExperiment(ObjectNode node) {
        if (assigned.isEmpty()) {
            node.putNull("experiment");
        } else {
            node.putObject("experiment")
                    .put("id", assigned.orElseThrow().experimentId())
                    .put("variant", assigned.orElseThrow().arm().name());
        }
    }

    private static ObjectNode place(Place place, ZipCode where) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        if (place.zip() != null) {
            node.put("zip", place.zip()).put("city", where.city());
        }
        node.put("state", where.state());
        if (place.area() != null) {
            node.put("area", place.area());
        }
        return node;
    }
}
