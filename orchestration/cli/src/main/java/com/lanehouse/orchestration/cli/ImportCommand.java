package com.lanehouse.orchestration.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings files of other systems in as events. */
@Command(
        name = "import",
        description = "Turns files of other systems into events and publishes them.",
        mixinStandardHelpOptions = true,
        subcommands = {ImportCoiCommand.class, ImportLoadsCommand.class})
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to import: coi or loads");
    }
}
