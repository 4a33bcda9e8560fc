package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.EventExample;
import com.lanehouse.events.EventTypes;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the example of every type leaves in its family's silver table. */
class EventColumnsTest {
    private static final TableCatalog CATALOG = TableCatalog.load();
    private static final ArrivalReader READER = new ArrivalReader(EventTypes.load(), CATALOG);

    static Stream<EventExample> examples() {
        return EventExample.all();
    }

    /** Such as {@code origin.zip}: where a column's value comes from. */
    private record Source(String onlyType, String path) {
        static Source of(TableDeclaration table, String column) {
            String[] words = table.properties()
                    .getOrDefault("lanehouse.source." + column, column)
                    .split(":");
            return words.length == 1 ? new Source(null, words[0]) : new Source(words[0], words[1]);
        }

        String field() {
            return path.split("\\.")[0];
        }

        boolean isWholeData() {
            return path.equals("$");
        }

        boolean belongsTo(EventExample example) {
            return onlyType == null
                    ? isWholeData() || example.type().fields().contains(field())
                    : onlyType.equals(example.type().name());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_example_fills_the_columns_of_its_type_and_no_others(EventExample example) {
        TableDeclaration table = table(example);
        Object[] values = accepted(example).columns();
        List<String> columns = columns(table);
        Set<String> filled = new TreeSet<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                filled.add(columns.get(i));
            }
        }
        assertThat(filled)
                .containsExactlyInAnyOrderElementsOf(columns.stream()
                        .filter(column -> Source.of(table, column).belongsTo(example))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_field_that_the_schema_declares_has_a_column(EventExample example) {
        TableDeclaration table = table(example);
        List<Source> sources = columns(table).stream()
                .map(column -> Source.of(table, column))
                .filter(source -> source.belongsTo(example))
                .toList();
        assertThat(example.type().fields())
                .allMatch(field -> sources.stream()
                        .anyMatch(
                                source -> source.isWholeData() || source.field().equals(field)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_broken_example_is_a_dead_letter_of_the_pipeline_too(EventExample example) {
        assertThat(READER.read(position(example), example.broken().bytes()))
                .isInstanceOfSatisfying(
                        Arrival.Rejected.class,
                        letter -> assertThat(letter.reason())
                                .isEqualTo(example.broken().reason()));
    }

    private static Arrival.Accepted accepted(EventExample example) {
        Arrival arrival = READER.read(position(example), example.bytes());
        assertThat(arrival).isInstanceOf(Arrival.Accepted.class);
        return (Arrival.Accepted) arrival;
    }

    private static Position position(EventExample example) {
        return new Position(example.type().topic(), 0, 0);
    }

    private static TableDeclaration table(EventExample example) {
        return CATALOG.table("silver." + example.type().topic());
    }

    private static List<String> columns(TableDeclaration table) {
        return table.columns().stream()
                .map(ColumnDeclaration::name)
                .filter(column -> !SilverProjection.ENVELOPE_COLUMNS.contains(column))
                .toList();
    }
}
