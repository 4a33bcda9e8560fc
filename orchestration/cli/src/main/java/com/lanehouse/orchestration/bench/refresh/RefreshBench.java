package com.lanehouse.orchestration.bench.refresh;

import static java.util.Objects.requireNonNull;

import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.LakeConfig;
import com.lanehouse.lake.LakeSession;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.local.OwnedFolder;
import com.lanehouse.orchestration.run.JobResult;
import com.lanehouse.orchestration.run.JobRunner;
import com.lanehouse.orchestration.run.RunConfig;
import com.lanehouse.warehouse.TableDeclaration;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What the refresh after one more day costs, on lakes with short and long histories of equal days: CPU, and the bytes and
 * files that each job reads; beside it a full run. All in this one warm process, a day on each lake in turn.
 */
public final class RefreshBench {
    /** Further days on each lake that are refreshed before it is measured. */
    private static final int WARM_UP_DAYS = 3;

    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;

    private final RefreshBenchConfig config;
    private final Console console;

    public RefreshBench(RefreshBenchConfig config, Console console) {
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
    }

    /** What one run cost. */
    private record Cost(double cpuSeconds, double seconds, Map<String, Read> jobs) {
        double megabytes() {
            return jobs.values().stream().mapToDouble(Read::megabytes).sum();
        }

        double files() {
            return jobs.values().stream().mapToDouble(Read::files).sum();
        }
    }

    /** What one job's tasks read in one run, and the CPU they took. */
    private record Read(double megabytes, double files, double cpuSeconds) {
        static final Read NOTHING = new Read(0, 0, 0);
    }

    /** One lake and what was measured on it. */
    private final class Side {
        private final int days;
        private final Lake lake;
        private final BulkHistory history;
        private final JobRunner runner;
        private final List<Cost> refreshes = new ArrayList<>();
        private Cost full;
        private int day;

        Side(int days, Lake lake, int writtenDays) {
            this.days = days;
            this.lake = lake;
            this.runner = new JobRunner(lake, JobCatalog.all());
            this.history = new BulkHistory(lake, days, config.eventsADay());
            this.day = writtenDays;
        }

        long events() {
            return lake.catalog().layer("silver").stream()
                    .filter(TableDeclaration::holdsEvents)
                    .map(TableDeclaration::name)
                    .mapToLong(table -> lake.read(table).count())
                    .sum();
        }

        Instant newestDay() {
            return history.endOf(day - 1);
        }

        void nextDay() {
            history.write(day, day + 1, written -> {});
            day++;
        }
    }

    public void run() throws IOException {
        if (!config.goOn() || !Files.isDirectory(config.folder())) {
            OwnedFolder.prepare(config.folder(), "bench");
        }
        SparkSession session = LakeSession.start(LakeConfig.of(config.folder()));
        session.sparkContext().hadoopConfiguration().set("fs.file.impl", CountedFiles.class.getName());
        FileSystem.closeAll();
        // The first to ask decides whose files they are, for everybody.
        FileSystem.get(config.folder().toUri(), session.sparkContext().hadoopConfiguration());
        JobReads reads = new JobReads();
        session.sparkContext().addSparkListener(reads);
        List<Side> sides = new ArrayList<>();
        for (int days : config.days()) {
            Path lake = config.folder().resolve("lake-" + days);
            if (config.goOn() && Files.isDirectory(lake)) {
                sides.add(goneOnWith(days, lake, session));
            } else {
                sides.add(made(days, lake, session, reads));
            }
            Side side = sides.getLast();
            side.nextDay();
            Cost unmeasured = refresh(side, reads, false);
            console.line(
                    "%,d days: the first refresh, which also makes the index where there is none, %.1f CPU-s, %.0f s"
                            .formatted(days, unmeasured.cpuSeconds(), unmeasured.seconds()));
        }
        // What jobs of months read depends on the day of the month.
        Instant newest = sides.stream()
                .map(Side::newestDay)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        for (Side side : sides) {
            while (side.newestDay().isBefore(newest)) {
                side.nextDay();
                refresh(side, reads, false);
                console.progress("%,d days: brought on to the day of the others".formatted(side.days));
            }
        }
        // The JVM compiles what it runs often: a process that follows is past that.
        for (int day = 0; day < WARM_UP_DAYS; day++) {
            for (Side side : sides) {
                side.nextDay();
                refresh(side, reads, false);
            }
        }
        for (int round = 1; round <= config.rounds(); round++) {
            for (Side side : sides) {
                side.nextDay();
                side.refreshes.add(refresh(side, reads, false));
                Cost cost = side.refreshes.getLast();
                console.line("round %d, one more day on %,d: %.1f CPU-s, %.0f s, %.1f MB of %,.0f files read"
                        .formatted(
                                round, side.days, cost.cpuSeconds(), cost.seconds(), cost.megabytes(), cost.files()));
            }
        }
        for (Side side : sides) {
            side.full = refresh(side, reads, true);
        }
        sides.forEach(side -> side.runner.close());
        console.line("");
        console.line(jobs(sides));
        console.line(totals(sides));
    }

