package com.lanehouse.warehouse;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every row of a table must satisfy: property {@code lanehouse.rule.<name>} of its DDL file, written
 * {@code ACTION: PREDICATE} or, where some rows may break it, {@code ACTION over N %: PREDICATE}.
 *
 * @param name says what holds, snake_case
 * @param tolerated percentage of the rows that may break the rule before it counts as broken
 * @param predicate Spark SQL over the columns of a row; a row breaks the rule when it is not true, so when it is null too
 */
public record QualityRule(String name, RuleAction action, double tolerated, String predicate) {
    private static final Pattern TEXT = Pattern.compile("(\\w+)(?: over (\\d{1,2}(?:\\.\\d+)?) %)?: (\\S.*)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public QualityRule {
        requireName(name);
        requireNonNull(action, "action is null");
        if (!(tolerated >= 0 && tolerated < 100)) {
            throw new IllegalArgumentException("rule %s tolerates %s %%".formatted(name, tolerated));
        }
        if (tolerated > 0 && action == RuleAction.DROP) {
            throw new IllegalArgumentException(
                    "rule %s drops rows: it cannot tolerate some of those it drops".formatted(name));
        }
        if (predicate.isBlank()) {
            throw new IllegalArgumentException("rule %s has no predicate".formatted(name));
        }
    }

    /** @throws IllegalArgumentException when the text is not in the form above */
    static QualityRule of(String name, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "rule %s is '%s', not 'ACTION: PREDICATE' or 'ACTION over N %%: PREDICATE'".formatted(name, text));
        }
        return new QualityRule(
                name,
                RuleAction.of(matcher.group(1)),
                matcher.group(2) == null ? 0 : Double.parseDouble(matcher.group(2)),
                matcher.group(3));
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a rule is called '%s', not a snake_case name".formatted(name));
        }
    }
}
