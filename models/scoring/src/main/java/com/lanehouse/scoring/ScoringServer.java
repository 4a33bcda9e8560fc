package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.experiments.Arm;
import com.lanehouse.scoring.bulk.BulkRates;
import com.lanehouse.warehouse.reference.ZipCodes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scoring service: routes, limits, and the clockwork that keeps the champion fresh. */
final class ScoringServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringServer.class);
    private static final Duration REFRESH_EVERY = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration READ_WITHIN = Duration.ofSeconds(15);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final int MOST_CONNECTIONS = 2_000;
    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final int MOST_PROLOGUE_BYTES = 4 << 10;

    private final WebServer web;
    private final ServingModels models;
    private final LivePricing pricing;
    private final LiveExperiments experiments;
    private final PlanLimits plans;
    private final BulkRates bulk;
    private final RateEvents events;
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("refresh").daemon().factory());

    private ScoringServer(
            WebServer web,
            ServingModels models,
            LivePricing pricing,
            LiveExperiments experiments,
            PlanLimits plans,
            BulkRates bulk,
            RateEvents events) {
        this.web = web;
        this.models = models;
        this.pricing = pricing;
        this.experiments = experiments;
        this.plans = plans;
        this.bulk = bulk;
        this.events = events;
    }

    /** Loads what the lake has, listens, and looks for news every few seconds. */
    static ScoringServer start(ScoringConfig config, RateEvents events, Clock clock) {
        LivePricing pricing = LivePricing.open(config.lake(), config.pricing(), events, clock);
        ServingModels models = new ServingModels(config.lake(), clock);
        models.refresh();
        LiveExperiments experiments = new LiveExperiments(config.lake(), clock);
        experiments.refresh();
        CurrentTerms terms = new CurrentTerms(models, pricing, experiments);
        RateCache cache = new RateCache(config.cachedLanes());
        RateDesk desk = new RateDesk(new Atlas(ZipCodes.load()));
        PlanLimits plans = new PlanLimits(config.lake(), clock);
        plans.refresh();
        KeyCheck keys =
                new KeyCheck(ApiKeys.open(config.lake()), new RequestLimits(config.requestsPerSecond()), plans, clock);
        BulkRates bulk = BulkRates.open(
                config.bulk(), config.lake().resolve("_service"), new DeskRater(terms, desk), events, keys, clock);
        ServiceMetrics metrics = metrics(models, pricing, events, cache, bulk);
        ModelsEndpoint registry = new ModelsEndpoint(ModelRegistry.open(config.lake()), keys, models);
        RatesEndpoint rates = new RatesEndpoint(terms, desk, cache, keys, events, metrics, clock);
        EstimateEndpoint estimate = new EstimateEndpoint(terms, desk, new VisitorLimits(), events, clock);
        WebServer web = WebServer.builder()
                .host(config.host())
                .port(config.port())
                .shutdownHook(false)
                .directHandlers(UnreadableRequests.handlers())
                .shutdownGracePeriod(STOP_WITHIN)
                .maxPayloadSize(2L * BulkRates.MOST_BYTES)
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(IDLE)
                .connectionOptions(options -> options.readTimeout(READ_WITHIN))
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MOST_HEADER_BYTES)
                        .maxPrologueLength(MOST_PROLOGUE_BYTES)
                        .build())
                .routing(routing -> routes(
                        routing, rates, registry, estimate, bulk, models, pricing, experiments, plans, events, metrics))
                .build()
                .start();
        ScoringServer server = new ScoringServer(web, models, pricing, experiments, plans, bulk, events);
        server.refresher.scheduleWithFixedDelay(
                server::refresh, REFRESH_EVERY.toMillis(), REFRESH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        LOG.info("listening on {}:{}", config.host(), web.port());
        return server;
    }

    private static ServiceMetrics metrics(
            ServingModels models, LivePricing pricing, RateEvents events, RateCache cache, BulkRates bulk) {
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.gauge(
                "lanehouse_model_version",
                "Version of the rate model that serves; 0 when there is none and fallbacks are given.",
                () -> models.current().map(ServingModel::version).orElse(0L));
        metrics.gauge(
                "lanehouse_pricing_stale",
                "1 while the pricing file is wrong, so that an earlier one is in force; else 0.",
                () -> pricing.failure().isPresent() ? 1 : 0);
        metrics.gauge(
                "lanehouse_events_waiting_bytes",
                "Bytes of events that the broker may not have yet.",
                events::bytesWaiting);
        metrics.gauge("lanehouse_cached_rates", "Rates of common lanes that are kept.", cache::size);
        metrics.gauge("lanehouse_bulk_jobs_waiting", "Bulk jobs no row of which was taken yet.", bulk::jobsWaiting);
        metrics.gauge("lanehouse_bulk_jobs_running", "Bulk jobs that are being rated.", bulk::jobsRunning);
        metrics.counters(
                "lanehouse_bulk_rows_total",
                "Rows of bulk jobs that this process has given a rate or an error.",
                "outcome",
                bulk::rows);
        return metrics;
    }

    private static void routes(
            HttpRouting.Builder routing,
            RatesEndpoint rates,
            ModelsEndpoint registry,
            EstimateEndpoint estimate,
            BulkRates bulk,
            ServingModels models,
            LivePricing pricing,
            LiveExperiments experiments,
            PlanLimits plans,
            RateEvents events,
            ServiceMetrics metrics) {
        Page.register(routing);
        routing.addFilter((chain, request, response) -> {
                    long started = System.nanoTime();
                    String path = request.path().path();
                    response.whenSent(
                            () -> metrics.answered(path, response.status().code(), System.nanoTime() - started));
                    chain.proceed();
                })
                .get("/health", (request, response) -> json(response, 200, "{\"status\":\"up\"}"))
                .get("/ready", (request, response) -> ready(response, models, pricing, experiments, plans, events))
                .get(
                        "/metrics",
                        (request, response) -> response.header(HeaderNames.CONTENT_TYPE, ServiceMetrics.MEDIA_TYPE)
                                .send(metrics.text()))
                .get(
                        "/openapi.json",
                        (request, response) -> response.header(HeaderNames.CONTENT_TYPE, "application/json")
                                .send(OpenApi.json()))
                .any("/health", ScoringServer::onlyGet)
                .any("/ready", ScoringServer::onlyGet)
                .any("/metrics", ScoringServer::onlyGet)
                .any("/openapi.json", ScoringServer::onlyGet)
                .register(BulkRates.PATH, bulk.routes())
                .register("/v1/rates", rates)
                .register("/v1/models", registry)
                .register("/public/v1/rate-estimate", estimate)
                .any((request, response) -> {
                    throw new Problem(404, "not-found", "Not found", null, "There is nothing at this address.");
                })
                .error(Problem.class, (request, response, problem) -> send(response, problem))
                .error(Exception.class, ScoringServer::failed);
    }

    private static void onlyGet(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.ALLOW, "GET");
        throw new Problem(405, "method-not-allowed", "Method not allowed", null, "This address is for GET.");
    }

    /** Whether rates are given, and what a person should see to although they are. */
    private static void ready(
            ServerResponse response,
            ServingModels models,
            LivePricing pricing,
            LiveExperiments experiments,
            PlanLimits plans,
            RateEvents events) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        var model = models.current();
        boolean fallback = model.isEmpty()
                && models.fallback(pricing.current().fallbackPerMile()).saysAnything();
        body.put("status", model.isPresent() ? "ready" : fallback ? "fallback" : "no champion");
        model.ifPresent(serving -> body.put("model_version", serving.name())
                .put(
                        "histories_as_of",
                        serving.historiesAsOf() == null
                                ? null
                                : serving.historiesAsOf().toString()));
        ArrayNode warnings = body.putArray("warnings");
        if (fallback) {
            warnings.add("no model serves: rates are fallbacks");
        }
        models.failures().forEach(warnings::add);
        pricing.failure().ifPresent(why -> warnings.add("an earlier pricing is in force: " + why));
        plans.failure().ifPresent(why -> warnings.add("plans' limits are held as they were known: " + why));
        experiments.failure().ifPresent(why -> warnings.add("experiments go on as they were: " + why));
        experiments.running().stream()
                .flatMap(running -> running.arms().stream()
                        .map(Arm::modelAlias)
                        .filter(alias -> alias != null && models.named(alias).isEmpty())
                        .map(alias -> "%s names no model for its %s arm: it is not applied".formatted(running, alias)))
                .forEach(warnings::add);
        events.failure().ifPresent(why -> warnings.add("events wait for the broker: " + why));
        json(response, model.isPresent() || fallback ? 200 : 503, body.toString());
    }

    private static void json(ServerResponse response, int status, String body) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void send(ServerResponse response, Problem problem) {
        response.status(problem.status())
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .send(problem.json());
    }

    /** The client learns nothing of the inside; the log says what happened. */
    private static void failed(ServerRequest request, ServerResponse response, Exception failure) {
        LOG.error("{} {} failed", request.prologue().method(), request.path().path(), failure);
        send(response, new Problem(500, "internal", "The service failed", null, "The failure was logged."));
    }

    int port() {
        return web.port();
    }

    /** Looks for news now, not at the next beat. */
    void refresh() {
        List.<Runnable>of(models::refresh, pricing::refresh, experiments::refresh, plans::refresh)
                .forEach(part -> {
                    try {
                        part.run();
                    } catch (RuntimeException | Error e) {
                        // Whatever it is, looking goes on: a clockwork that ends by itself is never noticed.
                        LOG.error("looking for news failed", e);
                    }
                });
    }

    /** Stops listening, lets running requests end, and delivers their events. */
    @Override
    public void close() {
        refresher.shutdownNow();
        web.stop();
        bulk.close();
        events.close();
        LOG.info("stopped");
    }
}
