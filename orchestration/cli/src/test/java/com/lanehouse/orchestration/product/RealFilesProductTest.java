package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, through import, broker, ingest and jobs, each into a lake of its own. */
@Tag("product")
class RealFilesProductTest {
    private static final String AS_OF = "2025-09-03T23:59:59Z";
    private static final Path FILINGS = Path.of("docs/examples/fmcsa/actpendins_2025_09_03.txt");
    private static final Map<String, Long> COI_STATUS =
            Map.of("fresh", 1453L, "expiring", 1820L, "below_limit", 82L, "expired", 9L, "missing", 15L);

    @TempDir
    static Path folder;

    private static RunningBroker broker;
    private static String bootstrap;

    @BeforeAll
    static void start_a_broker() throws Exception {
        broker = RunningBroker.start(folder);
        bootstrap = broker.bootstrap();
    }

    @AfterAll
    static void stop_the_broker() throws InterruptedException {
        broker.close();
    }

    @Test
    void every_coi_status_of_the_fmcsa_filings_is_as_an_independent_script_counts_it() throws Exception {
        SecondEngine.require();
        Path lake = folder.resolve("coi-lake");
        Path reference = Files.createDirectory(folder.resolve("reference"));
        Files.writeString(reference.resolve("required_cover.csv"), "coverage,limit_usd\nauto,750000\n");
        Path filings = LauncherRun.HOME.resolve(FILINGS);

        expectOk(LauncherRun.of("import", "coi", filings.toString(), "--bootstrap", bootstrap));
        expectOk(LauncherRun.of("ingest", "--lake", lake.toString(), "--bootstrap", bootstrap));
        expectOk(LauncherRun.of(
                "run",
                "directory",
                "--lake",
                lake.toString(),
                "--as-of",
                AS_OF,
                "--reference-dir",
                reference.toString()));

        Map<String, Long> counted = new TreeMap<>();
        for (JsonNode row : SecondEngine.query(
                lake, "gold.carrier_scorecards", "select coi_status, count(*) carriers from t group by 1")) {
            counted.put(row.path("coi_status").asText(), row.path("carriers").asLong());
        }
        assertThat(counted).isEqualTo(COI_STATUS).isEqualTo(countedByScript(filings));
    }

    @Test
    void a_rate_model_learns_from_real_loads_and_says_how_far_off_it_is() throws IOException {
        Optional<Path> loads = privateLoads();
        Assumptions.assumeTrue(
                loads.isPresent(), "SKIPPED: the real loads may not be shipped and are not on this machine");
        Path lake = folder.resolve("loads-lake");
        LauncherRun imported = LauncherRun.of(
                "import",
                "loads",
                loads.get().toString(),
                "--mapping",
                LauncherRun.HOME
                        .resolve("docs/examples/greenscreens-mapping.yaml")
                        .toString(),
                "--bootstrap",
                bootstrap);
        expectOk(imported);
        assertThat(imported.output()).contains("5,000 rows read, 5,000 used, 0 rejected; 15,000 events");
        expectOk(LauncherRun.of("ingest", "--lake", lake.toString(), "--bootstrap", bootstrap));
        LauncherRun trained =
                LauncherRun.of("model", "train", "rate", "--split", "rows:3500", "--lake", lake.toString());
        expectOk(trained);
        assertThat(trained.output()).contains("1500 later ones to test on");
        assertThat(percent(trained, "error")).isLessThan(percent(trained, "baselines"));
    }

    /** The first percentage of the report's line that starts with the word. */
    private static double percent(LauncherRun run, String word) {
        Matcher matcher =
                Pattern.compile("(?m)^\\s*" + word + "\\D*([\\d.]+) %").matcher(run.output());
        assertThat(matcher.find()).as(run.output()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private static Map<String, Long> countedByScript(Path filings) throws Exception {
        Process script = new ProcessBuilder(
                        "python3",
                        LauncherRun.HOME
                                .resolve("ingestion/pipeline/src/test/python/coi_status_counts.py")
                                .toString(),
                        filings.toString(),
                        AS_OF,
                        "--required",
                        "auto=750000")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode json =
                Json.MAPPER.readTree(new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, Long> counts = new TreeMap<>();
        json.properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }

    /** The masked market rates beside a checkout; their owner does not allow copies. */
    private static Optional<Path> privateLoads() {
        for (Path at = LauncherRun.HOME.toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/greenscreens_kma_rates/validation.csv");
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static void expectOk(LauncherRun run) {
        assertThat(run.exitCode()).as(run.output()).isZero();
    }
}
