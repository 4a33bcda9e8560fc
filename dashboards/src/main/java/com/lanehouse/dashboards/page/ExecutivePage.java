package com.lanehouse.dashboards.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.lanehouse.warehouse.TableCatalog;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The executive page: one HTML file that needs nothing else and asks nobody for anything.
 *
 * <p>The root element says how far a browser is: {@code data-ready} turns {@code true} once every chart is drawn,
 * {@code data-charts} counts them and {@code data-errors} holds what went wrong, one line each.
 */
public final class ExecutivePage {
    private static final Duration FRESH = Duration.ofHours(24);

    /** What the template shows. */
    private record View(
            String csp,
            String style,
            String head,
            String echarts,
            String script,
            String charts,
            String asOf,
            String asOfIso,
            String freshness,
            boolean stale,
            boolean simulated,
            Scoreboard scoreboard,
            List<ChartSection> sections) {}

    private ExecutivePage() {}

    /** The page as HTML in UTF-8; the same data make the same page. */
    public static String render(PageData data) {
        TableCatalog catalog = TableCatalog.load();
        List<ChartSection> sections = List.of(
                UsageSection.of(data, catalog),
                QuoteFunnelSection.of(data, catalog),
                PricingVarianceSection.of(data, catalog),
                DirectorySection.of(data, catalog));
        String style = PageResources.inlineable("page.css", PageResources.text("page.css"));
        String head = PageResources.inlineable("head.js", PageResources.text("head.js"));
        String echarts = PageResources.echarts();
        String script = PageResources.inlineable("page.js", PageResources.text("page.js"));
        View view = new View(
                contentSecurityPolicy(style, List.of(head, echarts, script)),
                style,
                head,
                echarts,
                script,
                json(sections.stream()
                        .flatMap(section -> section.panels().stream())
                        .filter(panel -> !panel.isEmpty())
                        .toList()),
                Words.minute(data.asOf()),
                data.asOf().toString(),
                freshness(data),
                stale(data),
                data.simulated(),
                Scoreboard.of(data.kpis(), KpiPresentations.load()),
                sections);
        return Mustache.compiler()
                .nullValue("")
                .strictSections(true)
                .compile(PageResources.text("page.html"))
                .execute(view);
    }

    /**
     * Writes the page so that a reader sees the page before or the page after, never a part.
     *
     * @param out replaced when it exists; missing folders are made
     */
    public static void write(PageData data, Path out) throws IOException {
        String page = render(data);
        Path target = out.toAbsolutePath();
        Files.createDirectories(target.getParent());
        // Not a temporary file of the JDK: those are readable by their owner only, and a page is there to be read.
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try {
            Files.writeString(beside, page, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /**
     * Nothing may be loaded and only these scripts may run. Style attributes are allowed because ECharts lays its tooltip
     * out with them.
     */
    private static String contentSecurityPolicy(String style, List<String> scripts) {
        return "default-src 'none'; script-src %s; style-src %s; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
                .formatted(
                        String.join(
                                " ", scripts.stream().map(PageResources::hash).toList()),
                        PageResources.hash(style));
    }

    /** JSON that is inert inside a script element: without {@code <} nothing can end it. */
    private static String json(List<Panel> panels) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(panels)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the charts cannot be written as JSON", e);
        }
    }

    private static String freshness(PageData data) {
        Instant newest = data.dataNewestAt();
        if (newest == null) {
            return "No events yet";
        }
        Duration age = age(data);
        return "Newest event %s%s"
                .formatted(
                        Words.minute(newest),
                        age.isZero()
                                ? ""
                                : " (%s earlier%s)".formatted(Words.span(age), stale(data) ? ", which is stale" : ""));
    }

    private static boolean stale(PageData data) {
        return data.dataNewestAt() == null || age(data).compareTo(FRESH) > 0;
    }

    private static Duration age(PageData data) {
        Duration age = Duration.between(data.dataNewestAt(), data.asOf());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
