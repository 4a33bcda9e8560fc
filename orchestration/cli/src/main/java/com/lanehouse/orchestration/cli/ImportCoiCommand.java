package com.lanehouse.orchestration.cli;

import com.lanehouse.pipeline.imports.CoiImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** FMCSA insurance filings. */
@Command(
        name = "coi",
        description = "Reads the FMCSA daily file of insurance filings: carrier.updated and coi.filed events.",
        mixinStandardHelpOptions = true)
final class ImportCoiCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file as FMCSA publishes it: 11 columns, no header.")
    private Path file;

    @Mixin
    private ImportTarget target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        target.requireOne(spec);
        InputFiles.require(file);
        return target.take(spec, sink -> CoiImport.read(file, sink));
    }
}
