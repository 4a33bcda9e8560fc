package com.lanehouse.features;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which carriers a lane's loads had. Those that were stored stay one text, a line each, that is looked through when a
 * load comes in: a book holds millions of them, and most are never asked for.
 */
final class SeenCarriers {
    private static final String END = "\n";

    /** Each line with an end before and after it. */
    private final String stored;

    private final long storedCarriers;
    private final Set<String> added = new HashSet<>();

    private SeenCarriers(String stored, long storedCarriers) {
        this.stored = stored;
        this.storedCarriers = storedCarriers;
    }

    static SeenCarriers none() {
        return new SeenCarriers(END, 0);
    }

    /** So many of which nothing else is known: enough to say how many there are, not to go on. */
    static SeenCarriers unnamed(long carriers) {
        return new SeenCarriers(END, carriers);
    }

    /** @param lines as {@link #lines} gives them */
    static SeenCarriers of(String lines) {
        return new SeenCarriers(END + lines, count(lines));
    }

    static long count(String lines) {
        return lines.chars().filter(character -> character == '\n').count();
    }

    /** @throws IllegalStateException when it is not known which there are */
    void add(String carrierId) {
        if (stored.equals(END) && storedCarriers > 0) {
            throw new IllegalStateException(
                    "of a book that is read only, %d carriers have no names".formatted(storedCarriers));
        }
        String line = line(carrierId);
        if (!stored.contains(END + line)) {
            added.add(line);
        }
    }

    long count() {
        return storedCarriers + added.size();
    }

    /** The ids, each with an end of line, in order. In them ends of lines and backslashes stand behind a backslash. */
    String lines() {
        Set<String> lines = new TreeSet<>(added);
        stored.substring(1).lines().forEach(line -> lines.add(line + END));
        return String.join("", lines);
    }

    private static String line(String carrierId) {
        return carrierId.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + END;
    }
}
