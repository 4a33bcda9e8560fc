package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.tables.KernelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The golden path: one small demo, looked at from outside. */
@Tag("product")
class DemoProductTest {
    private static final Pattern SIMULATED =
            Pattern.compile("([\\d,]+) events, ([\\d,]+) of them late, ([\\d,]+) twice, ([\\d,]+) broken lines");

    @TempDir
    static Path folder;

    private static LauncherRun demo;
    private static Path lake;

    @BeforeAll
    static void run_a_small_demo() throws IOException {
        int broker = Ports.freePair();
        int service = Ports.freePair();
        Path demoFolder = folder.resolve("demo");
        lake = demoFolder.resolve("lake");
        demo = LauncherRun.of(
                "demo",
                "--dir",
                demoFolder.toString(),
                "--days",
                "60",
                "--companies",
                "40",
                "--broker-port",
                Integer.toString(broker),
                "--port",
                Integer.toString(service));
        assertThat(demo.exitCode()).as(demo.output()).isZero();
    }

    @Test
    void every_event_that_was_simulated_is_in_silver_once() throws Exception {
        SecondEngine.require();
        long silver = 0;
        for (String family : List.of(
                "usage",
                "growth",
                "billing",
                "quotes",
                "directory",
                "agents",
                "platform",
                "experiments",
                "compliance")) {
            silver += SecondEngine.number(
                    lake, "silver." + family, "select count(*) from t where source <> 'lanehouse/scoring'");
            assertThat(
                            SecondEngine.number(
                                    lake,
                                    "silver." + family,
                                    "select count(*) from (select source, event_id from t group by 1, 2 having count(*) > 1) d"))
                    .as("identities of silver.%s that are there twice", family)
                    .isZero();
        }
        assertThat(silver).isEqualTo(simulated(1));
    }

    @Test
    void every_record_is_in_exactly_one_of_the_two_bronze_tables() throws Exception {
        SecondEngine.require();
        long events = SecondEngine.number(lake, "bronze.events", "select count(*) from t");
        long deadLetters = SecondEngine.number(lake, "bronze.dead_letters", "select count(*) from t");
        assertThat(events + deadLetters)
                .isEqualTo(SecondEngine.number(lake, "ops.ingest_batches", "select sum(rows_read) from t"));
        assertThat(deadLetters).isEqualTo(simulated(4));
    }

    @Test
    void the_service_answers_became_quotes_in_the_lake() throws Exception {
        SecondEngine.require();
        assertThat(SecondEngine.number(
                        lake,
                        "silver.quotes",
                        "select count(*) from t where type = 'quote.priced' and company_id = 'demo-shipper'"))
                .isEqualTo(4);
    }

    @Test
    void rates_given_while_the_broker_is_away_reach_it_once_each_though_the_service_is_killed_meanwhile()
            throws Exception {
        int brokerPort = Ports.freePair();
        Path later = folder.resolve("later");
        List<String> given = new ArrayList<>();
        try (RunningService service = RunningService.start(lake, brokerPort, folder.resolve("service-1.log"))) {
            for (int i = 0; i < 5; i++) {
                given.add(service.rate());
            }
            service.kill();
        }
        try (RunningService service = RunningService.start(lake, brokerPort, folder.resolve("service-2.log"))) {
            given.add(service.rate());
            try (RunningBroker broker = RunningBroker.start(Files.createDirectory(later), brokerPort)) {
                // The first makes the topics, which a new broker does not have.
                ingest(later.resolve("lake"), broker);
                service.awaitNothingWaits();
                ingest(later.resolve("lake"), broker);
            }
        }
        assertThat(KernelTable.at(later.resolve("lake/silver/quotes")).readRows(List.of("type", "quote_id")).stream()
                        .map(row -> row.get("type") + " " + row.get("quote_id")))
                .containsExactlyInAnyOrderElementsOf(
                        given.stream().map(id -> "quote.priced " + id).toList());
        assertThat(KernelTable.at(later.resolve("lake/silver/usage")).readRows(List.of("event_id")))
                .hasSize(6);
    }

    private static void ingest(Path lake, RunningBroker broker) {
        LauncherRun ingest = LauncherRun.of("ingest", "--lake", lake.toString(), "--bootstrap", broker.bootstrap());
        assertThat(ingest.exitCode()).as(ingest.output()).isZero();
    }

