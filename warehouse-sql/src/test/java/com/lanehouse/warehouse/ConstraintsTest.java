package com.lanehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintsTest {
    private static final Pattern WORD = Pattern.compile("'[^']*'|[A-Za-z_]\\w*|\\d+|>=|<=|[<>=(),]|\\S");

    /** What Spark, Trino and delta-rs read alike: no functions, no casts, no null-safe comparison. */
    private static final Set<String> KNOWN =
            Set.of("AND", "OR", "NOT", "IN", "IS", "NULL", ">=", "<=", "<", ">", "=", "(", ")", ",");

    static Stream<Arguments> constraints() {
        return TableCatalog.load().all().stream()
                .flatMap(table -> table.constraints().entrySet().stream()
                        .map(constraint -> Arguments.of(table, constraint.getKey(), constraint.getValue())));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("constraints")
    void a_constraint_is_written_in_what_every_engine_reads(TableDeclaration table, String name, String predicate) {
        assertThat(name).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        Matcher words = WORD.matcher(predicate);
        while (words.find()) {
            String word = words.group();
            assertThat(KNOWN.contains(word) || table.columnNames().contains(word) || word.matches("\\d+|'[a-z0-9_]+'"))
                    .as("%s of %s: %s", name, table.name(), word)
                    .isTrue();
        }
    }

    @Test
    void what_kernel_writes_has_no_constraints() {
        assertThatThrownBy(() -> declared("silver")).hasMessageContaining("silver.t has constraints");
        assertThat(declared("gold").constraints()).isEqualTo(Map.of("id_is_known", "id = 'a'"));
    }

    private static TableDeclaration declared(String layer) {
        return new TableDeclaration(
                layer,
                "t",
                "a table",
                List.of(new ColumnDeclaration("id", "STRING", false, "an id")),
                List.of("id"),
                WriteMode.REPLACE,
                Map.of("delta.constraints.id_is_known", "id = 'a'"),
                List.of());
    }
}
