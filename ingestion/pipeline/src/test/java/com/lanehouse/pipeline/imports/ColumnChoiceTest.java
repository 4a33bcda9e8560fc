package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColumnChoiceTest {
    @Test
    void the_surest_name_wins_whatever_the_order_of_the_columns() {
        ColumnChoice choice = among(column("cost", "1"), column("Carrier Pay", "2"));

        assertThat(choice.of(ColumnRole.CARRIER_COST)).map(ColumnSample::name).contains("Carrier Pay");
    }

    @Test
    void a_column_that_holds_something_else_is_passed_over() {
        ColumnChoice choice = among(column("Carrier Pay", "monthly"), column("cost", "1"));

        assertThat(choice.of(ColumnRole.CARRIER_COST)).map(ColumnSample::name).contains("cost");
        assertThat(choice.nearMiss(ColumnRole.CARRIER_COST, "numbers"))
                .isEqualTo("; 'Carrier Pay' does not hold numbers but, for example, 'monthly'");
    }

    @Test
    void a_column_has_one_role() {
        ColumnChoice choice = among(column("Pickup Date", "3/14/2025"));

        assertThat(choice.chosen()).containsOnlyKeys(ColumnRole.PICKUP);
    }

    @Test
    void a_city_that_neither_zip_nor_area_goes_with_is_not_read() {
        ColumnChoice choice = among(column("Origin City", "Dallas"));

        assertThat(choice.of(ColumnRole.ORIGIN_CITY)).isPresent();
        assertThat(choice.unread()).containsExactly("Origin City");
    }

    @Test
    void a_number_of_the_load_that_comes_twice_is_not_chosen() {
        assertThat(among(column("Load #", "L1", "L1")).of(ColumnRole.LOAD_ID)).isEmpty();
        assertThat(among(column("Load #", "L1", "L2")).of(ColumnRole.LOAD_ID)).isPresent();
    }

    @Test
    void what_nothing_reads_is_told_in_file_order() {
        assertThat(among(column("b", "x"), column("Miles", "1"), column("a", "y"))
                        .unread())
                .containsExactly("b", "a");
    }

    private static ColumnChoice among(ColumnSample... columns) {
        return ColumnChoice.among(List.of(columns));
    }

    private static ColumnSample column(String name, String... values) {
        return new ColumnSample(name, Stream.of(values).toList());
    }
}
