package com.lanehouse.pipeline.imports;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One of a few words of the house: constant, or out of a column whose own words are translated by {@code values}, by
 * their rank in the file ({@code by-frequency}: the most frequent first, ties by code point), or are the house's words
 * already. Case does not count.
 *
 * @param values the column's words in lower case → the house's words
 * @param byFrequency the house's words, for the most frequent word of the column, the second, …; empty otherwise
 */
record ChoiceField(TextField text, Map<String, String> values, List<String> byFrequency) {
    ChoiceField {
        values = Map.copyOf(values);
        byFrequency = List.copyOf(byFrequency);
    }

    static ChoiceField read(MappingNode node, Set<String> allowed) {
        return readAllowed(node.allowing("column", "constant", "values"), allowed);
    }

    /** A field that may also be told by rank; whoever reads it calls {@link #ranked} before the first row. */
    static ChoiceField readRankable(MappingNode node, Set<String> allowed) {
        return readAllowed(node.allowing("column", "constant", "values", "by-frequency"), allowed);
    }

    private static ChoiceField readAllowed(MappingNode node, Set<String> allowed) {
        Map<String, String> values = new LinkedHashMap<>();
        if (node.oneOf("column", "constant").equals("constant")) {
            for (String key : List.of("values", "by-frequency")) {
                if (node.optional(key).isPresent()) {
                    throw node.error("has %s, which goes with a column, beside a constant".formatted(key));
                }
            }
            String constant = node.required("constant").choice(allowed);
            return new ChoiceField(TextField.constant(node.path(), constant), Map.of(constant, constant), List.of());
        }
        TextField text = new TextField(node.path(), node.required("column").text(), null);
        Optional<MappingNode> frequency = node.optional("by-frequency");
        if (frequency.isPresent() && node.optional("values").isPresent()) {
            throw node.error("has both values and by-frequency; choose one");
        }
        if (frequency.isPresent()) {
            return new ChoiceField(
                    text,
                    Map.of(),
                    frequency.get().list().stream()
                            .map(word -> word.choice(allowed))
                            .toList());
        }
        node.optional("values")
                .ifPresentOrElse(
                        translated -> translated.map().forEach((theirs, ours) -> {
                            if (values.put(folded(theirs), ours.choice(allowed)) != null) {
                                throw ours.error("is there twice (case does not count)");
                            }
                        }),
                        () -> allowed.forEach(word -> values.put(word, word)));
        return new ChoiceField(text, values, List.of());
    }

    boolean needsFrequencies() {
        return !byFrequency.isEmpty();
    }

    /** The same field once the rows per word are known; words beyond the ranks stay unknown. */
    ChoiceField ranked(Map<String, Long> rowsByWord) {
        Map<String, Long> folded = new TreeMap<>();
        rowsByWord.forEach((word, rows) -> folded.merge(folded(word), rows, Long::sum));
        folded.remove("");
        List<String> ranking = folded.keySet().stream()
                .sorted(Comparator.<String>comparingLong(folded::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(byFrequency.size())
                .toList();
        Map<String, String> translated = new LinkedHashMap<>();
        for (int rank = 0; rank < ranking.size(); rank++) {
            translated.put(ranking.get(rank), byFrequency.get(rank));
        }
        return new ChoiceField(text, translated, List.of());
    }

    String in(LoadsRow row) throws RejectedRow {
        String theirs = text.requiredIn(row);
        String ours = values.get(folded(theirs));
        if (ours == null) {
            throw new RejectedRow(
                    "unknown_" + TextField.reasonName(text.key()),
                    "%s '%s' has no meaning in the mapping".formatted(text.key(), theirs));
        }
        return ours;
    }

    private static String folded(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
