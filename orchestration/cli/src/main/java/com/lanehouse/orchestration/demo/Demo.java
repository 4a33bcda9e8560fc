package com.lanehouse.orchestration.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.dashboards.page.ExecutivePage;
import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.LakeConfig;
import com.lanehouse.lake.LakeSession;
import com.lanehouse.orchestration.cli.CodeRevision;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.cli.FailedException;
import com.lanehouse.orchestration.cli.Scoreboard;
import com.lanehouse.orchestration.local.LocalBroker;
import com.lanehouse.orchestration.local.LocalScoring;
import com.lanehouse.orchestration.local.OwnedFolder;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.orchestration.report.PageReader;
import com.lanehouse.orchestration.run.JobResult;
import com.lanehouse.orchestration.run.JobRunner;
import com.lanehouse.orchestration.run.RunConfig;
import com.lanehouse.pipeline.ingest.BatchReport;
import com.lanehouse.pipeline.ingest.Ingest;
import com.lanehouse.pipeline.ingest.IngestConfig;
import com.lanehouse.pipeline.publish.Publisher;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.PromotionRefusedException;
import com.lanehouse.scoring.ApiKeys;
import com.lanehouse.simulator.SimulationConfig;
import com.lanehouse.simulator.SimulationReport;
import com.lanehouse.simulator.Simulator;
import com.lanehouse.training.RateTraining;
import com.lanehouse.training.RateTrainingConfig;
import com.lanehouse.training.TrainedModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;

/** The whole way once, on this machine: simulated events in at one end, a price and a scoreboard out at the other. */
public final class Demo {
    private static final int WEEK_ENDS = 4;
    /** What the cards' trend is made of, with all that it rests on; other jobs keep no snapshot that the page shows. */
    private static final List<String> SCOREBOARD_JOBS = List.of("scoreboard");

    private static final String COMPANY = "demo-shipper";
    private static final List<RateClient.Lane> LANES = List.of(
            new RateClient.Lane("Chicago → Atlanta", "60601", "30303", "van", 38_000),
            new RateClient.Lane("Los Angeles → Phoenix", "90012", "85003", "reefer", 41_000),
            new RateClient.Lane("Dallas → Denver", "75201", "80202", "flatbed", 44_000),
            new RateClient.Lane("Newark → Miami", "07102", "33130", "van", 30_000));

    private final DemoConfig config;
    private final Console console;
    private final Instant startedAt = now();

    public Demo(DemoConfig config, Console console) {
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
    }

    /** Runs every step; whatever it started ends with it, unless the configuration says keep. */
    public void run() throws Exception {
        String found = OwnedFolder.prepare(config.folder(), "demo");
        if (found != null) {
            console.line(found);
        }
        console.line("Lanehouse demo: %d days of %d simulated companies, in %s"
                .formatted(config.days(), config.companies(), config.folder()));
        try (ResidentMemory memory = new ResidentMemory()) {
            SimulationReport simulated = step("Simulate a freight market", this::simulate);
            ServerProcess broker = step("Start Kafka", this::startBroker);
            ServerProcess service = null;
            try {
                step("Publish to Kafka", this::publish);
                step("Ingest: Kafka → bronze → silver", this::ingest);
                Lake lake = step("Start Spark", this::openLake);
                for (Instant weekEnd : WeekEnds.before(startedAt, WEEK_ENDS)) {
                    step("Run the scoreboard as of " + weekEnd, () -> runJobs(lake, weekEnd, SCOREBOARD_JOBS));
                }
                step("Run lane-histories as of now", () -> runJobs(lake, now(), List.of("lane-histories")));
                step("Train the rate model", () -> trainAndPromote(lake, simulated));
                String key = ApiKeys.create(config.lake(), COMPANY, "mid_market");
                service = step("Start the scoring service", this::startService);
                step("Ask for rates over HTTP", () -> askForRates(key));
                step("Ingest the answers", this::ingest);
                step("Run the jobs as of now", () -> runJobs(lake, now(), List.of()));
                step("Write the executive page", () -> writePage(lake));
                List<Row> kpis = Scoreboard.newest(lake);
                console.line("");
                Scoreboard.print(console, kpis, Scoreboard.asOf(kpis.getFirst()));
                finish(memory, broker, service, key);
            } finally {
                if (!config.keep()) {
                    if (service != null) {
                        service.close();
                    }
                    broker.close();
                }
            }
        }
    }

    private <T> T step(String what, Callable<T> work) throws Exception {
        console.progress("  … " + what);
        Instant begin = Instant.now();
        T result = work.call();
        String detail = result instanceof String text ? text : "";
        console.line("  ✓ %-46s %8s  %s"
                .formatted(what, Console.seconds(Duration.between(begin, Instant.now())), detail)
                .stripTrailing());
        return result;
    }

    private SimulationReport simulate() {
        SimulationReport report = Simulator.run(
                new SimulationConfig(
                        config.days(), config.companies(), config.seed(), LocalDate.now(ZoneOffset.UTC), Set.of()),
                config.events(),
                (done, of) -> console.progress("  … Simulate: day %d of %d".formatted(done, of)));
        console.line("    %,d events, %,d of them late, %,d twice, %,d broken lines (all simulated)"
                .formatted(report.events(), report.late(), report.duplicated(), report.broken()));
        return report;
    }

