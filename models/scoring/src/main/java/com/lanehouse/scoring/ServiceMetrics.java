package com.lanehouse.scoring;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the service tells Prometheus of itself. Thread-safe. */
final class ServiceMetrics {
    static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NANOS = 1e9;
    /** Seconds; 0.2 and 0.5 are what the service levels of quotes are held to. */
    private static final double[] BOUNDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5};

    private static final Set<String> ROUTES = Set.of(
            "/v1/rates",
            "/v1/rates/bulk",
            "/v1/models",
            "/public/v1/rate-estimate",
            "/health",
            "/ready",
            "/metrics",
            "/openapi.json",
            "/");
    private static final Pattern JOB = Pattern.compile("/v1/rates/bulk/[^/]+(/results)?");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    private final Histogram requests = Histogram.builder()
            .name("lanehouse_http_request_seconds")
            .help("Time to answer, by route and status.")
            .labelNames("route", "status")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);

    private final Counter rates = Counter.builder()
            .name("lanehouse_rates_total")
            .help("Rates given, by where they came from.")
            .labelNames("rate_source")
            .register(registry);

    private final Counter guardrails = Counter.builder()
            .name("lanehouse_guardrails_total")
            .help("Prices that a guardrail moved.")
            .labelNames("guardrail")
            .register(registry);

    /** A value that is asked for when the metrics are. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Values that only grow and are asked for when the metrics are, by the value of a label. */
    void counters(String name, String help, String label, Supplier<Map<String, Double>> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((is, value) -> callback.call(value, is)))
                .register(registry);
    }

    /** @param path as it was asked for; paths that are no routes count as one */
    void answered(String path, int status, long nanos) {
        requests.labelValues(route(path), Integer.toString(status)).observe(nanos / NANOS);
    }

    private static String route(String path) {
        Matcher job = JOB.matcher(path);
        return job.matches()
                ? "/v1/rates/bulk/{id}" + (job.group(1) == null ? "" : job.group(1))
                : ROUTES.contains(path) ? path : "other";
    }

    void gave(RateAnswer answer) {
        rates.labelValues(answer.rateSource()).inc();
        answer.guardrails().forEach(moved -> guardrails.labelValues(moved).inc());
    }

    /** In Prometheus' text format, version 0.0.4. */
    byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return text.toByteArray();
    }
}
