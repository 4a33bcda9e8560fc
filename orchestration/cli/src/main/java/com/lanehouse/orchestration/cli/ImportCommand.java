package com.lanehouse.orchestration.cli;

import com.lanehouse.events.Event;
import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.imports.CoiImport;
import com.lanehouse.pipeline.imports.ImportReport;
import com.lanehouse.pipeline.imports.LoadsImport;
import com.lanehouse.pipeline.imports.LoadsMapping;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings files of other systems in as events. */
@Command(
        name = "import",
        description = "Turns files of other systems into events and publishes them.",
        mixinStandardHelpOptions = true,
        subcommands = {ImportCommand.Coi.class, ImportCommand.Loads.class})
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to import: coi or loads");
    }

    /** Where the events go. */
    static final class Target {
        @Mixin
        private BootstrapOption bootstrap;

        @Option(names = "--dry-run", description = "Only report what would be used and rejected.")
        private boolean dryRun;

        @Option(names = "--out", paramLabel = "FILE", description = "Write NDJSON here instead of publishing.")
        private Path out;

        ImportReport send(Function<Consumer<Event>, ImportReport> read) throws IOException {
            if (dryRun) {
                return read.apply(event -> {});
            }
            return out == null ? publish(read) : write(read);
        }

        private ImportReport publish(Function<Consumer<Event>, ImportReport> read) {
            EventTypes types = EventTypes.load();
            BrokerTopics.prepare(bootstrap.connection(), types);
            try (EventProducer producer = new EventProducer(bootstrap.connection())) {
                ImportReport report = read.apply(
                        event -> producer.send(event, types.find(event.type()).orElseThrow()));
                producer.flush();
                return report;
            }
        }

        private ImportReport write(Function<Consumer<Event>, ImportReport> read) throws IOException {
            OutputFiles.require(out);
            Path temporary = out.resolveSibling(out.getFileName() + ".tmp");
            try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                ImportReport report = read.apply(event -> {
                    try {
                        lines.write(event.toJson());
                        lines.write('\n');
                    } catch (IOException e) {
                        throw new UncheckedIOException("cannot write " + temporary, e);
                    }
                });
                lines.close();
                Files.move(temporary, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return report;
            } finally {
                Files.deleteIfExists(temporary);
            }
        }

        String where() {
            return dryRun ? "nowhere (dry run)" : out == null ? "the broker at " + bootstrap.address() : out.toString();
        }
    }

    private static int report(CommandSpec spec, ImportReport report, Target target) {
        Console console = new Console(spec.commandLine().getOut());
        console.line("%s: %,d rows read, %,d used, %,d rejected; %,d events to %s"
                .formatted(
                        report.file(),
                        report.linesRead(),
                        report.used(),
                        report.rejected(),
                        report.events(),
                        target.where()));
        report.rejectedByReason().forEach((reason, rows) -> console.line("  %,d × %s".formatted(rows, reason)));
        report.firstRejections().forEach(rejection -> console.line("    " + rejection));
        return report.used() == 0 ? Main.NO : Main.OK;
    }

    /** FMCSA insurance filings. */
    @Command(
            name = "coi",
            description = "Reads the FMCSA daily file of insurance filings: carrier.updated and coi.filed events.",
            mixinStandardHelpOptions = true)
    static final class Coi implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The file as FMCSA publishes it: 11 columns, no header.")
        private Path file;

        @Mixin
        private Target target;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            InputFiles.require(file);
            return report(spec, target.send(sink -> CoiImport.read(file, sink)), target);
        }
    }

    /** A user's own load history. */
    @Command(
            name = "loads",
            description = "Reads a CSV of past loads: quote.priced, quote.booked and load.covered events.",
            mixinStandardHelpOptions = true)
    static final class Loads implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "CSV with a header line.")
        private Path file;

        @Option(
                names = "--mapping",
                required = true,
                paramLabel = "FILE",
                description = "YAML: which column means what.")
        private Path mapping;

        @Mixin
        private Target target;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            InputFiles.require(file);
            InputFiles.require(mapping);
            LoadsMapping columns = LoadsMapping.read(mapping);
            return report(spec, target.send(sink -> LoadsImport.read(file, columns, sink)), target);
        }
    }
}
