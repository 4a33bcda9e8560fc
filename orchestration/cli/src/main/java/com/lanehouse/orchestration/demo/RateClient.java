package com.lanehouse.orchestration.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.Json;
import com.lanehouse.orchestration.cli.FailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;

/** Asks the scoring service for rates, as a customer's system would. */
final class RateClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI rates;
    private final String key;

    RateClient(int port, String key) {
        this.rates = URI.create("http://127.0.0.1:%d/v1/rates".formatted(port));
        this.key = key;
    }

    /** A lane to be priced; places are ZIP codes. */
    record Lane(String name, String origin, String destination, String equipment, int weightLbs) {}

    JsonNode ask(Lane lane, LocalDate pickup) {
        ObjectNode question = Json.MAPPER.createObjectNode();
        question.putObject("origin").put("zip", lane.origin());
        question.putObject("destination").put("zip", lane.destination());
        question.put("equipment", lane.equipment())
                .put("pickup_date", pickup.toString())
                .put("weight_lbs", lane.weightLbs());
        HttpRequest request = HttpRequest.newBuilder(rates)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new FailedException(
                        "the scoring service answered %d: %s".formatted(answer.statusCode(), answer.body()));
            }
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new FailedException("the scoring service did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted while asking for a rate", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
