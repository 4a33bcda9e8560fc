package com.lanehouse.orchestration.cli;

import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.orchestration.run.JobResult;
import com.lanehouse.orchestration.run.JobRunner;
import com.lanehouse.orchestration.run.RunConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes gold from silver. */
@Command(
        name = "run",
        description = "Runs jobs in dependency order (all when none is named) and stores what they compute.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", arity = "0..*", description = "Jobs to run; what they read is taken as it is.")
    private List<String> jobs = List.of();

    @Mixin
    private LakeOption lake;

    @Mixin
    private AsOfOption asOf;

    @Option(
            names = "--reference-dir",
            paramLabel = "DIR",
            description = "Folder with your own plan_limits.csv, plans.csv, fx_rates.csv or required_cover.csv.")
    private Path referenceFolder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getOut());
        Instant instant = asOf.instant();
        if (instant.isAfter(Instant.now())) {
            throw new WrongUseException(
                    "--as-of %s lies in the future; the lake could not be run for today any more".formatted(instant));
        }
        if (referenceFolder != null && !Files.isDirectory(referenceFolder)) {
            throw new WrongUseException("--reference-dir %s is not a folder".formatted(referenceFolder));
        }
        List<JobResult> results;
        try {
            results = new JobRunner(lake.openExisting(), JobCatalog.all())
                    .run(new RunConfig(jobs, instant, referenceFolder), result -> console.line(describe(result)));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        long succeeded = results.stream().filter(JobResult::succeeded).count();
        console.line("%d of %d jobs succeeded as of %s".formatted(succeeded, results.size(), instant));
        return succeeded == results.size() ? Main.OK : Main.FAILED;
    }

    static String describe(JobResult result) {
        return "  %-18s %-9s %8s  %s"
                .formatted(
                        result.job(),
                        result.status(),
                        Console.seconds(result.duration()),
                        result.succeeded() ? "%,d rows".formatted(result.rowsOut()) : result.error());
    }
}
