package com.lanehouse.orchestration.cli;

import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.ingest.BatchReport;
import com.lanehouse.pipeline.ingest.Ingest;
import com.lanehouse.pipeline.ingest.IngestConfig;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the broker into bronze and silver. */
@Command(
        name = "ingest",
        description =
                "Kafka to bronze to silver: reads what is new on the broker and stops when caught up, or follows it.",
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake;

    @Mixin
    private BootstrapOption bootstrap;

    @Spec
    private CommandSpec spec;

    @Option(names = "--follow", description = "Stays and reads what comes, until Ctrl-C or SIGTERM.")
    private boolean follow;

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getOut());
        // Asked first, so that a missing broker is said at once and no empty lake is made.
        BrokerTopics.prepare(bootstrap.connection(), EventTypes.load());
        Ingest ingest = new Ingest(lake.writablePath(), IngestConfig.of(bootstrap.connection()));
        if (follow) {
            follow(ingest, console);
        } else {
            BatchReport report =
                    ingest.catchUp(batch -> console.line(describe("Batch %d".formatted(batch.batchId()), batch)));
            console.line(report == null ? "Nothing new on the broker." : describe("Caught up", report));
        }
        return Main.OK;
    }

    private static void follow(Ingest ingest, Console console) {
        try (StopSignal signal = StopSignal.install()) {
            console.line("Following the broker; Ctrl-C stops after the batch in hand.");
            FollowStatus status = new FollowStatus(Instant.now());
            ingest.follow(
                    (batch, lag) -> {
                        String line = status.completed(batch, lag, Instant.now());
                        console.progress(line);
                        if (status.isDue(Instant.now())) {
                            console.line(status.turn(Instant.now()));
                        }
                    },
                    signal::isStopping);
            console.line("Stopped; the next ingest goes on from here.");
        }
    }

    static String describe(String what, BatchReport report) {
        return "%s: %,d records read, %,d to silver, %,d duplicates dropped, %,d dead letters"
                .formatted(what, report.rowsRead(), report.silverRows(), report.duplicates(), report.deadLetters());
    }
}
