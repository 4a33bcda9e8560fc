package com.lanehouse.orchestration.cli;

import com.lanehouse.pipeline.imports.LoadsImport;
import com.lanehouse.pipeline.imports.LoadsMapping;
import com.lanehouse.pipeline.imports.MappingDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A user's own load history. */
@Command(
        name = "loads",
        description = {
            "Reads a CSV of past loads: quote.priced, quote.booked and load.covered events.",
            "First '--suggest FILE' for a mapping to start from, then '--mapping MAPPING --dry-run' until the rows "
                    + "that matter are usable, then without '--dry-run'."
        },
        mixinStandardHelpOptions = true)
final class ImportLoadsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "CSV with a header line.")
    private Path file;

    @ArgGroup
    private Columns columns;

    @Mixin
    private ImportTarget target;

    @Spec
    private CommandSpec spec;

    /** Where the meaning of the columns comes from. */
    static final class Columns {
        @Option(
                names = "--mapping",
                required = true,
                paramLabel = "MAPPING",
                description = "YAML: which column means what, in which unit, date format and currency sign.")
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
        if (columns.suggest) {
            return suggest();
        }
        target.requireOne(spec);
        InputFiles.require(file);
        InputFiles.require(columns.mapping);
        LoadsMapping mapping = LoadsMapping.read(columns.mapping);
        return target.take(spec, sink -> LoadsImport.read(file, mapping, sink));
    }

    private int suggest() throws IOException {
        if (target.isDryRun()) {
            throw new WrongUseException("--suggest sends nothing anyway; leave --dry-run out");
        }
        InputFiles.require(file);
        Optional<Path> out = target.out();
        if (out.isEmpty()) {
            spec.commandLine().getOut().print(MappingDraft.of(file));
            spec.commandLine().getOut().flush();
            return Main.OK;
        }
        Path mapping = out.get();
        OutputFiles.require(mapping);
        if (Files.exists(mapping)) {
            throw new WrongUseException(
                    "%s is there already and may hold your changes; name a new file".formatted(mapping));
        }
        Files.writeString(mapping, MappingDraft.of(file));
        new Console(spec.commandLine().getOut())
                .line(
                        "%s: a first mapping of %s; read its comments, fill in what is marked ???, then try --mapping %s --dry-run"
                                .formatted(mapping, file, mapping));
        return Main.OK;
    }
}
