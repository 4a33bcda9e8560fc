package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.spool.SpoolException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/rates}: one lane, one rate. */
final class RatesEndpoint implements HttpService {
    static final int MOST_BYTES = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(RatesEndpoint.class);

    private final CurrentTerms terms;
    private final RateDesk desk;
    private final RateCache cache;
    private final Exposures exposures = new Exposures();
    private final KeyCheck keys;
    private final RateEvents events;
    private final ServiceMetrics metrics;
    private final Clock clock;

    RatesEndpoint(
            CurrentTerms terms,
            RateDesk desk,
            RateCache cache,
            KeyCheck keys,
            RateEvents events,
            ServiceMetrics metrics,
            Clock clock) {
        this.terms = terms;
        this.desk = desk;
        this.cache = cache;
        this.keys = keys;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::rate).any("/", (request, response) -> {
            response.header(HeaderNames.ALLOW, "POST");
            throw new Problem(405, "method-not-allowed", "Method not allowed", null, "A rate is asked for with POST.");
        });
    }

    private void rate(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        ApiKey key = keys.owner(request, response);
        keys.requireWithinPlan(key, response, "quotes");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        RateRequest rateRequest = RateRequest.of(
                Json.object(JsonBody.read(request, MOST_BYTES)), LocalDate.ofInstant(now, ZoneOffset.UTC));
        List<Object> basis = terms.basis();
        Terms offered = terms.of(key.companyId());
        RateAnswer answer = answer(basis, rateRequest, key, offered, now, response);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        byte[] json = Json.bytes(answer.json());
        double latencyMillis = millisSince(started);
        String company = key.companyId();
        List<byte[]> said = new ArrayList<>();
        said.add(CloudEvents.json("quote.priced", answer.rateId(), company, now, answer.priced(key, latencyMillis)));
        said.add(CloudEvents.json("usage.recorded", answer.rateId(), company, now, usage(key)));
        answer.assigned()
                .flatMap(assigned -> exposures.first(assigned, company, now))
                .ifPresent(said::add);
        shadow(rateRequest, key, answer.rateId(), now).ifPresent(said::add);
        try {
            events.keep(said.toArray(byte[][]::new));
        } catch (SpoolException e) {
            LOG.error("a rate was not given, since it could not be recorded: {}", e.getMessage());
            throw notRecorded(response);
        }
        answer.assigned().ifPresent(assigned -> exposures.said(assigned, company));
        metrics.gave(answer);
        response.send(json);
    }

    private RateAnswer answer(
            List<Object> basis, RateRequest request, ApiKey key, Terms offered, Instant now, ServerResponse response) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var found = cache.find(basis, request, key, offered, today);
        if (found.isPresent()) {
            return found.orElseThrow().again(UUID.randomUUID().toString(), RateDesk.expires(now));
        }
        try {
            RateAnswer answer = desk.answer(request, key, offered, now);
            if (offered.source() instanceof ServingModel) {
                cache.put(basis, answer, key, offered, today);
            }
            return answer;
        } catch (NoRateException e) {
            throw notReady(response, e.getMessage());
        }
    }

    /** The shadow model's rate beside the one that is given: logged, never shown, and no reason not to answer. */
    private Optional<byte[]> shadow(RateRequest request, ApiKey key, String rateId, Instant now) {
        try {
            return terms.ofShadow().map(unseen -> {
                long started = System.nanoTime();
                RateAnswer answer = desk.answer(rateId, request, key, unseen, now);
                return CloudEvents.json(
                        "rate.served",
                        rateId,
                        key.companyId(),
                        now,
                        answer.served(key.companyId(), "shadow", millisSince(started)));
            });
        } catch (RuntimeException e) {
            LOG.warn("the shadow model did not answer: {}", e.toString());
            return Optional.empty();
        }
    }

    private static double millisSince(long started) {
        return (System.nanoTime() - started) / 1_000 / 1_000.0;
    }

    private static Problem notReady(ServerResponse response, String why) {
        response.header(HeaderNames.RETRY_AFTER, "5");
        return new Problem(
                503,
                "no-champion",
                "No model serves yet",
                null,
                "No rate model has been promoted to champion yet, or it is still being loaded: " + why + ".");
    }

    private static Problem notRecorded(ServerResponse response) {
        response.header(HeaderNames.RETRY_AFTER, "5");
        return new Problem(
                503,
                "not-recorded",
                "The rate cannot be recorded",
                null,
                "No rate is given that is not recorded, and at present none can be.");
    }

    private static ObjectNode usage(ApiKey key) {
        return Json.MAPPER
                .createObjectNode()
                .put("company_id", key.companyId())
                .put("feature_key", "quotes")
                .put("qty", 1);
    }
}
