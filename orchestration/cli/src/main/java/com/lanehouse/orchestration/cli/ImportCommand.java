package com.lanehouse.orchestration.cli;

import com.lanehouse.events.Event;
import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.imports.CoiImport;
import com.lanehouse.pipeline.imports.ImportReport;
import com.lanehouse.pipeline.imports.LoadsImport;
import com.lanehouse.pipeline.imports.LoadsMapping;
import com.lanehouse.pipeline.imports.MappingDraft;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
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
        private static final long EVENTS_PER_PROGRESS = 10_000;

        @Mixin
        private BootstrapOption bootstrap;

        @Option(
                names = "--dry-run",
                description = "Only report which rows are usable and which are not, by reason and with their lines.")
        private boolean dryRun;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "Write the events here as NDJSON instead of sending them to the broker.")
        private Path out;

        ImportReport send(CommandSpec spec, Function<Consumer<Event>, ImportReport> read) throws IOException {
            Console console = new Console(spec.commandLine().getOut());
            AtomicLong events = new AtomicLong();
            Function<Consumer<Event>, ImportReport> counted = sink -> read.apply(event -> {
                sink.accept(event);
                if (events.incrementAndGet() % EVENTS_PER_PROGRESS == 0) {
                    console.progress("%,d events".formatted(events.get()));
                }
            });
            try {
                if (dryRun) {
                    return counted.apply(event -> {});
                }
                return out == null ? publish(counted) : write(counted);
            } finally {
                console.progress("");
            }
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

        String outcome(ImportReport report) {
            return dryRun
                    ? "a dry run, nothing was sent"
                    : "%,d events to %s"
                            .formatted(report.events(), out == null ? "the broker at " + bootstrap.address() : out);
        }
    }

    private static int report(CommandSpec spec, ImportReport report, Target target) {
        Console console = new Console(spec.commandLine().getOut());
        console.line("%s: %,d rows read, %,d %s, %,d rejected; %s"
                .formatted(
                        report.file(),
                        report.linesRead(),
                        report.used(),
                        target.dryRun ? "usable" : "used",
                        report.rejected(),
                        target.outcome(report)));
        report.rejections().forEach((reason, rejections) -> {
            console.line("  %,d × %s".formatted(rejections.rows(), reason));
            rejections.byDetail().forEach(detail -> console.line("    " + detail));
            long more = rejections.rows() - rejections.first().size();
            if (more > 0) {
                console.line("    and %,d more rows".formatted(more));
            }
        });
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
            return report(spec, target.send(spec, sink -> CoiImport.read(file, sink)), target);
        }
    }

    /** A user's own load history. */
    @Command(
            name = "loads",
            description = {
                "Reads a CSV of past loads: quote.priced, quote.booked and load.covered events.",
                "First '--suggest FILE' for a mapping to start from, then '--mapping MAPPING --dry-run' until the rows "
                        + "that matter are usable, then without '--dry-run'."
            },
            mixinStandardHelpOptions = true)
    static final class Loads implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "CSV with a header line.")
        private Path file;

        @ArgGroup
        private Columns columns;

        @Mixin
        private Target target;

        @Spec
        private CommandSpec spec;

        /** Where the meaning of the columns comes from. */
        static final class Columns {
            @Option(
                    names = "--mapping",
                    required = true,
                    paramLabel = "MAPPING",
                    description = "YAML: which column means what, in which unit and date format.")
            private Path mapping;

            @Option(
                    names = "--suggest",
                    required = true,
                    description = "Look at FILE and write a first mapping to the screen, or to the file of --out; "
                            + "guesses and gaps are marked in it.")
            private boolean suggest;
        }

        @Override
        public Integer call() throws IOException {
            if (columns == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "say with --mapping which column means what, or let --suggest write a first mapping");
            }
            InputFiles.require(file);
            if (columns.suggest) {
                return suggest();
            }
            InputFiles.require(columns.mapping);
            LoadsMapping mapping = LoadsMapping.read(columns.mapping);
            return report(spec, target.send(spec, sink -> LoadsImport.read(file, mapping, sink)), target);
        }

        private int suggest() throws IOException {
            if (target.dryRun) {
                throw new WrongUseException("--suggest sends nothing anyway; leave --dry-run out");
            }
            if (target.out == null) {
                spec.commandLine().getOut().print(MappingDraft.of(file));
                spec.commandLine().getOut().flush();
                return Main.OK;
            }
            OutputFiles.require(target.out);
            if (Files.exists(target.out)) {
                throw new WrongUseException(
                        "%s is there already and may hold your changes; name a new file".formatted(target.out));
            }
            Files.writeString(target.out, MappingDraft.of(file));
            new Console(spec.commandLine().getOut())
                    .line(
                            "%s: a first mapping of %s; read its comments, fill in what is marked ???, then try --mapping %s --dry-run"
                                    .formatted(target.out, file, target.out));
            return Main.OK;
        }
    }
}
