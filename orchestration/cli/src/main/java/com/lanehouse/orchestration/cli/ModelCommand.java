package com.lanehouse.orchestration.cli;

import com.lanehouse.events.EventTime;
import com.lanehouse.registry.AliasEvent;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.ModelVersion;
import com.lanehouse.registry.NoSuchModelException;
import com.lanehouse.registry.PromotionConflictException;
import com.lanehouse.registry.PromotionRefusedException;
import com.lanehouse.training.RateTraining;
import com.lanehouse.training.RateTrainingConfig;
import com.lanehouse.training.Reproduced;
import com.lanehouse.training.TooFewLoadsException;
import com.lanehouse.training.TrainedModel;
import com.lanehouse.training.TrainingSplit;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Model versions and what is live. */
@Command(
        name = "model",
        description = "Trains models, lists their versions and says which one is live.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelCommand.Train.class,
            ModelCommand.Versions.class,
            ModelCommand.Promote.class,
            ModelCommand.Rollback.class,
            ModelCommand.Reproduce.class,
            ModelCommand.History.class
        })
final class ModelCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: train, list, promote, rollback, history or reproduce");
    }

    private static void requireRate(String name) {
        if (!name.equals(RateTraining.NAME)) {
            throw new WrongUseException("there is no model %s; there is: %s".formatted(name, RateTraining.NAME));
        }
    }

    /** Trains a version. */
    @Command(
            name = "train",
            description = "Trains a model on the lake, tests it out of time and stores it as a new version.",
            mixinStandardHelpOptions = true)
    static final class Train implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Model: rate.")
        private String name;

        @Mixin
        private LakeOption lake;

        @Mixin
        private AsOfOption asOf;

        @Option(
                names = "--split",
                paramLabel = "SPLIT",
                description =
                        "time:SHARE tests on the last share of loads, rows:N trains on the first N by pickup (default: ${DEFAULT-VALUE}).")
        private String split = "time:0.2";

        @Option(
                names = "--truth",
                paramLabel = "FILE",
                description = "The simulator's hidden truth, to report the noise floor.")
        private Path truth;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            requireRate(name);
            Console console = new Console(spec.commandLine().getOut());
            RateTrainingConfig config =
                    RateTrainingConfig.usual().withSplit(parse(split)).by(user(), CodeRevision.current());
            if (truth != null) {
                InputFiles.require(truth);
                config = config.withTruth(truth);
            }
            try {
                TrainedModel model = RateTraining.train(lake.openExisting(), asOf.instant(), config, console::progress);
                console.line(model.report());
                console.line(
                        "Stored as version %d of %s".formatted(model.version().version(), name));
                return Main.OK;
            } catch (TooFewLoadsException e) {
                throw new FailedException(e.getMessage(), e);
            }
        }

        private static TrainingSplit parse(String split) {
            try {
                return TrainingSplit.parse(split);
            } catch (IllegalArgumentException e) {
                throw new WrongUseException("--split %s: %s".formatted(split, e.getMessage()));
            }
        }
    }

    /** Who runs this. */
    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    /** Lists versions. */
    @Command(name = "list", description = "The versions of a model.", mixinStandardHelpOptions = true)
    static final class Versions implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Model: rate.")
        private String name;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            requireRate(name);
            Console console = new Console(spec.commandLine().getOut());
            ModelRegistry registry = ModelRegistry.open(lake.existingPath());
            List<ModelVersion> versions = registry.list(name);
            long champion = registry.champion(name).map(ModelVersion::version).orElse(-1L);
            for (ModelVersion version : versions) {
                console.line(
                        "%-9s version %d of %s, trained %s by %s: out of time MAPE %s, baselines naive %s, lane mean %s"
                                .formatted(
                                        version.version() == champion ? "champion" : "",
                                        version.version(),
                                        version.name(),
                                        version.createdAt(),
                                        version.createdBy(),
                                        percent(version.metrics().get("mape")),
                                        percent(version.metrics().get("baseline_naive_mape")),
                                        percent(version.metrics().get("baseline_lane_mean_mape"))));
            }
            if (versions.isEmpty()) {
                console.line("No version of %s yet; train one with ./lanehouse model train %s".formatted(name, name));
            }
            return Main.OK;
        }

        private static String percent(Double ratio) {
            return ratio == null ? "unknown" : String.format(Locale.ROOT, "%.2f %%", 100 * ratio);
        }
    }

    /** Puts a version live. */
    @Command(
            name = "promote",
            description = "Puts a version live; refused when it fails the gates, unless a reason is given.",
            mixinStandardHelpOptions = true)
    static final class Promote implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "NAME", description = "Model: rate.")
        private String name;

        @Parameters(index = "1", paramLabel = "VERSION", arity = "0..1", description = "Version (default: the newest).")
        private Long version;

        @Option(
                names = "--alias",
                paramLabel = "ALIAS",
                description = "champion, challenger or shadow (default: ${DEFAULT-VALUE}).")
        private String alias = ModelRegistry.CHAMPION;

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                description = "Why; with it a version that fails the gates goes live too.")
        private String reason;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            requireRate(name);
            Console console = new Console(spec.commandLine().getOut());
            ModelRegistry registry = ModelRegistry.open(lake.existingPath());
            long chosen = version != null
                    ? version
                    : registry.list(name).stream()
                            .mapToLong(ModelVersion::version)
                            .max()
                            .orElseThrow(() -> new FailedException(
                                    "no version of %s yet; train one with ./lanehouse model train %s"
                                            .formatted(name, name)));
            try {
                AliasEvent event = registry.promote(name, chosen, alias, user(), reason);
                console.line("%s of %s is now version %d".formatted(alias, name, event.version()));
                return Main.OK;
            } catch (PromotionRefusedException | PromotionConflictException e) {
                console.line("lanehouse: " + e.getMessage());
                return Main.NO;
            } catch (NoSuchModelException | IllegalArgumentException e) {
                throw new WrongUseException(e.getMessage());
            }
        }
    }

    /** Puts live again what was live before. */
    @Command(
            name = "rollback",
            description = {
                "Puts the version live again that was live before the newest change.",
                "A running service takes it up within seconds. Twice, and all is as it was."
            },
            mixinStandardHelpOptions = true)
    static final class Rollback implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Model: rate.")
        private String name;

        @Option(
                names = "--alias",
                paramLabel = "ALIAS",
                description = "champion, challenger or shadow (default: ${DEFAULT-VALUE}).")
        private String alias = ModelRegistry.CHAMPION;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
        private String reason;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            requireRate(name);
            Console console = new Console(spec.commandLine().getOut());
            try {
                AliasEvent event = ModelRegistry.open(lake.existingPath()).rollback(name, alias, user(), reason);
                console.line("%s of %s is version %d again, no longer %d"
                        .formatted(alias, name, event.version(), event.replaces()));
                return Main.OK;
            } catch (PromotionConflictException e) {
                console.line("lanehouse: " + e.getMessage());
                return Main.NO;
            } catch (NoSuchModelException | IllegalArgumentException e) {
                throw new WrongUseException(e.getMessage());
            }
        }
    }

    /** Trains a version once more. */
    @Command(
            name = "reproduce",
            description = {
                "Trains a version once more, on the events it was trained on and with its settings, and says whether it is the same to the byte.",
                "Exit 1 when it is not. Nothing is stored."
            },
            mixinStandardHelpOptions = true)
    static final class Reproduce implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "NAME", description = "Model: rate.")
        private String name;

        @Parameters(index = "1", paramLabel = "VERSION", description = "Version.")
        private long version;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            requireRate(name);
            Console console = new Console(spec.commandLine().getOut());
            ModelVersion stored = ModelRegistry.open(lake.existingPath())
                    .find(name, version)
                    .orElseThrow(() -> new WrongUseException("model %s has no version %d".formatted(name, version)));
            Reproduced reproduced;
            try {
                reproduced = RateTraining.reproduce(lake.openExisting(), stored, console::progress);
            } catch (IllegalArgumentException e) {
                throw new FailedException(
                        "version %d of %s cannot be trained again: %s".formatted(version, name, e.getMessage()), e);
            } catch (TooFewLoadsException e) {
                throw new FailedException(e.getMessage(), e);
            }
            if (reproduced.isSame()) {
                console.line("Version %d of %s is the same to the byte: SHA-256 %s"
                        .formatted(version, name, reproduced.storedSha256()));
                return Main.OK;
            }
            console.line(
                    "lanehouse: version %d of %s was %s and is %s now: %s"
                            .formatted(
                                    version,
                                    name,
                                    reproduced.storedSha256(),
                                    reproduced.artifactSha256(),
                                    reproduced.sameLoads()
                                            ? otherCode(stored)
                                            : "the loads that the lake holds of that time are others: some are gone, or they came in other batches"));
            return Main.NO;
        }

        private static String otherCode(ModelVersion stored) {
            return "the loads are the same, so the code is not: it was trained by revision %s, this is %s"
                    .formatted(stored.codeRevision(), CodeRevision.current());
        }
    }

    /** Shows what was live when. */
    @Command(name = "history", description = "What was live when, who set it and why.", mixinStandardHelpOptions = true)
    static final class History implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Model: rate.")
        private String name;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "Only what was live at this RFC 3339 time, such as 2026-03-31T23:59:59Z.")
        private String at;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            requireRate(name);
            Console console = new Console(spec.commandLine().getOut());
            ModelRegistry registry = ModelRegistry.open(lake.existingPath());
            List<AliasEvent> events = at == null ? registry.history(name) : registry.live(name, instant());
            if (events.isEmpty()) {
                console.line(
                        at == null
                                ? "No version of %s was ever live".formatted(name)
                                : "Nothing of %s was live at %s".formatted(name, at));
            }
            for (AliasEvent event : events) {
                console.line("%s  %-10s version %d  by %s%s"
                        .formatted(
                                event.setAt(),
                                event.alias(),
                                event.version(),
                                event.setBy(),
                                event.reason() == null ? "" : ": " + event.reason()));
            }
            return Main.OK;
        }

        private Instant instant() {
            try {
                return EventTime.parse(at);
            } catch (DateTimeException e) {
                throw new WrongUseException("--at " + e.getMessage());
            }
        }
    }
}
