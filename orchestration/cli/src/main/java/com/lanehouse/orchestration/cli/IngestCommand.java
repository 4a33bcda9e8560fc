package com.lanehouse.orchestration.cli;

import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.ingest.BatchReport;
import com.lanehouse.pipeline.ingest.Ingest;
import com.lanehouse.pipeline.ingest.IngestConfig;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the broker into bronze and silver. */
@Command(
        name = "ingest",
        description = "Kafka to bronze to silver: reads what is new on the broker and stops when caught up.",
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake;

    @Mixin
    private BootstrapOption bootstrap;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Console console = new Console(spec.commandLine().getOut());
        // Asked before Spark starts, so that a missing broker is said at once and no empty lake is made.
        BrokerTopics.prepare(bootstrap.address(), EventTypes.load());
        BatchReport report = new Ingest(lake.openOrCreate(), IngestConfig.of(bootstrap.address()))
                .catchUp(batch -> console.line(describe("Batch %d".formatted(batch.batchId()), batch)));
        console.line(report == null ? "Nothing new on the broker." : describe("Caught up", report));
        return Main.OK;
    }

    static String describe(String what, BatchReport report) {
        return "%s: %,d records read, %,d to silver, %,d duplicates dropped, %,d dead letters"
                .formatted(what, report.rowsRead(), report.silverRows(), report.duplicates(), report.deadLetters());
    }
}
