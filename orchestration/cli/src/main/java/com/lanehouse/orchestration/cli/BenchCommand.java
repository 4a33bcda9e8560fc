package com.lanehouse.orchestration.cli;

import com.lanehouse.orchestration.bench.crash.CrashBench;
import com.lanehouse.orchestration.bench.crash.CrashBenchConfig;
import com.lanehouse.orchestration.bench.ingest.FollowBench;
import com.lanehouse.orchestration.bench.ingest.FollowBenchConfig;
import com.lanehouse.orchestration.bench.ingest.IngestBench;
import com.lanehouse.orchestration.bench.ingest.IngestBenchConfig;
import com.lanehouse.orchestration.bench.ingest.KpisBench;
import com.lanehouse.orchestration.bench.ingest.KpisBenchConfig;
import com.lanehouse.orchestration.bench.model.ModelBench;
import com.lanehouse.orchestration.bench.refresh.RefreshBench;
import com.lanehouse.orchestration.bench.refresh.RefreshBenchConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What takes longer than a test: ours beside a yardstick, and faults by the hundred. */
@Command(
        name = "bench",
        description =
                "Measures Lanehouse beside a yardstick in one run, or breaks it many times and counts what is lost.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say which bench: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }

    /** Where a bench works. */
    static final class Workplace {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                description = "Where everything goes; an earlier bench there is removed (default: ${DEFAULT-VALUE}).")
        private Path folder = Path.of("bench");

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description = "Kafka's port; the next ones are used too (default: ${DEFAULT-VALUE}).")
        private int port = 9192;
    }

    @Command(
            name = "ingest",
            description =
                    "Ingest beside the stock recipe (from_json, foreachBatch, MERGE) on the same simulated messages, in CPU seconds. With the defaults it takes about half an hour and 10 GB of disk.",
            mixinStandardHelpOptions = true)
    int ingest(
            @Mixin Workplace workplace,
            @Option(
                            names = "--messages",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            description = "Messages measured at every point (default: ${DEFAULT-VALUE}).")
                    int messages,
            @Option(
                            names = "--history",
                            paramLabel = "N",
                            split = ",",
                            defaultValue = "0,1000000,10000000",
                            description =
                                    "Events that are there before, per point, rising (default: ${DEFAULT-VALUE}).")
                    List<Integer> history,
            @Option(
                            names = "--small",
                            paramLabel = "N",
                            defaultValue = "100000",
                            description = "Messages of a small catch-up (default: ${DEFAULT-VALUE}).")
                    int small,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "How often a small catch-up is measured (default: ${DEFAULT-VALUE}).")
                    int rounds)
            throws IOException {
        IngestBenchConfig config;
        try {
            config = new IngestBenchConfig(workplace.folder, workplace.port, messages, history, small, rounds);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        new IngestBench(config, console()).run();
        return Main.OK;
    }

    @Command(
            name = "follow",
            description =
                    "Publishes simulated events at a steady rate to 'ingest --follow': seconds until each is visible in silver, and resident memory.",
            mixinStandardHelpOptions = true)
    int follow(
            @Mixin Workplace workplace,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "Events a second (default: ${DEFAULT-VALUE}).")
                    int rate,
            @Option(
                            names = "--minutes",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "For how long (default: ${DEFAULT-VALUE}).")
                    int minutes)
            throws InterruptedException {
        FollowBenchConfig config;
        try {
            config = new FollowBenchConfig(workplace.folder, workplace.port, rate, minutes);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        new FollowBench(config, console()).run();
        return Main.OK;
    }

    @Command(
            name = "kpis",
            description =
                    "Publishes simulated events at a steady rate while 'ingest --follow' and 'run --follow' run: seconds until each is counted in gold.kpis, and what every run took, those after quiet minutes too.",
            mixinStandardHelpOptions = true)
    int kpis(
            @Mixin Workplace workplace,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "Events a second (default: ${DEFAULT-VALUE}).")
                    int rate,
            @Option(
                            names = "--minutes",
                            paramLabel = "N",
                            defaultValue = "12",
                            description =
                                    "For how long; the first five are warm-up and not counted (default: ${DEFAULT-VALUE}).")
                    int minutes)
            throws InterruptedException {
        KpisBenchConfig config;
        try {
            config = new KpisBenchConfig(workplace.folder, workplace.port, rate, minutes);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        new KpisBench(config, console()).run();
        return Main.OK;
    }

    @Command(
            name = "model",
            description =
                    "A compiled rate model beside Smile's own prediction, in bulk and row by row, each row held against the other bit for bit.",
            mixinStandardHelpOptions = true)
    int model(
            @Option(
                            names = "--rows",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            description = "Rows that are rated (default: ${DEFAULT-VALUE}).")
                    int rows) {
        ModelBench bench;
        try {
            bench = new ModelBench(rows, console());
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        bench.run();
        return Main.OK;
    }

    @Command(
            name = "refresh",
            description =
                    "The refresh after one more day on short and long histories of equal simulated days: CPU seconds, bytes and files read by each job, and a full run beside it. With the defaults it takes hours.",
            mixinStandardHelpOptions = true)
    int refresh(
            @Option(
                            names = "--dir",
                            paramLabel = "DIR",
                            defaultValue = "bench",
                            description =
                                    "Where everything goes; an earlier bench there is removed (default: ${DEFAULT-VALUE}).")
                    Path folder,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            split = ",",
                            defaultValue = "10,100,1000",
                            description = "Days of history, a lake each, rising (default: ${DEFAULT-VALUE}).")
                    List<Integer> days,
            @Option(
                            names = "--events-a-day",
                            paramLabel = "N",
                            defaultValue = "50000",
                            description = "Events of one day, about (default: ${DEFAULT-VALUE}).")
                    int eventsADay,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Further days that are measured on each lake (default: ${DEFAULT-VALUE}).")
                    int rounds,
            @Option(
                            names = "--histories",
                            paramLabel = "DIR",
                            defaultValue = "bench-histories",
                            description =
                                    "Where histories are kept, so that they are made only once; on the same disk as --dir (default: ${DEFAULT-VALUE}).")
                    Path histories,
            @Option(
                            names = "--go-on",
                            description =
                                    "Goes on with those lakes that an earlier bench of the same days and events left in --dir; makes the others.")
                    boolean goOn)
            throws IOException {
        RefreshBenchConfig config;
        try {
            config = new RefreshBenchConfig(folder, days, eventsADay, rounds, histories, goOn);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        new RefreshBench(config, console()).run();
        return Main.OK;
    }

    @Command(
            name = "crash",
            description =
                    "Crashes ingest many times and checks that no record is lost or there twice. 200 real kills take about 20 minutes, 3000 simulated crashes about two hours.",
            mixinStandardHelpOptions = true)
    int crash(
            @Mixin Workplace workplace,
            @Option(
                            names = "--real",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Kills of the process at random moments.")
                    int real,
            @Option(
                            names = "--simulated",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Writes that fail within one process, at every point in turn.")
                    int simulated,
            @Option(
                            names = "--seed",
                            paramLabel = "S",
                            defaultValue = "1",
                            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
                    long seed)
            throws IOException, InterruptedException {
        CrashBenchConfig config;
        try {
            config = new CrashBenchConfig(workplace.folder, workplace.port, real, simulated, seed);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        new CrashBench(config, console()).run();
        return Main.OK;
    }

    private Console console() {
        return new Console(spec.commandLine().getOut());
    }
}
