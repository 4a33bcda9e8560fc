package com.lanehouse.orchestration.cli;

import com.lanehouse.pipeline.publish.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends event files to the broker. */
@Command(
        name = "publish",
        description =
                "Sends NDJSON events (plain or .gz) to the broker. Bad lines go too: ingest keeps them as dead letters.",
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "NDJSON files, one CloudEvent a line.")
    private List<Path> files;

    @Mixin
    private BootstrapOption bootstrap;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Console console = new Console(spec.commandLine().getOut());
        for (Path file : files) {
            InputFiles.require(file);
        }
        Publisher.Report report = Publisher.publish(
                bootstrap.connection(), files, lines -> console.progress("%,d lines sent".formatted(lines)));
        console.line("Published %,d lines: %s".formatted(report.lines(), report.byTopic()));
        return Main.OK;
    }
}
