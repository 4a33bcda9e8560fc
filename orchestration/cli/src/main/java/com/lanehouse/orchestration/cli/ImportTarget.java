package com.lanehouse.orchestration.cli;

import com.lanehouse.events.Event;
import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.imports.ImportReport;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the events of an import go: to the broker, into a file, or nowhere. */
final class ImportTarget {
    private static final long EVENTS_PER_PROGRESS = 10_000;

    @Mixin
    private BootstrapOption bootstrap;

    @Option(
            names = "--dry-run",
            description = {
                "Only report which rows are usable and which are not, by reason and with their lines.",
                "Not together with --out: a dry run writes no events."
            })
    private boolean dryRun;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the events here as NDJSON instead of sending them to the broker.")
    private Path out;

    boolean isDryRun() {
        return dryRun;
    }

    Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    /** @throws ParameterException when the options name two targets */
    void requireOne(CommandSpec spec) {
        if (dryRun && out != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    ("a dry run writes no events, so %s would not be written;"
                                    + " take --out away to see only the report, or --dry-run to write the file")
                            .formatted(out));
        }
    }

    /**
     * Sends what is read and prints what became of the rows.
     *
     * @param read hands the events to the consumer that it is given
     * @return the exit code: no when no row could be used
     */
    int take(CommandSpec spec, Function<Consumer<Event>, ImportReport> read) throws IOException {
        Console console = new Console(spec.commandLine().getOut());
        ImportReport report = send(console, read);
        print(console, report);
        return report.used() == 0 ? Main.NO : Main.OK;
    }

    private ImportReport send(Console console, Function<Consumer<Event>, ImportReport> read) throws IOException {
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

    private void print(Console console, ImportReport report) {
        console.line("%s: %,d rows read, %,d %s, %,d rejected; %s"
                .formatted(
                        report.file(),
                        report.linesRead(),
                        report.used(),
                        dryRun ? "usable" : "used",
                        report.rejected(),
                        outcome(report)));
        report.rejections().forEach((reason, rejections) -> {
            console.line("  %,d × %s".formatted(rejections.rows(), reason));
            rejections.byDetail().forEach(detail -> console.line("    " + detail));
            long more = rejections.rows() - rejections.first().size();
            if (more > 0) {
                console.line("    and %,d more rows".formatted(more));
            }
        });
    }

    private String outcome(ImportReport report) {
        if (dryRun) {
            return "a dry run, nothing was sent";
        }
        return "%,d events to %s"
                .formatted(report.events(), out == null ? "the broker at " + bootstrap.address() : out);
    }
}
