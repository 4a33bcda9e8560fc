package com.lanehouse.orchestration.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.DeadLetterReason;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.Json;
import com.lanehouse.pipeline.ingest.DeadLetter;
import com.lanehouse.pipeline.ingest.DeadLetters;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What could not be read, and a second chance for it. */
@Command(
        name = "dead-letters",
        description = "What could not be read, and a second chance for it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand implements Runnable {
    private static final int SHOWN_CHARACTERS = 20_000;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new WrongUseException("dead-letters needs one of: list, show, replay (try --help)");
    }

    @Command(
            name = "list",
            description = "Counts by reason, then the newest dead letters, one a line.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin LakeOption lake,
            @Option(names = "--reason", paramLabel = "REASON", description = "Only those, such as schema_violation.")
                    String reason,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Most letters to list (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "The letters as JSON, one object a line, without the counts.")
                    boolean json) {
        if (limit < 1) {
            throw new WrongUseException("--limit %d must be at least 1".formatted(limit));
        }
        DeadLetterReason only = reason == null ? null : reason(reason);
        Map<DeadLetterReason, Long> counts = new EnumMap<>(DeadLetterReason.class);
        Comparator<DeadLetter> oldestFirst =
                Comparator.comparing(DeadLetter::ingestTime).thenComparing(DeadLetter::position);
        PriorityQueue<DeadLetter> newest = new PriorityQueue<>(oldestFirst);
        DeadLetters.of(lake.existingPath()).forEach(letter -> {
            counts.merge(letter.reason(), 1L, Long::sum);
            if (only == null || letter.reason() == only) {
                newest.add(letter);
                if (newest.size() > limit) {
                    newest.remove();
                }
            }
        });
        Console console = new Console(spec.commandLine().getOut());
        List<DeadLetter> letters = new ArrayList<>(newest);
        letters.sort(oldestFirst.reversed());
        if (json) {
            letters.forEach(letter -> console.line(json(letter).toString()));
            return Main.OK;
        }
        if (counts.isEmpty()) {
            console.line("No dead letters: every record could be read.");
            return Main.OK;
        }
        counts.forEach((why, count) -> console.line("%,9d  %s".formatted(count, why.code())));
        console.line("");
        for (DeadLetter letter : letters) {
            console.line("%s  %-24s %-16s %s"
                    .formatted(
                            letter.ingestTime(),
                            letter.position(),
                            letter.reason().code(),
                            shortened(letter.detail(), 120)));
        }
        return Main.OK;
    }

    @Command(name = "show", description = "One dead letter with its bytes, as text.", mixinStandardHelpOptions = true)
    int show(
            @Mixin LakeOption lake,
            @Parameters(paramLabel = "POSITION", description = "As listed: topic/partition/offset.") String position) {
        Console console = new Console(spec.commandLine().getOut());
        boolean[] found = {false};
        DeadLetters.of(lake.existingPath()).forEach(letter -> {
            if (letter.position().equals(position)) {
                found[0] = true;
                console.line("%s, read %s".formatted(letter.position(), letter.ingestTime()));
                console.line("%s: %s".formatted(letter.reason().code(), letter.detail()));
                console.line(
                        letter.raw() == null
                                ? "(the record had no value)"
                                : shortened(new String(letter.raw(), StandardCharsets.UTF_8), SHOWN_CHARACTERS));
            }
        });
        if (!found[0]) {
            throw new FailedException(
                    "there is no dead letter at %s; see ./lanehouse dead-letters list".formatted(position));
        }
        return Main.OK;
    }

    @Command(
            name = "replay",
            description = {
                "Sends dead letters that can be read now to the broker once more, for the next ingest.",
                "After a schema was mended. What is replayed twice enters once: silver knows it."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin LakeOption lake,
            @Mixin BootstrapOption bootstrap,
            @Parameters(
                            paramLabel = "POSITION",
                            arity = "0..*",
                            description = "As listed: topic/partition/offset (default: all that can be read now).")
                    List<String> positions,
            @Option(names = "--reason", paramLabel = "REASON", description = "Only those, such as schema_violation.")
                    String reason) {
        Console console = new Console(spec.commandLine().getOut());
        DeadLetterReason only = reason == null ? null : reason(reason);
        Set<String> wanted = positions == null ? Set.of() : new HashSet<>(positions);
        DeadLetters letters = DeadLetters.of(lake.existingPath());
        BrokerTopics.prepare(bootstrap.connection(), EventTypes.load());
        DeadLetters.Replayed replayed = letters.replay(
                bootstrap.connection(),
                letter -> (only == null || letter.reason() == only)
                        && (wanted.isEmpty() || wanted.contains(letter.position())),
                (letter, why) -> {
                    if (wanted.contains(letter.position())) {
                        console.line("%s still cannot be read: %s".formatted(letter.position(), shortened(why, 200)));
                    }
                });
        console.line("%,d sent to the broker again, %,d still cannot be read."
                .formatted(replayed.sent(), replayed.unreadable()));
        if (replayed.sent() > 0) {
            console.line("Take them in with: ./lanehouse ingest");
        }
        if (!wanted.isEmpty() && replayed.sent() + replayed.unreadable() == 0) {
            throw new FailedException("there is no dead letter at %s; see ./lanehouse dead-letters list"
                    .formatted(String.join(", ", wanted)));
        }
        return Main.OK;
    }

    private static DeadLetterReason reason(String code) {
        return Arrays.stream(DeadLetterReason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new WrongUseException("--reason %s is not one of %s"
                        .formatted(
                                code,
                                String.join(
                                        ", ",
                                        Arrays.stream(DeadLetterReason.values())
                                                .map(DeadLetterReason::code)
                                                .toList()))));
    }

    private static ObjectNode json(DeadLetter letter) {
        return Json.MAPPER
                .createObjectNode()
                .put("topic", letter.topic())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("reason", letter.reason().code())
                .put("detail", letter.detail())
                .put("ingest_time", letter.ingestTime().toString())
                .put("raw", letter.raw() == null ? null : new String(letter.raw(), StandardCharsets.UTF_8));
    }

    /** Fit for a terminal: what somebody sent must not steer it. */
    private static String shortened(String text, int characters) {
        String printable = text.replaceAll("\\p{Cntrl}", "�");
        return printable.length() <= characters ? printable : printable.substring(0, characters) + " …";
    }
}
