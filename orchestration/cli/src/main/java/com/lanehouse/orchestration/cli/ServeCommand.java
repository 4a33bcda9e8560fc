package com.lanehouse.orchestration.cli;

import com.lanehouse.orchestration.local.LocalScoring;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.scoring.bulk.BulkConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the scoring service until it is stopped. */
@Command(
        name = "serve",
        description =
                "The scoring service: answers POST /v1/rates and /v1/rates/bulk with the champion model; runs until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake;

    @Mixin
    private BootstrapOption bootstrap;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "Port (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--pricing",
            paramLabel = "FILE",
            description = "YAML of margins and guardrails (default: a margin of 0.15 and no guardrails).")
    private Path pricing;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            description = "How many requests each key may make a second (default: ${DEFAULT-VALUE}).")
    private int requestsPerSecond = 100;

    @Option(
            names = "--cached-lanes",
            paramLabel = "N",
            description =
                    "Of how many lanes the last rate is kept while nothing changes; 0: none (default: ${DEFAULT-VALUE}).")
    private int cachedLanes = 10_000;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = {
                "PostgreSQL that keeps bulk jobs, as jdbc:postgresql://HOST/NAME?user=NAME; several services may share it",
                "(default: the file bulk.db in the lake's folder _service). The password is read from the environment,",
                "LANEHOUSE_DATABASE_PASSWORD, or from PostgreSQL's password file (PGPASSFILE, ~/.pgpass)."
            })
    private String database;

    @Option(
            names = "--bulk-workers",
            paramLabel = "N",
            description = "How many chunks of bulk jobs are rated at a time (default: half of the processors).")
    private int bulkWorkers = BulkConfig.usualWorkers();

    @Option(
            names = "--bulk-results-days",
            paramLabel = "N",
            description = "How long results of a finished bulk job are kept (default: ${DEFAULT-VALUE}).")
    private int bulkResultsDays = 7;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<String> further = new ArrayList<>(List.of(
                "--requests-per-second",
                Integer.toString(requestsPerSecond),
                "--cached-lanes",
                Integer.toString(cachedLanes)));
        if (cachedLanes < 0) {
            throw new WrongUseException("--cached-lanes is %d, must be at least 0".formatted(cachedLanes));
        }
        if (requestsPerSecond < 1) {
            throw new WrongUseException("--requests-per-second is %d, must be at least 1".formatted(requestsPerSecond));
        }
        if (pricing != null) {
            InputFiles.require(pricing);
            further.addAll(List.of("--pricing", pricing.toAbsolutePath().toString()));
        }
        further.addAll(bulk());
        Console console = new Console(spec.commandLine().getOut());
        var log = lake.existingPath().resolve("_service").resolve("scoring.log");
        try (ServerProcess service =
                LocalScoring.start(lake.existingPath(), bootstrap.words(), host, port, "--port", further, log)) {
            console.line("Answering at http://%s:%d (log: %s). Ctrl-C stops it.".formatted(host, port, log));
            int exit = service.waitFor();
            if (exit != 0) {
                throw new FailedException("the scoring service ended with exit code %d (log: %s)".formatted(exit, log));
            }
            return Main.OK;
        }
    }

    /** Checked here, so that what is wrong is said before anything starts. */
    private List<String> bulk() {
        try {
            BulkConfig config = BulkConfig.usual().withWorkers(bulkWorkers).withResultsDays(bulkResultsDays);
            List<String> words = new ArrayList<>(List.of(
                    "--bulk-workers",
                    Integer.toString(bulkWorkers),
                    "--bulk-results-days",
                    Integer.toString(bulkResultsDays)));
            if (database != null) {
                config.withDatabase(database);
                words.addAll(List.of("--database", database));
            }
            return words;
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }
}
