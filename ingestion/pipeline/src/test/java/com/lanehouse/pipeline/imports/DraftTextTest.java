package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTextTest {
    private final DraftText text = new DraftText();

    @Test
    void words_are_listed_with_their_rows_and_what_they_mean_the_most_frequent_first() {
        text.words(
                "equipment",
                new ColumnSample("Trailer", List.of("53' step, deck", "V", "v", "Reefer")),
                HouseWords.EQUIPMENT);

        assertThat(text).hasToString("""
                equipment:
                  column: Trailer
                  values:
                    V: van  # 2 rows, GUESS
                    "53' step, deck": "???"  # 1 rows
                    Reefer: reefer  # 1 rows
                """);
    }

    @Test
    void a_gap_is_a_comment_that_says_why() {
        text.gap("miles", "{column: \"???\"}", "no column looks like miles");

        assertThat(text).hasToString("# miles: {column: \"???\"}  # no column looks like miles\n");
    }
}
