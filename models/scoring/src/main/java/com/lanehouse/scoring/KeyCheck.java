package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;

/** Who asks, and whether they may ask so often. Thread-safe. */
public final class KeyCheck {
    private static final HeaderName LIMIT = HeaderNames.create("RateLimit-Limit");
    private static final HeaderName REMAINING = HeaderNames.create("RateLimit-Remaining");
    private static final HeaderName RESET = HeaderNames.create("RateLimit-Reset");

    private static final HeaderName PLAN_LIMIT = HeaderNames.create("Lanehouse-Plan-Limit");

    private final ApiKeys keys;
    private final RequestLimits limits;
    private final PlanLimits plans;
    private final Clock clock;

    KeyCheck(ApiKeys keys, RequestLimits limits, PlanLimits plans, Clock clock) {
        this.keys = requireNonNull(keys, "keys is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.plans = requireNonNull(plans, "plans is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Whose key a request carries. The request is counted, and the answer says how many are left.
     *
     * @throws Problem 401 without a valid key, 403 with one of no company, 429 when the key asks too often
     */
    public ApiKey owner(ServerRequest request, ServerResponse response) {
        return counted(request, response)
                .owner()
                .orElseThrow(() -> new Problem(
                        403,
                        "not-a-companys-key",
                        "This key belongs to no company",
                        null,
                        "Rates are given to a company's key; this one is for models."));
    }

    /**
     * The name of the person whose admin key a request carries. Counted likewise.
     *
     * @throws Problem 401 without a valid key, 403 with a company's, 429 when the key asks too often
     */
    public String admin(ServerRequest request, ServerResponse response) {
        return counted(request, response)
                .admin()
                .orElseThrow(() -> new Problem(
                        403,
                        "not-an-admin-key",
                        "An admin key is needed",
                        null,
                        "Models are for admin keys; 'keys create --admin NAME' makes one."));
    }

    /**
     * Holds a company to its plan: at or past a soft limit the answer says so in {@code Lanehouse-Plan-Limit}.
     *
     * @param features that the request uses
     * @throws Problem 429 past a hard limit
     */
    public void requireWithinPlan(ApiKey company, ServerResponse response, String... features) {
        for (String feature : features) {
            plans.of(company.companyId(), feature).ifPresent(reached -> {
                response.headers().add(HeaderValues.create(PLAN_LIMIT, reached.words()));
                if (reached.past()) {
                    Duration wait =
                            Duration.between(clock.instant(), reached.begins().atStartOfDay(ZoneOffset.UTC));
                    response.header(HeaderNames.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
                    throw new Problem(
                            429,
                            "plan-limit",
                            "The plan's limit is passed",
                            null,
                            "The plan allows %,d %s a %s; %,d were used. It begins anew on %s."
                                    .formatted(
                                            reached.hard(),
                                            reached.feature(),
                                            reached.period(),
                                            reached.used(),
                                            reached.begins()));
                }
            });
        }
    }

    private ApiKeys.StoredKey counted(ServerRequest request, ServerResponse response) {
        String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        if (header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            var key = keys.find(header.substring("bearer ".length()).strip());
            if (key.isPresent()) {
                takeATurn(key.orElseThrow().id(), response);
                return key.orElseThrow();
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
}
