package com.lanehouse.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.lanehouse.tables.StoredFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a file's statistics say of its columns of whole numbers, dates and times (Delta's protocol, "Per-file
 * Statistics"): the values as Spark holds them inside, days or microseconds since 1970. Of other columns nothing is said.
 */
final class ColumnRanges {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Statistics cut times off after milliseconds. */
    private static final long CUT_OFF_MICROS = 999;

    private final JsonNode statistics;
    private final Map<String, Optional<Range>> known = new HashMap<>();

    ColumnRanges(StoredFile file) {
        JsonNode read = null;
        try {
            read = file.statistics().isPresent()
                    ? JSON.readTree(file.statistics().get())
                    : null;
        } catch (JsonProcessingException e) {
            // Who cannot read what it says reads the file.
        }
        this.statistics = read == null ? JSON.createObjectNode() : read;
    }

    /** Every value that is not null lies from one to the other, both included. */
    record Range(long smallest, long greatest) {}

    /** Empty when nothing is known. */
    synchronized Optional<Range> range(String column, DataType type) {
        return known.computeIfAbsent(column, name -> read(name, type));
    }

    /** Whether surely every value is null. */
    boolean allNull(String column) {
        JsonNode rows = statistics.path("numRecords");
        JsonNode nulls = statistics.path("nullCount").path(column);
        return rows.isIntegralNumber() && nulls.isIntegralNumber() && rows.longValue() == nulls.longValue();
    }

    private Optional<Range> read(String column, DataType type) {
        JsonNode smallest = statistics.path("minValues").path(column);
        JsonNode greatest = statistics.path("maxValues").path(column);
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
