package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowsInMemoryTest {
    private static final int FEW = 100;
    private static final StructType SCHEMA =
            StructType.fromDDL("name STRING, at TIMESTAMP, amount DECIMAL(18,2), parts MAP<STRING, BIGINT>");

    private final RowsInMemory inMemory = new RowsInMemory(TestingLake.session());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, FEW, FEW + 1, 1000})
    void a_query_reads_them_as_they_are_however_many(int count) {
        List<String> written = rows(count).stream().map(Row::toString).toList();

        Dataset<Row> read = inMemory.rows(rows(count), SCHEMA, 3);

        assertThat(read.schema()).isEqualTo(SCHEMA);
        assertThat(read.collectAsList().stream()
                        .map(row -> RowFactory.create(row.get(0), instant(row.get(1)), row.get(2), row.getJavaMap(3))
                                .toString()))
                .containsExactlyElementsOf(written);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, FEW, FEW + 1})
    void bytes_come_back_in_one_column(int count) {
        List<byte[]> values = IntStream.range(0, count)
                .mapToObj(i -> new byte[] {(byte) i, 7})
                .toList();

        Dataset<Row> read = inMemory.binaries(values, 2);

        assertThat(read.columns()).containsExactly("value");
        assertThat(read.collectAsList().stream().map(row -> row.<byte[]>getAs(0)))
                .containsExactlyElementsOf(values);
    }

    @Test
    void more_than_a_few_are_not_in_the_plan_that_every_rule_of_the_planner_goes_through() {
        assertThat(plan(FEW)).contains("LocalRelation").doesNotContain("LogicalRDD");
        assertThat(plan(FEW + 1)).contains("LogicalRDD").doesNotContain("LocalRelation");
    }

    @Test
    void many_are_read_in_as_many_parts_as_were_asked_for() {
        assertThat(inMemory
                        .rows(rows(1000), SCHEMA, 3)
                        .groupBy(functions.spark_partition_id())
                        .count()
                        .select("count")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getLong(0)))
                .containsExactlyInAnyOrder(333L, 333L, 334L);
    }

    @Test
    void once_forgotten_they_are_gone_from_memory() {
        Dataset<Row> read = inMemory.rows(rows(1000), SCHEMA, 1);
        assertThat(read.count()).isEqualTo(1000);

        inMemory.forget();

        assertThatThrownBy(read::collectAsList).hasStackTraceContaining("after it was destroyed");
    }

    private String plan(int count) {
        return inMemory.rows(rows(count), SCHEMA, 1)
                .where("name <> 'none'")
                .queryExecution()
                .optimizedPlan()
                .toString();
    }

    private static Instant instant(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) value;
    }

    private static List<Row> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RowFactory.create(
                        "row " + i,
                        Instant.parse("2025-03-01T00:00:00.000001Z").plusSeconds(i),
                        new BigDecimal("%d.50".formatted(i)),
                        Map.of("part", (long) i)))
                .toList();
    }
}
