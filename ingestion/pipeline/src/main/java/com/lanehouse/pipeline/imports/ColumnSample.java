package com.lanehouse.pipeline.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a column holds in the rows that were looked at.
 *
 * @param name as the mapping writes it
 * @param values without surrounding white space, empty where blank
 */
record ColumnSample(String name, List<String> values) {
    ColumnSample {
        values = List.copyOf(values);
    }

    /**
     * The name as lower-case words: {@code OriginZip}, {@code origin_zip} and {@code Origin ZIP:} are the same, and
     * {@code Load #} is {@code load number}.
     */
    String words() {
        return name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .replace("#", " number ")
                .replaceAll("\\b(origin|orig|destination|dest)(?=zip|postal|city|state|area|kma|market)", "$1 ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    boolean isNamed(String regex) {
        return words().matches(".*\\b(?:" + regex + ")\\b.*");
    }

    /** Values that are not blank → rows, in file order. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        values.stream().filter(value -> !value.isEmpty()).forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    /** The same, words that differ only by case taken together as the first is written; the most frequent first. */
    Map<String, Integer> foldedCounts() {
        Map<String, String> spelling = new LinkedHashMap<>();
        Map<String, Integer> rows = new LinkedHashMap<>();
        counts().forEach((word, count) -> {
            String folded = word.toLowerCase(Locale.ROOT);
            spelling.putIfAbsent(folded, word);
            rows.merge(folded, count, Integer::sum);
        });
        Map<String, Integer> words = new LinkedHashMap<>();
        rows.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(word -> words.put(spelling.get(word.getKey()), word.getValue()));
        return words;
    }

    long filled() {
        return values.stream().filter(value -> !value.isEmpty()).count();
    }

    /** Whether most values that are not blank are like this; a column without values may hold anything. */
    boolean mostly(Predicate<String> like) {
        return 2 * unlike(like) <= filled();
    }

    long unlike(Predicate<String> like) {
        return values.stream()
                .filter(value -> !value.isEmpty())
                .filter(like.negate())
                .count();
    }

    Optional<String> firstUnlike(Predicate<String> like) {
        return values.stream()
                .filter(value -> !value.isEmpty())
                .filter(like.negate())
                .findFirst();
    }

    /** Whether every row has a value and no two the same. */
    boolean isUnique() {
        return counts().size() == values.size();
    }
}
