package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.spool.SpoolException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /public/v1/rate-estimate}: the rate calculator, for anybody. It says a price and how wide the market is around
 * it, and nothing of costs and margins. Who leaves an e-mail becomes a lead.
 */
final class EstimateEndpoint implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(EstimateEndpoint.class);
    private static final int MOST_BYTES = 16 << 10;

    private final CurrentTerms terms;
    private final RateDesk desk;
    private final VisitorLimits limits;
    private final RateEvents events;
    private final Clock clock;

    EstimateEndpoint(CurrentTerms terms, RateDesk desk, VisitorLimits limits, RateEvents events, Clock clock) {
        this.terms = requireNonNull(terms, "terms is null");
        this.desk = requireNonNull(desk, "desk is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.events = requireNonNull(events, "events is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::estimate).any("/", (request, response) -> {
            response.header(HeaderNames.ALLOW, "POST");
            throw new Problem(
                    405, "method-not-allowed", "Method not allowed", null, "An estimate is asked for with POST.");
        });
    }

    private void estimate(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        refuseTooMany(request, response);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode body = Json.object(JsonBody.read(request, MOST_BYTES));
        RateRequest asked = RateRequest.of(body, LocalDate.ofInstant(now, ZoneOffset.UTC));
        Visitor visitor = Visitor.of(body);
        RateAnswer answer;
        try {
            answer = desk.answer(asked, visitor.asCompany(), terms.ofNobody(), now);
        } catch (NoRateException e) {
            response.header(HeaderNames.RETRY_AFTER, "60");
            throw new Problem(
                    503,
                    "no-champion",
                    "No rates at present",
                    null,
                    "The calculator cannot rate this haul at present.");
        }
        byte[] json = Json.bytes(json(answer));
        List<byte[]> said = new ArrayList<>();
        double latencyMillis = (System.nanoTime() - started) / 1_000 / 1_000.0;
        said.add(CloudEvents.json(
                "rate.served", answer.rateId(), null, now, answer.served(null, "estimate", latencyMillis)));
        visitor.lead()
                .ifPresent(lead -> said.add(
                        CloudEvents.json("lead.created", lead.path("lead_id").textValue(), null, now, lead)));
        try {
            events.keep(said.toArray(byte[][]::new));
        } catch (SpoolException e) {
            LOG.error("an estimate was not given, since it could not be recorded: {}", e.getMessage());
            response.header(HeaderNames.RETRY_AFTER, "5");
            throw new Problem(503, "not-recorded", "No rates at present", null, "Please try again in a while.");
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(json);
    }

    private void refuseTooMany(ServerRequest request, ServerResponse response) {
        var wait = limits.take(request.remotePeer().host());
        if (wait.isPresent()) {
            response.header(HeaderNames.RETRY_AFTER, Long.toString(wait.getAsLong()));
            throw new Problem(
                    429,
                    "rate-limit",
                    "Too many requests",
                    null,
                    "The calculator may be asked %d times a minute.".formatted(VisitorLimits.A_MINUTE));
        }
    }

    /** The range is where the price would lie if the carrier's cost were at its p10 or p90. */
    private static ObjectNode json(RateAnswer answer) {
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("rate_id", answer.rateId()).put("price", answer.price());
        BigDecimal kept = BigDecimal.ONE.subtract(answer.margin());
        body.putObject("range")
                .put("low", at(answer.p10(), kept, answer).min(answer.price()))
                .put("high", at(answer.p90(), kept, answer).max(answer.price()));
        return body.put("miles", answer.miles())
                .put("currency", "USD")
                .put("fuel_included", answer.fuelIncluded())
                .put("binding", false);
    }

    private static BigDecimal at(BigDecimal cost, BigDecimal kept, RateAnswer answer) {
        return kept.signum() <= 0 ? answer.price() : cost.divide(kept, 0, RoundingMode.HALF_UP);
    }
}
