package com.lanehouse.orchestration.cli;

import static java.util.Objects.requireNonNull;

import com.lanehouse.orchestration.run.JobResult;
import com.lanehouse.orchestration.run.JobRunner;
import com.lanehouse.orchestration.run.RunConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Runs jobs at every full minute; a run that takes longer than a minute leaves out those it passed. After the first run
 * of an hour, what runs write is kept up.
 */
final class MinuteRuns {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

    private final JobRunner runner;
    private final RunConfig config;
    private final Console console;
    private final Clock clock;
    /** What the run before warned of: not said again every minute. */
    private List<String> warned = List.of();

    MinuteRuns(JobRunner runner, RunConfig config, Console console, Clock clock) {
        this.runner = requireNonNull(runner, "runner is null");
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** A job that fails does not end it: the next minute tries again. */
    void untilStopped() {
        try (StopSignal signal = StopSignal.install()) {
            console.line("Running at every full minute; Ctrl-C stops after the run in hand.");
            Instant ran = Instant.MIN;
            Instant keptUp = Instant.MIN;
            while (!signal.isStopping()) {
                Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
                if (minute.isAfter(ran)) {
                    run(minute);
                    ran = minute;
                    Instant hour = minute.truncatedTo(ChronoUnit.HOURS);
                    if (hour.isAfter(keptUp) && !signal.isStopping()) {
                        runner.keepUp().forEach(console::line);
                        keptUp = hour;
                    }
                }
                signal.awaitUntil(ran.plus(1, ChronoUnit.MINUTES), clock);
            }
            console.line("Stopped; the next run goes on from here.");
        }
    }

    private void run(Instant minute) {
        Instant start = clock.instant();
        List<JobResult> results = runner.run(
                config.followingAt(minute),
                result -> console.progress("  %s %s".formatted(result.job(), result.status())));
        results.stream()
                .filter(result -> !result.succeeded())
                .map(RunCommand::describe)
                .forEach(console::line);
        List<String> warnings = RunCommand.warnings(results);
        warnings.stream().filter(warning -> !warned.contains(warning)).forEach(console::line);
        warned = warnings;
        long rows = results.stream()
                .filter(JobResult::succeeded)
                .mapToLong(JobResult::rowsOut)
                .sum();
        console.line("%s  %d of %d jobs succeeded, %,d rows changed, %s"
                .formatted(
                        MINUTE.format(minute),
                        results.stream().filter(JobResult::succeeded).count(),
                        results.size(),
                        rows,
                        Console.seconds(Duration.between(start, clock.instant()))));
    }
}
