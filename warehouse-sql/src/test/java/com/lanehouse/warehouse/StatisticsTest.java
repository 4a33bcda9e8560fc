package com.lanehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of which columns files of results have statistics: each costs time at every row that is written. */
class StatisticsTest {
    static Stream<TableDeclaration> results() {
        return TableCatalog.load().layer("gold").stream();
    }

    @ParameterizedTest
    @MethodSource("results")
    void statistics_are_kept_of_dates_and_times_alone_as_nothing_else_lets_a_file_be_passed_over(
            TableDeclaration table) {
        String columns = table.columns().stream()
                .filter(column -> column.type().equals("DATE") || column.type().equals("TIMESTAMP"))
                .map(ColumnDeclaration::name)
                .filter(column -> !table.filesBy().equals(java.util.Optional.of(column)))
                .collect(Collectors.joining(","));
        if (columns.isEmpty()) {
            assertThat(table.properties()).containsEntry("delta.dataSkippingNumIndexedCols", "0");
        } else {
            assertThat(table.properties()).containsEntry("delta.dataSkippingStatsColumns", columns);
        }
    }
}
