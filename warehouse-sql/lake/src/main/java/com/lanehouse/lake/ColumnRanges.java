package com.lanehouse.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a file's statistics say of its columns of whole numbers, dates and times (Delta's protocol, "Per-file
 * Statistics"): the values as Spark holds them inside, days or microseconds since 1970. Of other columns nothing is said
 * but whether all is null.
 *
 * @param ranges by column; a column without one may hold anything
 * @param allNull columns in which surely every value is null
 */
record ColumnRanges(Map<String, Range> ranges, Set<String> allNull) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ColumnRanges UNKNOWN = new ColumnRanges(Map.of(), Set.of());
    /** Statistics cut times off after milliseconds. */
    private static final long CUT_OFF_MICROS = 999;

    ColumnRanges {
        ranges = Map.copyOf(ranges);
        allNull = Set.copyOf(allNull);
    }

    /** Every value that is not null lies from one to the other, both included. */
    record Range(long smallest, long greatest) {
        boolean mayHold(long from, long to) {
            return greatest >= from && smallest <= to;
        }

        /** Of times: whether the smallest or the greatest value, wherever it was cut off, lies from one to the other. */
        boolean surelyHolds(long from, long to) {
            return smallest >= from && smallest + CUT_OFF_MICROS <= to
                    || greatest - CUT_OFF_MICROS >= from && greatest <= to;
        }
    }

    /**
     * @param statistics as JSON; who cannot read what they say knows nothing
     * @param columns of the table
     */
    static ColumnRanges of(Optional<String> statistics, StructType columns) {
        if (statistics.isEmpty()) {
            return UNKNOWN;
        }
        try {
            return read(JSON.readTree(statistics.get()), columns);
        } catch (JsonProcessingException e) {
            return UNKNOWN;
        }
    }

    private static ColumnRanges read(JsonNode statistics, StructType columns) {
        Map<String, Range> ranges = new HashMap<>();
        Set<String> allNull = new HashSet<>();
        JsonNode rows = statistics.path("numRecords");
        for (StructField column : columns.fields()) {
            String name = column.name();
            JsonNode nulls = statistics.path("nullCount").path(name);
            if (rows.isIntegralNumber() && nulls.isIntegralNumber() && rows.longValue() == nulls.longValue()) {
                allNull.add(name);
            }
            range(
                            column.dataType(),
                            statistics.path("minValues").path(name),
                            statistics.path("maxValues").path(name))
                    .ifPresent(range -> ranges.put(name, range));
        }
        return new ColumnRanges(ranges, allNull);
    }

    private static Optional<Range> range(DataType type, JsonNode smallest, JsonNode greatest) {
        try {
            if (type.equals(DataTypes.DateType) && smallest.isTextual() && greatest.isTextual()) {
                return Optional.of(new Range(
                        LocalDate.parse(smallest.textValue()).toEpochDay(),
                        LocalDate.parse(greatest.textValue()).toEpochDay()));
            }
            if (type.equals(DataTypes.TimestampType) && smallest.isTextual() && greatest.isTextual()) {
                return Optional.of(new Range(
                        Math.subtractExact(micros(smallest.textValue()), CUT_OFF_MICROS),
                        Math.addExact(micros(greatest.textValue()), CUT_OFF_MICROS)));
            }
            boolean whole = type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType);
            if (whole && smallest.isIntegralNumber() && greatest.isIntegralNumber()) {
                return Optional.of(new Range(smallest.longValue(), greatest.longValue()));
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Who cannot read what it says reads the file.
        }
        return Optional.empty();
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, OffsetDateTime.parse(time).toInstant());
    }
}
