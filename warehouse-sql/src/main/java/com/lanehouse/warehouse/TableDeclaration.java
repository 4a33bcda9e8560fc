package com.lanehouse.warehouse;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as its file {@code warehouse-sql/<layer>/<table>.sql} declares it.
 *
 * @param layer bronze, silver, reference, gold, registry or ops
 * @param table name within the layer
 * @param comment the sentence that says what the table holds
 * @param key columns that identify a row
 * @param properties every table property, the {@code lanehouse.*} ones too, but for the rules: they are the code's, and
 *     a table would keep those it was made with
 * @param rules what every row must satisfy
 */
public record TableDeclaration(
        String layer,
        String table,
        String comment,
        List<ColumnDeclaration> columns,
        List<String> key,
        WriteMode writeMode,
        Map<String, String> properties,
        List<QualityRule> rules) {
    private static final String FILES_BY = "lanehouse.files_by";
    private static final String SNAPSHOTS = "lanehouse.snapshots";
    private static final String DAILY = "daily";
    private static final String CONSTRAINT = "delta.constraints.";
    private static final String FRESH_WITHIN = "lanehouse.fresh_within";
    private static final Pattern DAYS = Pattern.compile("(\\d{1,4}) days?");

    public TableDeclaration {
        requireNonNull(layer, "layer is null");
        requireNonNull(table, "table is null");
        requireNonNull(comment, "comment is null");
        requireNonNull(writeMode, "writeMode is null");
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        properties = Map.copyOf(properties);
        rules = List.copyOf(rules);
        List<String> names = columns.stream().map(ColumnDeclaration::name).toList();
        for (String column : key) {
            if (!names.contains(column)) {
                throw new IllegalArgumentException(
                        "%s.%s: key column %s is not declared".formatted(layer, table, column));
            }
        }
        String filesBy = properties.get(FILES_BY);
        if (filesBy != null && !names.contains(filesBy)) {
            throw new IllegalArgumentException(
                    "%s.%s: files are to be apart by %s, which is not declared".formatted(layer, table, filesBy));
        }
        String snapshots = properties.get(SNAPSHOTS);
        if (snapshots != null && (!snapshots.equals(DAILY) || writeMode != WriteMode.SNAPSHOT)) {
            throw new IllegalArgumentException(
                    "%s.%s: %s is '%s', but can only be '%s', and only of a table of snapshots"
                            .formatted(layer, table, SNAPSHOTS, snapshots, DAILY));
        }
        String freshWithin = properties.get(FRESH_WITHIN);
        if (freshWithin != null && !DAYS.matcher(freshWithin).matches()) {
            throw new IllegalArgumentException(
                    "%s.%s: %s is '%s', not '3 days'".formatted(layer, table, FRESH_WITHIN, freshWithin));
        }
        if (!layer.equals("gold") && !constraints(properties).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s.%s has constraints: what Delta Kernel writes cannot have any, only gold can"
                            .formatted(layer, table));
        }
        if (rules.stream().map(QualityRule::name).distinct().count() < rules.size()) {
            throw new IllegalArgumentException("%s.%s: two rules have one name".formatted(layer, table));
        }
    }

    /** {@code layer.table}. */
    public String name() {
        return layer + "." + table;
    }

    /** Where the table lies below the lake's root. */
    public String path() {
        return layer + "/" + table;
    }

    /** The column each of whose values has files of its own: what Delta calls the partition column. */
    public Optional<String> filesBy() {
        return Optional.ofNullable(properties.get(FILES_BY));
    }

    /** How long before T its newest event may lie before a run warns; empty when it may be quiet for ever. */
    public Optional<Duration> freshWithin() {
        return Optional.ofNullable(properties.get(FRESH_WITHIN)).map(text -> {
            Matcher days = DAYS.matcher(text);
            days.matches();
            return Duration.ofDays(Long.parseLong(days.group(1)));
        });
    }

    /** Whether runs that follow one another store one snapshot a UTC day, the first, and not one at every T. */
    public boolean hasDailySnapshots() {
        return properties.containsKey(SNAPSHOTS);
    }

    /**
     * What the table itself holds every row to, whichever engine writes it, by name: properties
     * {@code delta.constraints.<name>}. A row that a predicate is not true of, so null of too, is refused with all others
     * of its commit.
     */
    public Map<String, String> constraints() {
        return constraints(properties);
    }

    private static Map<String, String> constraints(Map<String, String> properties) {
        Map<String, String> constraints = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(CONSTRAINT)) {
                constraints.put(name.substring(CONSTRAINT.length()), value);
            }
        });
        return constraints;
    }

    /** Whether its rows are what ingest makes of events, each with its {@code event_time} and {@code batch_id}. */
    public boolean holdsEvents() {
        return layer.equals("silver") && !isComputed();
    }

    /** Whether its rows are results, which may change, rather than records, which are only ever added. */
    public boolean isComputed() {
        return writeMode != WriteMode.APPEND;
    }

    public List<String> columnNames() {
        return columns.stream().map(ColumnDeclaration::name).toList();
    }
}
