package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.EventTypes;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a lake tells of the way to the scoreboard: run by run, and of all events together. */
final class BoardReport {
    private static final int JOBS_SHOWN = 3;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

    private final List<MinuteRun> runs;
    private final Board board;
    private final BoardArrivals arrivals;

    /**
     * Reads a lake whose events happened when they were published.
     *
     * @param from events that were published before are not counted
     * @param excusedFrom events that were published from then on need not have arrived
     */
    BoardReport(Path lake, Instant from, Instant excusedFrom) {
        requireNonNull(lake, "lake is null");
        List<JobEnd> ends = JobEnd.in(lake);
        this.runs = MinuteRun.of(ends);
        this.board = new Board(ends);
        this.arrivals = new BoardArrivals(board, from, excusedFrom);
        EventTypes.load()
                .families()
                .forEach(family -> KernelTable.at(lake.resolve("silver").resolve(family))
                        .forEachRow(
                                List.of("batch_id", "event_time"),
                                "batch_id",
                                0,
                                row -> arrivals.add((long) row[0], (Instant) row[1])));
    }

    /** @throws BenchFailedException when an event is lost, or none has arrived */
    void say(Console console) {
        console.line("");
        console.line(
                "Run by run: seconds it took; gold.kpis: seconds after the full minute; counted: events that came with it");
        console.line("run as of              took    gold.kpis    counted  jobs that took longest");
        runs.forEach(run -> say(run, console));
        long passed = minutesWithoutARun();
        if (passed > 0) {
            console.line("Full minutes without a run of their own, as the one before was still going: " + passed);
        }
        console.line("");
        if (arrivals.lost() > 0) {
            throw new BenchFailedException(
                    "%,d events never reached gold.kpis, though there was time; its newest scoreboard is %s"
                            .formatted(
                                    arrivals.lost(),
                                    board.newest()
                                            .map(write -> "that of " + MINUTE.format(write.asOf()))
                                            .orElse("none")));
        }
        if (arrivals.seconds().isEmpty()) {
            throw new BenchFailedException(
                    "no run came in time for the events that count, those after the warm-up; take more minutes");
        }
        if (arrivals.excused() > 0) {
            console.line("Left out: the %,d last events, whose run did not come before the end"
                    .formatted(arrivals.excused()));
        }
        console.line("After a minute without an event the whole catalogue took %s"
                .formatted(quiet().map(run -> Console.seconds(run.took())).collect(Collectors.joining(", "))));
        console.line("%,d events, from published to counted in gold.kpis: %s"
                .formatted(arrivals.seconds().size(), new WaitingTimes(arrivals.seconds())));
    }

    private void say(MinuteRun run, Console console) {
        console.line("%-17s  %8s  %11s  %,9d  %s"
                .formatted(
                        MINUTE.format(run.asOf()),
                        Console.seconds(run.took()),
                        board.of(run.id())
                                .map(write -> Console.seconds(Duration.between(run.asOf(), write.finishedAt())))
                                .orElse("never"),
                        arrivals.with(run.id()),
                        run.longest(JOBS_SHOWN).stream()
                                .map(end -> end.job() + " " + Console.seconds(end.took()))
                                .collect(Collectors.joining(", "))));
        run.failed().forEach(end -> console.line("  %s %s".formatted(end.job(), end.error())));
    }

    /** The runs that saw no other batch than the one before. */
    private Stream<MinuteRun> quiet() {
        return IntStream.range(1, runs.size())
                .filter(i -> runs.get(i).batch() == runs.get(i - 1).batch())
                .mapToObj(runs::get);
    }

    private long minutesWithoutARun() {
        return runs.isEmpty()
                ? 0
                : ChronoUnit.MINUTES.between(
                                runs.getFirst().asOf(), runs.getLast().asOf())
                        + 1
                        - runs.size();
    }
}
