package com.lanehouse.orchestration.cli;

import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.lake.Lake;
import com.lanehouse.orchestration.run.JobResult;
import com.lanehouse.orchestration.run.JobRunner;
import com.lanehouse.orchestration.run.RunConfig;
import com.lanehouse.warehouse.RuleAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
    @Parameters(paramLabel = "JOB", arity = "0..*", description = "Jobs to run, and with them those they rest on.")
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

    @Option(names = "--full", description = "Compute everything anew, not only what has changed since the last run.")
    private boolean full;

    @Option(
            names = "--lake-out",
            paramLabel = "DIR",
            description = "Put the results into another folder: so an earlier --as-of can be computed, beside today's.")
    private Path lakeOut;

    @Option(names = "--follow", description = "Stays and runs at every full minute, until Ctrl-C or SIGTERM.")
    private boolean follow;

    @Option(
            names = "--explain",
            description =
                    "Only say what would be computed and why, and which tables change before; computes and stores nothing.")
    private boolean explain;

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
        if (follow && (asOf.isGiven() || full || explain)) {
            throw new WrongUseException(
                    "--follow runs at every full minute what has changed; leave out --as-of, --full and --explain");
        }
        RunConfig config = new RunConfig(jobs, instant, referenceFolder, full);
        List<JobResult> results;
        try (JobRunner runner = new JobRunner(openLake(), JobCatalog.all())) {
            if (follow) {
                new MinuteRuns(runner, config, console, Clock.systemUTC()).untilStopped();
                return Main.OK;
            }
            if (explain) {
                runner.explain(config).forEach(console::line);
                return Main.OK;
            }
            results = runner.run(config, result -> console.line(describe(result)));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        warnings(results).forEach(console::line);
        long succeeded = results.stream().filter(JobResult::succeeded).count();
        console.line("%d of %d jobs succeeded as of %s".formatted(succeeded, results.size(), instant));
        return exitCode(results);
    }

    private Lake openLake() {
        if (lakeOut == null) {
            return lake.openExisting();
        }
        if (lakeOut.toAbsolutePath().normalize().equals(lake.path())) {
            throw new WrongUseException("--lake-out %s is the lake itself; name another folder".formatted(lakeOut));
        }
        return lake.openExisting().withResultsIn(lakeOut);
    }

    /** A broken rule is an answer; what failed or was skipped for another reason is a failure. */
    static int exitCode(List<JobResult> results) {
        if (results.stream().allMatch(JobResult::succeeded)) {
            return Main.OK;
        }
        return results.stream()
                        .filter(result -> result.status().equals("failed"))
                        .allMatch(JobResult::brokeARule)
                ? Main.NO
                : Main.FAILED;
    }

    /** What quality rules found and let through. */
    static List<String> warnings(List<JobResult> results) {
        return results.stream()
                .flatMap(result -> result.checks().stream())
                .filter(check -> check.broken() && check.action() != RuleAction.FAIL)
                .map(RunCommand::describe)
                .toList();
    }

    private static String describe(QualityCheck check) {
        return "  %s: rule %s of %s, by %,d of %,d"
                .formatted(check.status(), check.rule(), check.table(), check.failed(), check.checked());
    }

    static String describe(JobResult result) {
        return "  %-22s %-9s %8s  %s"
                .formatted(
                        result.job(),
                        result.status(),
                        Console.seconds(result.duration()),
                        result.succeeded()
                                ? "%,d rows changed, computed %s".formatted(result.rowsOut(), result.computed())
                                : result.error());
    }
}
