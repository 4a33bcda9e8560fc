package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page, as a person uses it, in a real browser. */
@Tag("product")
class PageInBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path root;

    private static TestingService service;
    private static String key;
    private static ChromeDriver driver;
    private static WebDriverWait wait;

    @BeforeAll
    static void start() throws IOException {
        Path browser = Path.of(System.getProperty("product.browser", "absent"));
        Path driverFile = Path.of(System.getProperty("product.driver", "absent"));
        assumeTrue(Files.exists(browser) && Files.exists(driverFile), "SKIPPED: no Chromium with its driver");
        service = new TestingService(root, Instant.now());
        key = service.key("acme");
        service.lake.champion(1);
        service.refresh();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
        options.setExperimentalOption("prefs", Map.of("download.default_directory", root.toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driverFile.toFile())
                        .build(),
                options);
        driver.manage().window().setSize(new Dimension(1280, 1000));
        wait = new WebDriverWait(driver, PATIENCE);
    }

    @AfterAll
    static void stop() {
        if (driver != null) {
            driver.quit();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void open() {
        driver.get(service.address("/").toString());
        wait.until(browser -> at("readiness").getText().equals("Rates by rate-1"));
    }

    @AfterEach
    void nothing_was_logged_as_an_error() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().equals(Level.SEVERE))
                // What the service refuses the browser logs, too.
                .noneMatch(entry -> !entry.getMessage().contains("Failed to load resource"));
    }

    @Test
    void a_visitor_without_a_key_gets_an_estimate_with_its_range() throws Exception {
        fill("60601", "75201");
        driver.findElement(By.cssSelector("#haul button")).click();

        wait.until(browser -> at("rate").isDisplayed());
        assertThat(at("kind").getText()).isEqualTo("an estimate that binds nobody");
        assertThat(at("price").getText()).matches("\\$\\d,\\d{3}\\.\\d{2}");
        assertThat(at("rate").getText()).doesNotContain("Margin", "Expected cost");
        picture("page-estimate");
    }

    @Test
    void a_company_sees_the_rate_what_it_is_expected_to_cost_and_why() throws Exception {
        fill("60601", "75201");
        field("key").sendKeys(key);
        driver.findElement(By.cssSelector("#haul button")).click();

        wait.until(browser -> at("rate").isDisplayed());
        assertThat(at("rate").getText()).contains("Expected cost", "15.0 %", "rate-1 (", "no past load on this lane");
        assertThat(field("email").isDisplayed())
                .as("a company need not say who it is")
                .isFalse();
        picture("page-rate");
    }

    @Test
    void what_is_wrong_is_said_in_words() {
        fill("00000", "75201");
        field("key").sendKeys(key);
        driver.findElement(By.cssSelector("#haul button")).click();

        wait.until(browser -> at("problem").isDisplayed());
        assertThat(at("problem").getText()).startsWith("origin.zip ");
        assertThat(at("rate").isDisplayed()).isFalse();
    }

    @Test
    void a_file_of_lanes_is_rated_under_ones_eyes_and_its_rates_come_as_a_file() throws Exception {
        LocalDate pickup = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        StringBuilder csv = new StringBuilder("origin_zip,destination_zip,equipment,pickup_date,weight_lbs\n");
        for (int row = 1; row <= 2_000; row++) {
            csv.append(row == 7 ? "abc" : "60601").append(",75201,van,%s,%d\n".formatted(pickup, 10_000 + row));
        }
        Path file = Files.writeString(root.resolve("lanes.csv"), csv);
        field("key").sendKeys(key);
        driver.findElement(By.cssSelector("#bulk input[type=file]")).sendKeys(file.toString());
        driver.findElement(By.cssSelector("#bulk button")).click();

        wait.until(browser -> at("job-status").getText().startsWith("Done"));
        assertThat(at("job-status").getText()).isEqualTo("Done: 1,999 of 1,999 rows, 1 not taken");
        assertThat(at("rejected").getText()).contains("7", "must be five digits");
        picture("page-bulk");

        at("download").click();
        wait.until(browser -> downloaded().size() == 1);
        List<String> lines = Files.readAllLines(downloaded().getFirst());
        assertThat(lines).hasSize(2_000);
        assertThat(lines.getFirst()).startsWith("row,rate_id,price");
    }

    private static List<Path> downloaded() {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.getFileName().toString().matches("rates-.*\\.csv"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void fill(String origin, String destination) {
        field("origin").sendKeys(origin);
        field("destination").sendKeys(destination);
    }

    private static WebElement field(String name) {
        return driver.findElement(By.name(name));
    }

    private static WebElement at(String id) {
        return driver.findElement(By.id(id));
    }

    /** Kept beside the reports, to be looked at. */
    private static void picture(String name) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "pictures"));
        Files.move(
                driver.getScreenshotAs(OutputType.FILE).toPath(),
                pictures.resolve(name + ".png"),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