    @Test
    void the_scoreboard_has_a_row_for_every_kpi_at_five_instants() throws Exception {
        SecondEngine.require();
        JsonNode rows = SecondEngine.query(
                lake, "gold.kpis", "select as_of, count(distinct kpi) kpis from t group by 1 order by 1");
        assertThat(rows)
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.path("kpis").asInt()).isEqualTo(25));
    }

    @Test
    void quote_funnel_parts_add_up_and_agree_with_the_quotes() throws Exception {
        SecondEngine.require();
        assertThat(SecondEngine.number(
                        lake,
                        "gold.quote_funnel",
                        "select count(*) from t where quotes <> booked + lost + expired + open"))
                .isZero();
        assertThat(SecondEngine.number(lake, "gold.quote_funnel", "select sum(quotes) from t"))
                .isEqualTo(SecondEngine.number(lake, "gold.quote_outcomes", "select count(*) from t"));
    }

    @Test
    void the_acquisition_funnel_agrees_with_the_leads() throws Exception {
        SecondEngine.require();
        assertThat(SecondEngine.number(lake, "gold.acquisition_funnel", "select sum(leads) from t"))
                .isPositive()
                .isEqualTo(SecondEngine.number(lake, "gold.lead_outcomes", "select count(*) from t"));
        assertThat(SecondEngine.number(lake, "gold.acquisition_funnel", "select sum(paid) from t"))
                .isEqualTo(SecondEngine.number(
                        lake, "gold.lead_outcomes", "select count(*) from t where status = 'paid'"));
    }

    @Test
    void every_run_holds_its_rules_and_says_so() throws Exception {
        SecondEngine.require();
        assertThat(SecondEngine.number(lake, "ops.data_quality", "select count(distinct run_id) from t"))
                .isGreaterThanOrEqualTo(5);
        assertThat(SecondEngine.number(
                        lake, "ops.data_quality", "select count(*) from t where status in ('failed', 'dropped')"))
                .isZero();
    }

    @Test
    void daily_usage_adds_up_to_monthly_usage() throws Exception {
        SecondEngine.require();
        assertThat(SecondEngine.number(lake, "gold.usage_daily", "select sum(qty) from t"))
                .isEqualTo(SecondEngine.number(lake, "gold.usage_monthly", "select sum(qty) from t"));
    }

    @Test
    void nothing_is_left_running() {
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString())))
                .isEmpty();
    }

    @Test
    void the_page_draws_every_chart_in_a_browser_without_an_error() throws Exception {
        String browser = System.getProperty("product.browser", "absent");
        Assumptions.assumeTrue(!browser.equals("absent"), "SKIPPED: no Chromium here; ./lanehouse test says why");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--window-size=1440,1200",
                "--user-data-dir=" + folder.resolve("browser"));
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Path.of(System.getProperty("product.driver")).toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        try {
            driver.get(folder.resolve("demo/report.html").toUri().toString());
            WebElement html = driver.findElement(org.openqa.selenium.By.tagName("html"));
            new WebDriverWait(driver, Duration.ofSeconds(60))
                    .until(ready -> "true".equals(html.getDomAttribute("data-ready")));
            assertThat(html.getDomAttribute("data-errors")).isEmpty();
            assertThat(Integer.parseInt(html.getDomAttribute("data-charts"))).isEqualTo(7);
            assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
            assertThat(driver.findElement(org.openqa.selenium.By.tagName("body"))
                            .getText())
                    .contains("Simulated data");
        } finally {
            driver.quit();
        }
    }

    @Test
    void the_next_demo_says_what_it_found_and_a_foreign_folder_is_left_alone() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("mine.txt"), "keep");
        LauncherRun refused = LauncherRun.of(Map.of(), List.of("demo", "--dir", foreign.toString()));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("holds files that no demo made");
        assertThat(foreign.resolve("mine.txt")).hasContent("keep");
    }

    private static long simulated(int group) {
        Matcher matcher = SIMULATED.matcher(demo.output());
        assertThat(matcher.find()).as(demo.output()).isTrue();
        return Long.parseLong(matcher.group(group).replace(",", ""));
    }
}
