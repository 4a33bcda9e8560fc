package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.lake.ColumnRanges.Range;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnRangesTest {
    private static final StructType COLUMNS =
            StructType.fromDDL("day DATE, at TIMESTAMP, qty BIGINT, name STRING, price DECIMAL(18,2)");

    @Test
    void days_are_counted_from_1970() {
        assertThat(ranges("\"day\":\"1970-01-02\"", "\"day\":\"1970-02-01\"").ranges())
                .containsOnly(Map.entry("day", new Range(1, 31)));
    }

    /** Delta cuts 12:00:00.0009 off to 12:00:00.000, so the greatest may be almost a millisecond later. */
    @Test
    void times_reach_almost_a_millisecond_further() {
        long noon = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2025-01-10T12:00:00Z"));
        assertThat(ranges("\"at\":\"2025-01-10T12:00:00.000Z\"", "\"at\":\"2025-01-10T12:00:00.000Z\"")
                        .ranges())
                .containsOnly(Map.entry("at", new Range(noon - 999, noon + 999)));
    }

    @Test
    void texts_and_money_have_no_range() {
        assertThat(ranges("\"name\":\"a\",\"price\":1.0", "\"name\":\"b\",\"price\":2.0")
                        .ranges())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "[]", "{}", """
                {"numRecords":1,"minValues":{"at":"soon","day":7,"qty":"1"},"maxValues":{"at":"later","day":8,"qty":"2"}}""", """
                {"minValues":{"qty":1}}""", """
                {"minValues":{"day":"2025-02-30"},"maxValues":{"day":"2025-03-30"}}"""})
    void statistics_that_cannot_be_read_say_nothing(String statistics) {
        assertThat(ColumnRanges.of(Optional.of(statistics), COLUMNS).ranges()).isEmpty();
    }

    @Test
    void a_column_is_all_null_when_as_many_values_are_null_as_there_are_rows() {
        assertThat(ColumnRanges.of(Optional.of("{\"numRecords\":2,\"nullCount\":{\"qty\":2,\"day\":1}}"), COLUMNS)
                        .allNull())
                .containsExactly("qty");
        assertThat(ColumnRanges.of(Optional.of("{\"nullCount\":{\"qty\":2}}"), COLUMNS)
                        .allNull())
                .isEmpty();
    }

    private static ColumnRanges ranges(String smallest, String greatest) {
        return ColumnRanges.of(
                Optional.of("{\"minValues\":{%s},\"maxValues\":{%s}}".formatted(smallest, greatest)), COLUMNS);
    }
}
