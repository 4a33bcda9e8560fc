package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadIdLinesTest {
    private static final int MANY = 200_000;

    private final LoadIdLines lines = new LoadIdLines();

    @Test
    void a_new_id_has_no_earlier_line() {
        assertThat(lines.putIfAbsent("L1", 2)).isEmpty();
    }

    @Test
    void an_id_that_comes_again_and_again_has_the_line_on_which_it_came_first() {
        lines.putIfAbsent("L1", 2);

        assertThat(lines.putIfAbsent("L1", 3)).hasValue(2);
        assertThat(lines.putIfAbsent("L1", 4)).hasValue(2);
    }

    @Test
    void ids_that_differ_by_one_character_are_different() {
        lines.putIfAbsent("L1", 2);

        assertThat(lines.putIfAbsent("l1", 3)).isEmpty();
        assertThat(lines.putIfAbsent("L1 ", 4)).isEmpty();
        assertThat(lines.putIfAbsent("Ł1", 5)).isEmpty();
    }

    @Test
    void every_id_is_found_again_after_the_tables_have_grown() {
        for (int i = 1; i <= MANY; i++) {
            assertThat(lines.putIfAbsent("load-" + i, i)).isEmpty();
        }

        for (int i = 1; i <= MANY; i++) {
            assertThat(lines.putIfAbsent("load-" + i, MANY + i)).hasValue(i);
        }
    }

    @Test
    void lines_beyond_the_range_of_an_int_are_kept() {
        lines.putIfAbsent("L1", 1L << 40);

        assertThat(lines.putIfAbsent("L1", 3)).hasValue(1L << 40);
    }

    @Test
    void a_line_before_the_first_is_refused() {
        assertThatThrownBy(() -> lines.putIfAbsent("L1", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
