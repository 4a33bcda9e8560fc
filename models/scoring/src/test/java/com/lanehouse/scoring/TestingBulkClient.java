package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A company that asks for bulk rates over HTTP. */
record TestingBulkClient(int port, String key) {
    static final String LANE = """
            {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-05-06","weight_lbs":40000}""";
    /** Well formed, but there is no such ZIP code. */
    static final String NOWHERE = LANE.replace("75201", "00000");

    static final String HEADER = "origin_zip,destination_zip,equipment,pickup_date,weight_lbs\n";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MOST_SECONDS = 120;

    static String lanes(String... lanes) {
        return "{\"lanes\":[" + String.join(",", lanes) + "]}";
    }

    /** Lanes from and to places in turn, on a day. */
    static String lanes(int count, String day) {
        List<String> zips = List.of("60601", "75201", "30303", "90001", "10001", "98101", "33101");
        return IntStream.range(0, count)
                .mapToObj(i -> LANE.replace("60601", zips.get(i % 7))
                        .replace("75201", zips.get(i / 7 % 7))
                        .replace("2026-05-06", day))
                .collect(Collectors.joining(",\n", "{\"lanes\":[\n", "]}"));
    }

    HttpResponse<String> post(String idempotencyKey, String body) {
        return post(idempotencyKey, "application/json", body);
    }

    HttpResponse<String> post(String idempotencyKey, String type, String body) {
        return post(idempotencyKey, type, BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String idempotencyKey, String type, BodyPublisher body) {
        HttpRequest.Builder request =
                request("/v1/rates/bulk").header("Content-Type", type).POST(body);
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    /** Posts with a new key. */
    HttpResponse<String> post(String body) {
        return post(UUID.randomUUID().toString(), body);
    }

    /** @return the job's id */
    String accepted(String body) {
        HttpResponse<String> response = post(body);
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response).get("job_id").asText();
    }

    HttpResponse<String> send(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> results(String jobId, String accept) {
        return send(request("/v1/rates/bulk/%s/results".formatted(jobId))
                .header("Accept", accept)
                .GET());
    }

    HttpResponse<String> results(String jobId) {
        return send("GET", "/v1/rates/bulk/%s/results".formatted(jobId));
    }

    JsonNode progress(String jobId) {
        return json(send("GET", "/v1/rates/bulk/" + jobId));
    }

    /** Waits for the end of a job. */
    JsonNode finished(String jobId) {
        long until = System.nanoTime() + Duration.ofSeconds(MOST_SECONDS).toNanos();
        JsonNode progress = progress(jobId);
        while (progress.get("finished_at").isNull() && System.nanoTime() < until) {
            pause();
            progress = progress(jobId);
        }
        return progress;
    }

    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertProblem(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(response).get("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("field").asText(null)).isEqualTo(field);
    }
}
