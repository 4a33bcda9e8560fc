package com.lanehouse.orchestration.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
        name = "lanehouse",
        description = "The freight lakehouse: operational events in, numbers and rates out.",
        mixinStandardHelpOptions = true,
        version = "Lanehouse 0.1.0",
        subcommands = {
            DemoCommand.class,
            SimulateCommand.class,
            BrokerCommand.class,
            PublishCommand.class,
            ImportCommand.class,
            IngestCommand.class,
            DeadLettersCommand.class,
            RunCommand.class,
            KpisCommand.class,
            QueryCommand.class,
            TraceCommand.class,
            GateCommand.class,
            ReportCommand.class,
            ModelCommand.class,
            ExperimentCommand.class,
            KeysCommand.class,
            ServeCommand.class,
            BenchCommand.class,
            TestCommand.class
        },
        footer = {
            "",
            "Every verb takes --config FILE: YAML with defaults for its options, such as 'reference-dir: DIR',",
            "and under 'kafka:' the settings of Kafka clients, such as TLS and a login.",
            "Every verb has --help. Exit codes: 0 ok, 1 the answer is no, 2 wrong use, 3 failed.",
            "New here? ./lanehouse demo"
        })
final class LanehouseCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
