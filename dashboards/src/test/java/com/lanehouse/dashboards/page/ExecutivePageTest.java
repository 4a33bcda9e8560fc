package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.lanehouse.warehouse.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

class ExecutivePageTest {
    private static final Instant AS_OF = SamplePage.AS_OF;

    @TempDir
    Path folder;

    static Stream<PageData> pages() {
        return Stream.of(SamplePage.full(), SamplePage.hostile(), SamplePage.empty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_page_refers_to_nothing_outside_itself(PageData data) {
        ReadPage page = new ReadPage(data);
        for (Element element : page.elements(any -> true)) {
            assertThat(element.getTagName()).isNotIn("iframe", "object", "embed", "base", "img", "form");
            for (String name : List.of("src", "href", "srcset", "action", "data", "poster")) {
                Attr attribute = element.getAttributeNode(name);
                if (attribute != null) {
                    assertThat(attribute.getValue()).matches("#.+|data:,");
                }
            }
        }
        assertThat(page.raw("style")).allSatisfy(style -> assertThat(style).doesNotContain("url(", "@import"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_policy_allows_exactly_the_scripts_and_the_style_of_the_page(PageData data) {
        ReadPage page = new ReadPage(data);
        String policy = page.elements(
                        element -> element.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .getFirst()
                .getAttribute("content");
        List<String> scripts = page.raw("script").stream()
                .filter(script -> !script.equals(page.charts()))
                .map(PageResources::hash)
                .toList();
        assertThat(policy)
                .startsWith("default-src 'none'; script-src " + String.join(" ", scripts) + "; ")
                .contains("style-src " + PageResources.hash(page.raw("style").getFirst()) + ";");
        assertThat(scripts).hasSize(3);
    }

    @Test
    void a_name_that_is_markup_is_shown_and_never_run() throws IOException {
        ReadPage page = new ReadPage(SamplePage.hostile());
        assertThat(page.raw("script")).hasSize(4);
        assertThat(page.html).doesNotContain("<script>alert", "<img src=x");
        assertThat(ReadPage.text(page.card(SamplePage.HOSTILE))).contains("Missed");
        assertThat(new ObjectMapper().readTree(page.charts()).findValuesAsText("name"))
                .contains(SamplePage.HOSTILE);
        assertThat(page.texts("chart-section"))
                .anySatisfy(text -> assertThat(text).contains(SamplePage.HOSTILE));
    }

    @Test
    void every_kpi_of_the_newest_snapshot_has_a_card_with_its_status_in_words() {
        ReadPage page = new ReadPage(SamplePage.full());
        List<String> words = page.texts("status");
        assertThat(words).hasSize(25).containsOnly("Met", "Missed", "No data");
        assertThat(words.stream().filter("Missed"::equals)).hasSize(4);
        assertThat(page.elements(element -> element.getTagName().equals("h1")))
                .extracting(ReadPage::text)
                .containsExactly("16 of 25 targets met, 4 missed, 5 without data yet");
    }

    @Test
    void missed_targets_are_listed_at_the_top_and_lead_to_their_cards() {
        ReadPage page = new ReadPage(SamplePage.full());
        Element list =
                page.elements(element -> ReadPage.has(element, "attention")).getFirst();
        List<Element> links =
                ReadPage.elements(list, element -> element.getTagName().equals("a"));
        assertThat(links).hasSize(4);
        assertThat(links)
                .allSatisfy(link -> assertThat(page.elements(
                                element -> ("#" + element.getAttribute("id")).equals(link.getAttribute("href"))
                                        && ReadPage.has(element, "missed")))
                        .hasSize(1));
    }

    @Test
    void a_kpi_without_data_shows_no_number_and_says_where_it_is_read_from() {
        Element card = new ReadPage(
                        with(new KpiRow(AS_OF, "uptime", null, 0.999, "at_least", "no_data", "gold.slo_status")))
                .card("Uptime");
        List<String> value = ReadPage.elements(card, element -> ReadPage.has(element, "value")).stream()
                .map(ReadPage::text)
                .toList();
        assertThat(value).containsExactly("\u2013");
        assertThat(ReadPage.text(card)).contains("No data yet: gold.slo_status").doesNotContain("0 %", "0.00");
    }

    @Test
    void every_chart_that_has_data_has_a_place_and_its_numbers_as_a_table() throws IOException {
        ReadPage page = new ReadPage(SamplePage.full());
        JsonNode charts = new ObjectMapper().readTree(page.charts());
        assertThat(charts.findValuesAsText("id"))
                .containsExactlyElementsOf(page.elements(element -> ReadPage.has(element, "chart")).stream()
                        .map(element -> element.getAttribute("id").substring("chart-".length()))
                        .toList())
                .hasSize(7);
        assertThat(page.elements(element -> element.getTagName().equals("table")))
                .hasSize(5);
    }

    @Test
    void empty_tables_say_so_in_place_of_their_charts() {
        ReadPage page = new ReadPage(SamplePage.empty());
        assertThat(page.charts()).isEqualTo("[]");
        assertThat(page.elements(element -> ReadPage.has(element, "chart"))).isEmpty();
        assertThat(page.texts("empty"))
                .containsExactly(
                        "No data yet in gold.usage_daily",
                        "No data yet in gold.quote_funnel",
                        "No data yet in gold.quote_funnel",
                        "No data yet in gold.pricing_variance_monthly",
                        "No data yet in gold.pricing_variance_monthly",
                        "No data yet in gold.directory_daily",
                        "No data yet in gold.carrier_scorecards");
        assertThat(page.html)
                .contains("No targets measured yet", "No events yet")
                .doesNotContain(">null");
    }

    @Test
    void charts_are_explained_by_the_comments_of_the_declarations() {
        String comment = TableCatalog.load().table("gold.quote_funnel").columns().stream()
                .filter(column -> column.name().equals("quote_to_book"))
                .findFirst()
                .orElseThrow()
                .comment();
        assertThat(new ReadPage(SamplePage.full()).texts("columns"))
                .anySatisfy(text -> assertThat(text).contains(comment));
    }

    @Test
    void simulated_data_is_labelled_and_real_data_is_not() {
        assertThat(new ReadPage(SamplePage.full()).texts("simulated"))
                .singleElement()
                .asString()
                .startsWith("Simulated data");
        assertThat(new ReadPage(SamplePage.empty()).texts("simulated")).isEmpty();
    }

    @Test
    void events_older_than_a_day_are_called_stale() {
        assertThat(new ReadPage(newestAt(AS_OF.minus(Duration.ofHours(24)))).texts("stale"))
                .noneMatch(text -> text.contains("stale"));
        assertThat(new ReadPage(newestAt(AS_OF.minus(Duration.ofHours(25)))).texts("stale"))
                .contains("Newest event 17 Mar 2026, 08:30 UTC (25 hours earlier, which is stale)");
    }

    @Test
    void the_same_data_make_the_same_page() {
        assertThat(ExecutivePage.render(SamplePage.full())).isEqualTo(ExecutivePage.render(SamplePage.full()));
    }

    @Test
    void writing_replaces_the_page_and_leaves_nothing_beside_it() throws IOException {
        Path out = folder.resolve("reports/page.html");
        ExecutivePage.write(SamplePage.empty(), out);
        ExecutivePage.write(SamplePage.full(), out);
        assertThat(out).hasContent(ExecutivePage.render(SamplePage.full()));
        try (Stream<Path> files = Files.list(out.getParent())) {
            assertThat(files).containsExactly(out);
        }
    }

    @Test
    void a_page_that_cannot_be_put_in_place_leaves_nothing_behind() throws IOException {
        Path out = folder.resolve("page.html");
        Files.createDirectories(out.resolve("taken"));
        assertThatIOException().isThrownBy(() -> ExecutivePage.write(SamplePage.empty(), out));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(out);
        }
    }

    private static PageData with(KpiRow... kpis) {
        return new PageData(
                AS_OF, AS_OF, false, List.of(kpis), List.of(), List.of(), List.of(), List.of(), CoiStatusCounts.NONE);
    }

    private static PageData newestAt(Instant newest) {
        return new PageData(
                AS_OF, newest, false, List.of(), List.of(), List.of(), List.of(), List.of(), CoiStatusCounts.NONE);
    }
}
