package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashTest {
    @Test
    void a_name_never_changes_from_one_release_to_the_next() {
        assertThat(ContentHash.of("MC1", "é")).isEqualTo("b4cc316f121fac5d8511f845");
    }

    @Test
    void moving_text_from_one_part_to_the_next_changes_the_name() {
        assertThat(ContentHash.of("ab", "c")).isNotEqualTo(ContentHash.of("a", "bc"));
    }
}
