package com.lanehouse.orchestration.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.Json;
import com.lanehouse.orchestration.gate.AlertRules;
import com.lanehouse.orchestration.gate.Gate;
import com.lanehouse.orchestration.gate.Metrics;
import com.lanehouse.orchestration.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether the service levels allow a release. */
@Command(
        name = "gate",
        description = {
            "Exit 0 when every service level was measured and kept at the newest T, else 1, with the reason of each.",
            "Alert rules and metrics are for Prometheus; they end with 0 whatever they say."
        },
        mixinStandardHelpOptions = true)
final class GateCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake;

    @ArgGroup
    private Form form = new Form();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes alert rules or metrics there instead; readers never see half of it.")
    private Path out;

    @Spec
    private CommandSpec spec;

    /** What it writes instead of lines for people. */
    static final class Form {
        @Option(names = "--json", description = "The same as one JSON object.")
        private boolean json;

        @Option(
                names = "--alert-rules",
                description = "Rules for Prometheus that alert when an error budget burns too fast (needs no lake).")
        private boolean alertRules;

        @Option(
                names = "--metrics",
                description = "Ratios, burn rates and the data's age, for node-exporter's textfile collector.")
        private boolean metrics;
    }

    @Override
    public Integer call() throws IOException {
        if (out != null && !form.alertRules && !form.metrics) {
            throw new WrongUseException("--out goes with --alert-rules or --metrics");
        }
        if (out != null) {
            OutputFiles.require(out);
        }
        Console console = new Console(spec.commandLine().getOut());
        if (form.alertRules) {
            return give(console, AlertRules.yaml());
        }
        Gate gate = Gate.of(lake.existingPath());
        if (form.metrics) {
            Map<String, Instant> newestEvents = gate.asOf()
                    .map(asOf -> Metrics.newestEvents(lake.existingPath(), asOf))
                    .orElse(Map.of());
            return give(console, Metrics.text(gate, newestEvents));
        }
        if (form.json) {
            console.line(json(gate).toString());
        } else {
            print(console, gate);
        }
        return gate.isOpen() ? Main.OK : Main.NO;
    }

    private int give(Console console, String text) throws IOException {
        if (out == null) {
            console.line(text.stripTrailing());
        } else {
            Path file = out.toAbsolutePath().normalize();
            // Not *.prom: the collector would read it half-written.
            Path unfinished = Files.writeString(file.resolveSibling("." + file.getFileName() + ".unfinished"), text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return Main.OK;
    }

    private static void print(Console console, Gate gate) {
        console.line(gate.asOf()
                .map(asOf -> "Service levels as of " + asOf)
                .orElse("Service levels, which no run has measured yet"));
        for (Verdict verdict : gate.verdicts()) {
            String colour = switch (verdict.status()) {
                case "ok" -> "fg(green)";
                case "breach" -> "fg(red),bold";
                default -> "faint";
            };
            String sign = switch (verdict.status()) {
                case "ok" -> "✓ ok     ";
                case "breach" -> "✗ breach ";
                default -> "· no data";
            };
            console.line(Ansi.AUTO.string("  @|%s %s|@ %-21s %s"
                    .formatted(colour, sign, verdict.level().name(), verdict.reason())));
        }
        List<Verdict> closing =
                gate.verdicts().stream().filter(verdict -> !verdict.isOpen()).toList();
        console.line(
                closing.isEmpty()
                        ? "The gate is open."
                        : "The gate is closed: "
                                + closing.stream()
                                        .map(verdict -> verdict.level().name()
                                                + (verdict.status().equals("breach")
                                                        ? " is in breach"
                                                        : " is unmeasured"))
                                        .collect(Collectors.joining(", ")));
    }

    private static ObjectNode json(Gate gate) {
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("open", gate.isOpen())
                .put("as_of", gate.asOf().map(Instant::toString).orElse(null));
        var levels = answer.putArray("service_levels");
        for (Verdict verdict : gate.verdicts()) {
            ObjectNode level = levels.addObject()
                    .put("slo", verdict.level().name())
                    .put("status", verdict.status())
                    .put("reason", verdict.reason())
                    .put("objective", verdict.level().objective());
            verdict.measured().ifPresent(measured -> {
                level.put("good", measured.good())
                        .put("total", measured.total())
                        .put("ratio", measured.ratio())
                        .put("budget_remaining", measured.budgetRemaining());
                ObjectNode burnRates = level.putObject("burn_rates");
                measured.burnRates().forEach(burnRates::put);
            });
        }
        return answer;
    }
}
