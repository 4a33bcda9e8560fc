package com.lanehouse.orchestration.cli;

import com.lanehouse.simulator.SimulationConfig;
import com.lanehouse.simulator.SimulationReport;
import com.lanehouse.simulator.Simulator;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a simulated market. */
@Command(
        name = "simulate",
        description =
                "Writes a simulated freight market as NDJSON events, and beside it the hidden truth it was drawn from.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--days", required = true, paramLabel = "N", description = "Days of history, at least 1.")
    private int days;

    @Option(names = "--companies", required = true, paramLabel = "N", description = "Companies, at least 1.")
    private int companies;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "Same seed and end: same bytes.")
    private long seed;

    @Option(names = "--end", paramLabel = "DATE", description = "Last day, UTC (default: today).")
    private LocalDate end;

    @Option(
            names = "--families",
            split = ",",
            paramLabel = "TOPIC",
            description = "Only these event families (default: all).")
    private Set<String> families = Set.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "NDJSON file; gzip when it ends in .gz.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getOut());
        SimulationConfig config;
        try {
            config = new SimulationConfig(
                    days, companies, seed, end == null ? LocalDate.now(ZoneOffset.UTC) : end, new TreeSet<>(families));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        OutputFiles.require(out);
        SimulationReport report =
                Simulator.run(config, out, (done, of) -> console.progress("day %d of %d".formatted(done, of)));
        console.line(describe(report));
        return Main.OK;
    }

    static String describe(SimulationReport report) {
        return "%,d events (%,d late, %,d duplicated, %,d broken lines), simulated, in %s; the hidden truth in %s"
                .formatted(
                        report.events(),
                        report.late(),
                        report.duplicated(),
                        report.broken(),
                        report.eventFile(),
                        report.truth());
    }
}
