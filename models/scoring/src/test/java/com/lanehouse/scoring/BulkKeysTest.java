package com.lanehouse.scoring;

import static com.lanehouse.scoring.TestingBulkClient.LANE;
import static com.lanehouse.scoring.TestingBulkClient.assertProblem;
import static com.lanehouse.scoring.TestingBulkClient.json;
import static com.lanehouse.scoring.TestingBulkClient.lanes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One idempotency key, one job. */
class BulkKeysTest {
    @TempDir
    private Path root;

    private TestingBulkService service;

    @BeforeEach
    void start() {
        service = TestingBulkService.start(root);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void the_same_key_and_body_make_one_job_also_after_its_end() {
        HttpResponse<String> first = service.acme().post("k", lanes(LANE, "7"));
        HttpResponse<String> meanwhile = service.acme().post("k", lanes(LANE, "7"));
        service.acme().finished(json(first).get("job_id").asText());
        HttpResponse<String> later = service.acme().post("k", lanes(LANE, "7"));

        for (HttpResponse<String> again : List.of(meanwhile, later)) {
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("location"))
                    .isEqualTo(first.headers().firstValue("location"));
        }
        assertThat(service.events().of("usage.recorded"))
                .extracting(event -> event.at("/data/feature_key").asText())
                .containsOnlyOnce("bulk_jobs");
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        service.acme().post("k", lanes(LANE));

        assertProblem(service.acme().post("k", lanes(LANE, LANE)), 422, "Idempotency-Key");
    }

    @Test
    void a_key_is_forgotten_after_a_day() {
        String first = json(service.acme().post("k", lanes(LANE))).get("job_id").asText();

        service.clock().forward(Duration.ofHours(24).minusSeconds(1));
        assertThat(json(service.acme().post("k", lanes(LANE))).get("job_id").asText())
                .isEqualTo(first);
        service.clock().forward(Duration.ofSeconds(1));
        assertThat(json(service.acme().post("k", lanes(LANE))).get("job_id").asText())
                .isNotEqualTo(first);
    }

    @Test
    void two_companies_may_take_the_same_key() {
        assertThat(json(service.acme().post("k", lanes(LANE))).get("job_id"))
                .isNotEqualTo(json(service.beta().post("k", lanes(LANE))).get("job_id"));
    }

    @Test
    void a_key_is_taken_only_while_the_first_request_with_it_is_being_accepted() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        byte[] body = lanes(LANE).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> service.acme()
                .post(
                        "k",
                        "application/json",
                        BodyPublishers.ofInputStream(() -> new HaltingStream(body, sent, goOn))));
        sent.await();
        // Sent is not yet received.
        for (int i = 0; i < 500 && claims() == 0; i++) {
            TestingBulkClient.pause();
        }
        HttpResponse<String> second = service.acme().post("k", lanes(LANE));

        assertProblem(second, 409, "Idempotency-Key");
        assertThat(second.headers().firstValue("retry-after")).hasValue("1");
        goOn.countDown();
        assertThat(first.get().statusCode()).isEqualTo(202);
        assertThat(service.acme().post("k", lanes(LANE)).body())
                .isEqualTo(first.get().body());
    }

    private int claims() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("_service/bulk.db"));
                ResultSet count = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM bulk_keys WHERE idempotency_key = 'k'")) {
            return count.getInt(1);
        }
    }

    @Test
    void requests_that_come_at_the_same_time_with_one_key_make_one_job() {
        String body = lanes(2_000, "2026-05-06");
        List<CompletableFuture<HttpResponse<String>>> posts = IntStream.range(0, 8)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> service.acme().post("k", body)))
                .toList();

        List<HttpResponse<String>> answers =
                posts.stream().map(CompletableFuture::join).toList();

        assertThat(answers).extracting(HttpResponse::statusCode).contains(202).isSubsetOf(202, 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 202)
                        .map(HttpResponse::body)
                        .distinct())
                .hasSize(1);
        assertThat(service.events().of("usage.recorded"))
                .filteredOn(event -> event.at("/data/feature_key").asText().equals("bulk_jobs"))
                .hasSize(1);
    }

    @Test
    void a_refused_body_leaves_its_key_free() {
        assertProblem(service.acme().post("k", "{"), 400, null);

        assertThat(service.acme().post("k", lanes(LANE)).statusCode()).isEqualTo(202);
    }

    @Test
    void without_a_usable_key_nothing_is_accepted() {
        assertProblem(service.acme().post(null, lanes(LANE)), 400, "Idempotency-Key");
        assertProblem(service.acme().post("a b", lanes(LANE)), 400, "Idempotency-Key");
        assertProblem(service.acme().post("", lanes(LANE)), 400, "Idempotency-Key");
        assertProblem(service.acme().post("k".repeat(256), lanes(LANE)), 400, "Idempotency-Key");
        assertThat(service.acme().post("k".repeat(255), lanes(LANE)).statusCode())
                .isEqualTo(202);
    }

    /** Sends half of a body and waits. */
    private static final class HaltingStream extends InputStream {
        private final ByteArrayInputStream body;
        private final int half;
        private final CountDownLatch sent;
        private final CountDownLatch goOn;

        HaltingStream(byte[] body, CountDownLatch sent, CountDownLatch goOn) {
            this.body = new ByteArrayInputStream(body);
            this.half = body.length / 2;
            this.sent = sent;
            this.goOn = goOn;
        }

        @Override
        public int read() {
            if (body.available() == half) {
                sent.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return body.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            int read = read();
            if (read < 0) {
                return -1;
            }
            bytes[from] = (byte) read;
            return 1;
        }
    }
}
