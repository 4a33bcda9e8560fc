package com.lanehouse.orchestration.cli;

import com.lanehouse.events.EventDeliveryException;
import com.lanehouse.events.KafkaSettingsException;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.local.LocalServerException;
import com.lanehouse.orchestration.run.ReferenceFileException;
import com.lanehouse.pipeline.imports.ImportException;
import com.lanehouse.pipeline.ingest.IngestFailedException;
import com.lanehouse.pipeline.publish.BrokerUnreachableException;
import com.lanehouse.pipeline.publish.LineTooLongException;
import com.lanehouse.tables.BrokenLakeException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Starts the command line. Exit codes: 0 ok, 1 the answer is no, 2 wrong use, 3 failed. */
public final class Main {
    static final int OK = 0;
    static final int NO = 1;
    static final int WRONG_USE = 2;
    static final int FAILED = 3;

    /** Failures that are explained by their message alone. */
    private static final List<Class<? extends Exception>> EXPLAINED = List.of(
            BenchFailedException.class,
            BrokenLakeException.class,
            BrokerUnreachableException.class,
            EventDeliveryException.class,
            FailedException.class,
            ImportException.class,
            IngestFailedException.class,
            KafkaSettingsException.class,
            LineTooLongException.class,
            LocalServerException.class,
            ReferenceFileException.class,
            AuthorizationException.class);

    private Main() {}

    public static void main(String[] args) {
        int exit = run(args);
        // Spark and Kafka leave threads behind that would keep a finished process alive for a while.
        System.exit(exit);
    }

    private static int run(String[] args) {
        ConfigFile config;
        try {
            config = ConfigFile.from(args);
        } catch (WrongUseException e) {
            System.err.println("lanehouse: " + e.getMessage());
            return WRONG_USE;
        }
        return commandLine(config).execute(config.otherWords().toArray(String[]::new));
    }

    static CommandLine commandLine(ConfigFile config) {
        return new CommandLine(new LanehouseCommand(), parts(config))
                .setDefaultValueProvider(config)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(onWrongUse())
                .setExecutionExceptionHandler(onFailure());
    }

    /** What the configuration file says beyond defaults of options reaches the parts that need it. */
    private static IFactory parts(ConfigFile config) {
        IFactory usual = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> part) throws Exception {
                return part == BootstrapOption.class ? part.cast(new BootstrapOption(config)) : usual.create(part);
            }
        };
    }

    private static IParameterExceptionHandler onWrongUse() {
        return (exception, args) -> {
            CommandLine command = exception.getCommandLine();
            PrintWriter err = command.getErr();
            err.println("lanehouse: " + exception.getMessage());
            if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, err)) {
                err.println(
                        "Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
            }
            return WRONG_USE;
        };
    }

    private static IExecutionExceptionHandler onFailure() {
        return (exception, command, result) -> {
            PrintWriter err = command.getErr();
            if (exception instanceof ParameterException || exception instanceof WrongUseException) {
                err.println("lanehouse: " + exception.getMessage());
                return WRONG_USE;
            }
            boolean explained = EXPLAINED.stream().anyMatch(type -> type.isInstance(exception));
            err.println("lanehouse: "
                    + (explained
                            ? exception.getMessage()
                            : "%s (unexpected; LANEHOUSE_DEBUG=1 shows where)".formatted(exception)));
            if (System.getenv("LANEHOUSE_DEBUG") != null) {
                exception.printStackTrace(err);
            }
            return FAILED;
        };
    }
}
