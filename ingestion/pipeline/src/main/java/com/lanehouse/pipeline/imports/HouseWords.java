package com.lanehouse.pipeline.imports;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other people's words usually mean among the few that the house knows. */
enum HouseWords {
    EQUIPMENT(Map.ofEntries(
            Map.entry("v", "van"),
            Map.entry("van", "van"),
            Map.entry("dry van", "van"),
            Map.entry("dry", "van"),
            Map.entry("dv", "van"),
            Map.entry("r", "reefer"),
            Map.entry("rf", "reefer"),
            Map.entry("reefer", "reefer"),
            Map.entry("refrigerated", "reefer"),
            Map.entry("f", "flatbed"),
            Map.entry("fb", "flatbed"),
            Map.entry("flat", "flatbed"),
            Map.entry("flatbed", "flatbed"))),
    SEGMENT(Map.ofEntries(
            Map.entry("smb", "smb"),
            Map.entry("small", "smb"),
            Map.entry("mid_market", "mid_market"),
            Map.entry("mid market", "mid_market"),
            Map.entry("enterprise", "enterprise"))),
    TRUTH(Map.ofEntries(
            Map.entry("true", "true"),
            Map.entry("yes", "true"),
            Map.entry("y", "true"),
            Map.entry("1", "true"),
            Map.entry("false", "false"),
            Map.entry("no", "false"),
            Map.entry("n", "false"),
            Map.entry("0", "false")));

    private final Map<String, String> meanings;

    /** @param meanings their words in lower case → ours */
    HouseWords(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    /** Our word for theirs, if it is known; case does not count. */
    Optional<String> meaning(String theirs) {
        return Optional.ofNullable(meanings.get(folded(theirs)));
    }

    /** Whether a word is ours already, not only one that means it. */
    boolean isOurs(String word) {
        return meaning(word).filter(folded(word)::equals).isPresent();
    }

    private static String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
