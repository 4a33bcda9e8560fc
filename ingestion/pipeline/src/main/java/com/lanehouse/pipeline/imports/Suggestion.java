package com.lanehouse.pipeline.imports;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant who wrote a name that does not exist. */
final class Suggestion {
    private Suggestion() {}

    /** {@code "; did you mean 'pickup_date'?"}, or the known names when none is close. */
    static String sentence(String written, Collection<String> known) {
        return closest(written, known)
                .map("; did you mean '%s'?"::formatted)
                .orElseGet(() -> "; known are " + String.join(", ", known));
    }

    private static Optional<String> closest(String written, Collection<String> known) {
        int far = Math.max(2, written.length() / 3);
        return known.stream()
                .filter(name -> distance(written, name) <= far)
                .min(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String written, String name) {
        return LevenshteinDistance.getDefaultInstance().apply(flat(written), flat(name));
    }

    private static String flat(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}
