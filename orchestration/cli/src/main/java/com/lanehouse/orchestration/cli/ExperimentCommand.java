package com.lanehouse.orchestration.cli;

import com.lanehouse.registry.experiments.Arm;
import com.lanehouse.registry.experiments.ExperimentConflictException;
import com.lanehouse.registry.experiments.ExperimentEvent;
import com.lanehouse.registry.experiments.ExperimentEvent.Kind;
import com.lanehouse.registry.experiments.ExperimentPlan;
import com.lanehouse.registry.experiments.ExperimentRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pricing experiments. */
@Command(
        name = "experiment",
        description =
                "Launches pricing experiments, says what runs, and stops them. A running service follows within seconds.",
        mixinStandardHelpOptions = true,
        subcommands = {ExperimentCommand.Launch.class, ExperimentCommand.Status.class, ExperimentCommand.Stop.class})
final class ExperimentCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: launch, status or stop");
    }

    /** Launches an experiment, or a new phase of one. */
    @Command(
            name = "launch",
            description = {
                "Launches the experiment that a YAML file declares, on a Monday at 00:00 UTC.",
                "Of one that runs already, another allocation or other arms open a new phase.",
                "docs/examples/experiment.yaml shows every entry."
            },
            mixinStandardHelpOptions = true)
    static final class Launch implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The experiment.")
        private Path file;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
        private String reason;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = new Console(spec.commandLine().getOut());
            try {
                ExperimentEvent launched = ExperimentRegistry.open(lake.existingPath())
                        .launch(ExperimentPlan.read(text()), ModelCommand.user(), reason);
                console.line("%s starts phase %d at %s with %s of companies: %s"
                        .formatted(
                                launched.experimentId(),
                                launched.phase(),
                                launched.at(),
                                percent(launched.allocation()),
                                arms(launched)));
                return Main.OK;
            } catch (ExperimentConflictException e) {
                console.line("lanehouse: " + e.getMessage());
                return Main.NO;
            } catch (IllegalArgumentException e) {
                throw new WrongUseException("%s: %s".formatted(file, e.getMessage()));
            }
        }

        private String text() {
            InputFiles.require(file);
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
    }

    /** Shows what runs. */
    @Command(
            name = "status",
            description = "The phases of every experiment, and which of them run now.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = new Console(spec.commandLine().getOut());
            Instant now = Instant.now();
            List<ExperimentEvent> history =
                    ExperimentRegistry.open(lake.existingPath()).history();
            if (history.isEmpty()) {
                console.line("No experiment yet; launch one with ./lanehouse experiment launch FILE");
            }
            List<String> running = ExperimentRegistry.running(history, now).stream()
                    .map(Object::toString)
                    .toList();
            Map<String, List<ExperimentEvent>> byName = history.stream()
                    .collect(Collectors.groupingBy(
                            ExperimentEvent::experimentId, LinkedHashMap::new, Collectors.toList()));
            byName.forEach((name, events) -> {
                for (ExperimentEvent event : events) {
                    console.line(line(event, running, now));
                }
            });
            return Main.OK;
        }

        private static String line(ExperimentEvent event, List<String> running, Instant now) {
            String phase = "%s, phase %d".formatted(event.experimentId(), event.phase());
            String why = event.reason() == null ? "" : ": " + event.reason();
            if (event.kind() == Kind.STOPPED) {
                return "%-9s %s at %s by %s%s".formatted("stopped", phase, event.at(), event.by(), why);
            }
            String state = event.at().isAfter(now) ? "waiting" : running.contains(phase) ? "running" : "over";
            return "%-9s %s from %s by %s, %s of companies: %s%s"
                    .formatted(state, phase, event.at(), event.by(), percent(event.allocation()), arms(event), why);
        }
    }

    /** Stops an experiment. */
    @Command(
            name = "stop",
            description = "Stops an experiment now: its companies are priced as usual again.",
            mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The experiment.")
        private String name;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
        private String reason;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = new Console(spec.commandLine().getOut());
            try {
                ExperimentEvent stopped =
                        ExperimentRegistry.open(lake.existingPath()).stop(name, ModelCommand.user(), reason);
                console.line("%s is stopped in phase %d".formatted(name, stopped.phase()));
                return Main.OK;
            } catch (ExperimentConflictException e) {
                console.line("lanehouse: " + e.getMessage());
                return Main.NO;
            } catch (IllegalArgumentException e) {
                throw new WrongUseException(e.getMessage());
            }
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g %%", 100 * share);
    }

    private static String arms(ExperimentEvent event) {
        return event.arms().stream().map(ExperimentCommand::arm).collect(Collectors.joining(", "));
    }

    private static String arm(Arm arm) {
        String price = arm.margin() != null
                ? "margin " + arm.margin().toPlainString()
                : arm.modelAlias() != null ? "the " + arm.modelAlias() + "'s cost" : "as usual";
        return "%s (%s, %s)".formatted(arm.name(), percent(arm.weight()), price);
    }
}
