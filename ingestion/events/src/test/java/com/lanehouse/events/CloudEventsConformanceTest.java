package com.lanehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.DecodedRecord.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The CloudEvents project's own conformance sets (format/json, Apache-2.0, see NOTICE). */
class CloudEventsConformanceTest {
    private static final EventDecoder DECODER = new EventDecoder(EventTypes.load());

    static Stream<Named<JsonNode>> valid() throws IOException {
        return events("valid-events.json");
    }

    static Stream<Named<JsonNode>> invalid() throws IOException {
        return events("invalid-events.json");
    }

    static Stream<Named<JsonNode>> invalidWithoutTime() throws IOException {
        return invalid().filter(test -> !test.getPayload().has("time"));
    }

    /** Ours asks for more: a time, a known type, an object as data. But none is refused as JSON or as a CloudEvent. */
    @ParameterizedTest
    @MethodSource("valid")
    void a_valid_event_is_read_as_a_cloudevent(JsonNode event) {
        if (DECODER.decode("usage", Json.write(event)) instanceof Rejected(DeadLetterReason reason, String detail)) {
            assertThat(reason)
                    .as(detail)
                    .isNotIn(DeadLetterReason.NOT_JSON, DeadLetterReason.NOT_CLOUDEVENT, DeadLetterReason.NOT_UTF8);
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void an_invalid_event_is_refused_as_a_cloudevent_or_for_its_time(JsonNode event) {
        assertThat(DECODER.decode("usage", Json.write(event)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        letter -> assertThat(letter.reason())
                                .as(letter.detail())
                                .isIn(DeadLetterReason.NOT_CLOUDEVENT, DeadLetterReason.BAD_TIME));
    }

    @ParameterizedTest
    @MethodSource("invalidWithoutTime")
    void what_is_wrong_with_an_invalid_event_is_found_although_it_has_a_time(JsonNode event) {
        ObjectNode timed = event.<ObjectNode>deepCopy().put("time", "2026-03-01T00:00:00Z");

        assertThat(DECODER.decode("usage", Json.write(timed)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        letter -> assertThat(letter.reason()).isEqualTo(DeadLetterReason.NOT_CLOUDEVENT));
    }

    private static Stream<Named<JsonNode>> events(String file) throws IOException {
        try (InputStream in = CloudEventsConformanceTest.class.getResourceAsStream("/cloudevents/" + file)) {
            return StreamSupport.stream(Json.MAPPER.readTree(in).path("tests").spliterator(), false)
                    .map(test -> Named.of(test.path("id").asText(), test.path("event")));
        }
    }
}
