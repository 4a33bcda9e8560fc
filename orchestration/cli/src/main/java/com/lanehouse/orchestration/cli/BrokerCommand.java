package com.lanehouse.orchestration.cli;

import com.lanehouse.orchestration.local.LocalBroker;
import com.lanehouse.orchestration.local.ServerProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a local broker until it is stopped. */
@Command(
        name = "broker",
        description = "A single-node Kafka broker for local use; runs until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class BrokerCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Folder of its log (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("broker");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port on 127.0.0.1; the next one is used too (default: ${DEFAULT-VALUE}).")
    private int port = 9092;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Console console = new Console(spec.commandLine().getOut());
        try (ServerProcess broker = LocalBroker.start(data, port, "--port")) {
            console.line("Kafka is up at 127.0.0.1:%d, its log under %s. Ctrl-C stops it.".formatted(port, data));
            int exit = broker.waitFor();
            if (exit != 0) {
                throw new FailedException("the broker ended with exit code %d (log: %s)".formatted(exit, broker.log()));
            }
            return Main.OK;
        }
    }
}