    private ServerProcess startBroker() {
        return LocalBroker.start(config.folder().resolve("broker"), config.brokerPort(), "--broker-port");
    }

    private String publish() throws IOException {
        Publisher.Report report = Publisher.publish(
                config.broker(),
                List.of(config.events()),
                lines -> console.progress("  … Publish: %,d lines".formatted(lines)));
        return "%,d records".formatted(report.lines());
    }

    private Lake openLake() {
        return Lake.open(LakeSession.start(LakeConfig.of(config.lake())), config.lake());
    }

    private String ingest() {
        BatchReport report = new Ingest(config.lake(), IngestConfig.of(config.broker()))
                .catchUp(batch -> console.progress("  … Ingest: batch %d done".formatted(batch.batchId())));
        return report == null
                ? "nothing new"
                : "%,d records: %,d to silver, %,d duplicates, %,d dead letters"
                        .formatted(report.rowsRead(), report.silverRows(), report.duplicates(), report.deadLetters());
    }

    private String runJobs(Lake lake, Instant asOf, List<String> jobs) {
        List<JobResult> results;
        try (JobRunner runner = new JobRunner(lake, JobCatalog.all())) {
            results = runner.run(
                    new RunConfig(jobs, asOf, null, false),
                    result -> console.progress("  … " + result.job() + " done"));
        }
        for (JobResult result : results) {
            if (!result.succeeded()) {
                throw new FailedException("job %s %s: %s".formatted(result.job(), result.status(), result.error()));
            }
        }
        return "%d jobs, %,d rows"
                .formatted(
                        results.size(),
                        results.stream().mapToLong(JobResult::rowsOut).sum());
    }

    private String trainAndPromote(Lake lake, SimulationReport simulated) {
        RateTrainingConfig training =
                RateTrainingConfig.usual().withTruth(simulated.truth()).by("demo", CodeRevision.current());
        TrainedModel model = RateTraining.train(lake, now(), training, what -> console.progress("  … Train: " + what));
        model.report().lines().forEach(line -> console.line("    " + line));
        ModelRegistry registry = ModelRegistry.open(config.lake());
        long version = model.version().version();
        try {
            registry.promote(RateTraining.NAME, version, ModelRegistry.CHAMPION, "demo", null);
            return "version %d passed its gates and is champion".formatted(version);
        } catch (PromotionRefusedException e) {
            registry.promote(RateTraining.NAME, version, ModelRegistry.CHAMPION, "demo", "demo: " + e.getMessage());
            return "version %d is champion although: %s".formatted(version, e.getMessage());
        }
    }

    private ServerProcess startService() {
        return LocalScoring.start(
                config.lake(),
                List.of("--bootstrap", config.broker().bootstrap()),
                "127.0.0.1",
                config.servicePort(),
                "--port",
                List.of(),
                config.folder().resolve("scoring.log"));
    }

    private String askForRates(String key) {
        LocalDate pickup = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        try (RateClient client = new RateClient(config.servicePort(), key)) {
            for (RateClient.Lane lane : LANES) {
                JsonNode rate = client.ask(lane, pickup);
                console.line("    %-22s %-8s %,7.0f mi  price $%,.2f  carrier cost $%,.2f (p10 $%,.2f, p90 $%,.2f)"
                        .formatted(
                                lane.name(),
                                lane.equipment(),
                                rate.path("miles").asDouble(),
                                rate.path("price").asDouble(),
                                rate.path("cost").path("p50").asDouble(),
                                rate.path("cost").path("p10").asDouble(),
                                rate.path("cost").path("p90").asDouble()));
            }
        }
        return "%d rates".formatted(LANES.size());
    }

    private String writePage(Lake lake) throws IOException {
        ExecutivePage.write(new PageReader(lake).read().orElseThrow(), config.page());
        return "";
    }

    private void finish(ResidentMemory memory, ServerProcess broker, ServerProcess service, String key) {
        console.line("");
        console.line("The executive page: " + config.page());
        console.line("Took %s%s."
                .formatted(
                        Console.seconds(Duration.between(startedAt, Instant.now())),
                        memory.peakMib().isPresent()
                                ? ", at most %,d MiB resident over all processes"
                                        .formatted(memory.peakMib().getAsLong())
                                : ""));
        console.line("Try next:");
        console.line("  ./lanehouse kpis --json --lake %s".formatted(config.lake()));
        console.line("  ./lanehouse model history rate --lake %s".formatted(config.lake()));
        if (config.keep()) {
            broker.keepRunning();
            service.keepRunning();
            console.line(
                    "  curl -s http://127.0.0.1:%d/v1/rates -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\"
                            .formatted(config.servicePort(), key));
            console.line(
                    "    -d '{\"origin\":{\"zip\":\"60601\"},\"destination\":{\"zip\":\"30303\"},\"equipment\":\"van\",\"pickup_date\":\"%s\"}'"
                            .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(2)));
            console.line("Kafka (pid %d) and the scoring service (pid %d) stay up; end them with: kill %d %d"
                    .formatted(broker.pid(), service.pid(), service.pid(), broker.pid()));
        } else {
            console.line(
                    "  ./lanehouse demo --keep    (leaves Kafka and the scoring service up for your own requests)");
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