    private Side made(int days, Path lake, SparkSession session, JobReads reads) throws IOException {
        new KeptHistories(config.histories(), session)
                .copy(
                        days,
                        config.eventsADay(),
                        lake,
                        made -> console.progress("made %,d of %,d days of history".formatted(made, days)));
        Side side = new Side(days, Lake.open(session, lake), days);
        Cost first = refresh(side, reads, true);
        console.line("%,d days: %,d simulated events; everything for the first time %.1f CPU-s, %.0f s"
                .formatted(days, side.events(), first.cpuSeconds(), first.seconds()));
        return side;
    }

    /** A lake of an earlier bench; each of its days is a batch. */
    private Side goneOnWith(int days, Path folder, SparkSession session) {
        Lake lake = Lake.open(session, folder);
        long written = lake.read("ops.ingest_batches")
                .agg(functions.coalesce(functions.max("batch_id"), functions.lit(0L)))
                .first()
                .getLong(0);
        if (written < days) {
            throw new BenchFailedException(
                    "the lake in %s has fewer than %,d days and cannot be gone on with; leave out --go-on"
                            .formatted(folder, days));
        }
        console.line("%,d days: goes on after %,d".formatted(days, written));
        return new Side(days, lake, (int) written);
    }

    private Cost refresh(Side side, JobReads reads, boolean full) {
        reads.taken();
        CountedFiles.taken();
        long cpu = cpu();
        long start = System.nanoTime();
        List<JobResult> results = side.runner.run(
                new RunConfig(List.of(), side.newestDay(), null, full),
                result -> console.progress("  %s %s".formatted(result.job(), result.status())));
        long ended = System.nanoTime();
        long spent = cpu() - cpu;
        results.stream().filter(result -> !result.succeeded()).findFirst().ifPresent(result -> {
            throw new BenchFailedException("job %s %s: %s".formatted(result.job(), result.status(), result.error()));
        });
        awaitListeners(side.lake.session());
        Map<String, Set<String>> files = CountedFiles.taken();
        Map<String, Read> jobs = new TreeMap<>();
        reads.taken()
                .forEach((job, sum) -> jobs.put(
                        job,
                        new Read(
                                sum.bytes() / MEGA,
                                files.getOrDefault(job, Set.of()).size(),
                                sum.cpuNanos() / NANOS)));
        return new Cost(spent / NANOS, (ended - start) / NANOS, jobs);
    }

    /** What tasks did is told some milliseconds later. */
    private static void awaitListeners(SparkSession session) {
        try {
            session.sparkContext().listenerBus().waitUntilEmpty();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new BenchFailedException("Spark does not say what its tasks did");
        }
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private String jobs(List<Side> sides) {
        StringBuilder table = new StringBuilder("| a refresh reads |");
        sides.forEach(side -> table.append(" %,d days: MB | files | task CPU-s |".formatted(side.days)));
        table.append("\n|---|").append("---:|---:|---:|".repeat(sides.size())).append('\n');
        for (var job : JobCatalog.all()) {
            table.append("| ").append(job.name()).append(" |");
            for (Side side : sides) {
                table.append(String.format(
                        Locale.ROOT,
                        " %.2f | %.0f | %.2f |",
                        median(side, cost -> read(cost, job.name()).megabytes()),
                        median(side, cost -> read(cost, job.name()).files()),
                        median(side, cost -> read(cost, job.name()).cpuSeconds())));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static Read read(Cost cost, String job) {
        return cost.jobs().getOrDefault(job, Read.NOTHING);
    }

    private String totals(List<Side> sides) {
        Side shortest = sides.getFirst();
        StringBuilder table = new StringBuilder(
                "| days | refresh, CPU-s | of the shortest | s | MB read | files | full run, CPU-s | full ÷ refresh |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (Side side : sides) {
            double cpu = median(side, Cost::cpuSeconds);
            table.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.1f | %.2f × | %.0f | %.1f | %.0f | %.1f | %.1f |%n",
                    side.days,
                    cpu,
                    cpu / median(shortest, Cost::cpuSeconds),
                    median(side, Cost::seconds),
                    median(side, Cost::megabytes),
                    median(side, Cost::files),
                    side.full.cpuSeconds(),
                    side.full.cpuSeconds() / cpu));
        }
        return table.toString();
    }

    private static double median(Side side, ToDoubleFunction<Cost> figure) {
        double[] sorted = side.refreshes.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
