package com.lanehouse.orchestration.cli;

import com.lanehouse.orchestration.demo.Demo;
import com.lanehouse.orchestration.demo.DemoConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything once, end to end. */
@Command(
        name = "demo",
        description =
                "The whole way once: simulated market → Kafka → Delta → jobs → rate model → scoring service → executive page.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where everything goes; an earlier demo there is removed (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("demo");

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days of history, at least 35 (default: ${DEFAULT-VALUE}).")
    private int days = 90;

    @Option(
            names = "--companies",
            paramLabel = "N",
            description = "Companies, at least 10 (default: ${DEFAULT-VALUE}).")
    private int companies = 200;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the simulation (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "Kafka's port; the next one is used too (default: ${DEFAULT-VALUE}).")
    private int brokerPort = 9092;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The scoring service's port (default: ${DEFAULT-VALUE}).")
    private int servicePort = 8080;

    @Option(names = "--keep", description = "Leave Kafka and the scoring service up.")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        DemoConfig config;
        try {
            config = new DemoConfig(folder, days, companies, seed, brokerPort, servicePort, keep);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        new Demo(config, new Console(spec.commandLine().getOut())).run();
        return Main.OK;
    }
}
