package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.spool.SpoolException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/rates}: one lane, one rate. */
final class RatesEndpoint implements HttpService {
    static final int MOST_BYTES = 1 << 20;
    private static final HeaderName LIMIT = HeaderNames.create("RateLimit-Limit");
    private static final HeaderName REMAINING = HeaderNames.create("RateLimit-Remaining");
    private static final HeaderName RESET = HeaderNames.create("RateLimit-Reset");
    private static final Logger LOG = LoggerFactory.getLogger(RatesEndpoint.class);

    private final CurrentTerms terms;
    private final RateDesk desk;
    private final RateCache cache;
    private final Exposures exposures = new Exposures();
    private final ApiKeys keys;
    private final RequestLimits limits;
    private final RateEvents events;
    private final ServiceMetrics metrics;
    private final Clock clock;

    RatesEndpoint(
            CurrentTerms terms,
            RateDesk desk,
            RateCache cache,
            ApiKeys keys,
            RequestLimits limits,
            RateEvents events,
            ServiceMetrics metrics,
            Clock clock) {
        this.terms = terms;
        this.desk = desk;
        this.cache = cache;
        this.keys = keys;
        this.limits = limits;
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
        ApiKey key = owner(request, response);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        RateRequest rateRequest = RateRequest.of(Json.object(body(request)), LocalDate.ofInstant(now, ZoneOffset.UTC));
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
                        answer.served(key, "shadow", millisSince(started)));
            });
        } catch (RuntimeException e) {
            LOG.warn("the shadow model did not answer: {}", e.toString());
            return Optional.empty();
        }
    }

    private static double millisSince(long started) {
        return (System.nanoTime() - started) / 1_000 / 1_000.0;
    }

    private ApiKey owner(ServerRequest request, ServerResponse response) {
        String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        if (header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            var key = keys.find(header.substring("bearer ".length()).strip());
            if (key.isPresent()) {
                takeATurn(key.orElseThrow().id(), response);
                return key.orElseThrow().owner();
            }
        }
        response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
        throw new Problem(
                401,
                "no-valid-key",
                "An API key is needed",
                null,
                "Send a valid key as 'Authorization: Bearer <key>'.");
    }

    /** The headers are those of the IETF's draft "RateLimit header fields for HTTP", in its three-field form. */
    private void takeATurn(String keyId, ServerResponse response) {
        RequestLimits.Turn turn = limits.take(keyId);
        response.header(LIMIT, Integer.toString(turn.limit()))
                .header(REMAINING, Long.toString(turn.remaining()))
                .header(RESET, Long.toString(turn.reset()));
        if (!turn.allowed()) {
            response.header(HeaderNames.RETRY_AFTER, Long.toString(turn.retryAfter()));
            throw new Problem(
                    429,
                    "rate-limit",
                    "Too many requests",
                    null,
                    "This key may make %d requests a second.".formatted(turn.limit()));
        }
    }

    private static byte[] body(ServerRequest request) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("application/json");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Problem(
                    415,
                    "unsupported-media-type",
                    "JSON is needed",
                    null,
                    "The content type must be application/json.");
        }
        if (request.headers().contentLength().orElse(0) > MOST_BYTES) {
            throw tooLarge();
        }
        if (!request.content().hasEntity()) {
            throw Problem.notJson("The body is empty.");
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the request", e);
        }
    }

    private static Problem tooLarge() {
        return new Problem(413, "too-large", "The body is too large", null, "The body may have 1 MiB at most.");
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
