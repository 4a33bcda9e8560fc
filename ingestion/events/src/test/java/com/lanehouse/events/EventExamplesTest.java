package com.lanehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.DecodedRecord.Accepted;
import com.lanehouse.events.DecodedRecord.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type has one example that is read, and one with a single fault that is not. */
class EventExamplesTest {
    private static final EventTypes TYPES = EventTypes.load();
    private static final EventDecoder DECODER = new EventDecoder(TYPES);

    static Stream<EventExample> examples() {
        return EventExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_example_is_read_on_its_topic(EventExample example) {
        DecodedRecord read = DECODER.decode(example.type().topic(), example.bytes());
        assertThat(read)
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.type().name())
                                .isEqualTo(example.type().name()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_example_fills_every_field_that_the_schema_declares(EventExample example) {
        assertThat(example.type().fields())
                .allSatisfy(field -> assertThat(example.event().path("data").hasNonNull(field))
                        .as(field)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_broken_example_is_a_dead_letter_with_its_reason_and_its_field(EventExample example) {
        EventExample.Broken broken = example.broken();
        DecodedRecord read = DECODER.decode(example.type().topic(), broken.bytes());
        assertThat(read).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(broken.reason());
            assertThat(rejected.detail()).containsPattern("\\b%s\\b".formatted(broken.field()));
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_broken_example_differs_from_the_good_one_in_its_field_alone(EventExample example) {
        assertThat(differences(example.event(), example.broken().event()))
                .containsExactly(example.broken().field());
    }

    @Test
    void there_is_no_example_of_a_type_that_does_not_exist() throws IOException {
        Set<Path> expected = new TreeSet<>();
        for (String name : TYPES.names()) {
            Path topic = Path.of(TYPES.find(name).orElseThrow().topic());
            expected.add(topic.resolve(name + ".json"));
            expected.add(topic.resolve(name + ".broken.json"));
        }
        Path folder = Path.of("src/test/resources/examples");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(folder::relativize))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** The attributes that differ; of the data, its fields. */
    private static Set<String> differences(JsonNode one, JsonNode other) {
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> one.path(name).equals(other.path(name)));
        boolean bothObjects = one.path("data") instanceof ObjectNode && other.path("data") instanceof ObjectNode;
        return names.equals(Set.of("data")) && bothObjects ? differences(one.path("data"), other.path("data")) : names;
    }
}
