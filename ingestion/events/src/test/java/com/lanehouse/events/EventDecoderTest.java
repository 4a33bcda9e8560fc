package com.lanehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.DecodedRecord.Accepted;
import com.lanehouse.events.DecodedRecord.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventDecoderTest {
    private static final String GOOD = """
            {"specversion":"1.0","id":"e1","source":"app","type":"usage.recorded","time":"2026-03-01T12:00:00.1234567+02:00",\
            "data":{"company_id":"c1","feature_key":"quotes","qty":3,"colour":"blue"}}""";

    private final EventDecoder decoder = new EventDecoder(EventTypes.load());

    @Test
    void a_good_record_becomes_an_event_in_utc_cut_to_the_microsecond() {
        Accepted accepted = (Accepted) decoder.decode("usage", GOOD.getBytes(StandardCharsets.UTF_8));
        assertThat(accepted.event().time()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
        assertThat(accepted.event().key()).isEqualTo("c1");
    }

    @Test
    void unknown_extra_fields_are_kept() {
        Accepted accepted = (Accepted) decoder.decode("usage", GOOD.getBytes(StandardCharsets.UTF_8));
        assertThat(accepted.event().data().path("colour").textValue()).isEqualTo("blue");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                rejected("", DeadLetterReason.EMPTY_RECORD, "no bytes"),
                rejected(GOOD + " ".repeat(1 << 20), DeadLetterReason.TOO_LARGE, "more than 1,048,576"),
                rejected("{\"specversion\":", DeadLetterReason.NOT_JSON, "line 1"),
                rejected(GOOD + " x", DeadLetterReason.NOT_JSON, "x"),
                rejected(GOOD.replace("\"qty\":3", "\"qty\":3,\"qty\":4"), DeadLetterReason.NOT_JSON, "qty"),
                rejected(GOOD.replace("\"qty\":3", "\"qty\":NaN"), DeadLetterReason.NOT_JSON, "NaN"),
                rejected(GOOD.replace("3,", "1" + "0".repeat(1_000) + ","), DeadLetterReason.NOT_JSON, "1000"),
                rejected("[".repeat(65) + "]".repeat(65), DeadLetterReason.NOT_JSON, "64"),
                rejected("[]", DeadLetterReason.NOT_CLOUDEVENT, "not an object"),
                rejected(GOOD.replace("\"1.0\"", "\"0.3\""), DeadLetterReason.NOT_CLOUDEVENT, "specversion"),
                rejected(GOOD.replace("\"e1\"", "\"\""), DeadLetterReason.NOT_CLOUDEVENT, "id"),
                rejected(GOOD.replace("+02:00", ""), DeadLetterReason.BAD_TIME, "offset"),
                rejected(GOOD.replace("2026-03", "99999-03"), DeadLetterReason.BAD_TIME, "RFC 3339"),
                rejected(GOOD.replace("2026-03-01", "2026-02-30"), DeadLetterReason.BAD_TIME, "time"),
                rejected(GOOD.replace("\"time\"", "\"when\""), DeadLetterReason.BAD_TIME, "absent"),
                rejected(GOOD.replace("usage.recorded", "usage.lost"), DeadLetterReason.UNKNOWN_TYPE, "usage.lost"),
                rejected(GOOD.replace("usage.recorded", "lead.created"), DeadLetterReason.WRONG_TOPIC, "growth"),
                rejected(GOOD.replace("\"qty\":3", "\"qty\":\"3\""), DeadLetterReason.SCHEMA_VIOLATION, "qty"),
                rejected(GOOD.replace("\"qty\":3,", ""), DeadLetterReason.SCHEMA_VIOLATION, "qty"),
                rejected(GOOD.replace("\"qty\":3", "\"qty\":0"), DeadLetterReason.SCHEMA_VIOLATION, "qty"),
                rejected(GOOD.replace("\"c1\"", "null"), DeadLetterReason.SCHEMA_VIOLATION, "company_id"));
    }

    private static Arguments rejected(String text, DeadLetterReason reason, String detail) {
        return Arguments.of(text, reason, detail);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void the_first_reason_that_holds_is_named_with_its_field(String text, DeadLetterReason reason, String detail) {
        Rejected rejected = (Rejected) decoder.decode("usage", text.getBytes(StandardCharsets.UTF_8));
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.detail()).contains(detail);
    }

    @Test
    void a_record_without_value_is_empty() {
        assertThat(((Rejected) decoder.decode("usage", null)).reason()).isEqualTo(DeadLetterReason.EMPTY_RECORD);
    }

    @Test
    void bytes_that_are_not_utf_8_are_named_before_json() {
        Rejected rejected = (Rejected) decoder.decode("usage", new byte[] {'{', (byte) 0xC3, '}'});
        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.NOT_UTF8);
    }

    @Test
    void an_event_written_by_us_is_read_back() {
        Event event = ((Accepted) decoder.decode("usage", GOOD.getBytes(StandardCharsets.UTF_8))).event();
        assertThat(decoder.decode("usage", event.toJson())).isEqualTo(decoder.decode("usage", event.toJson()));
        assertThat(((Accepted) decoder.decode("usage", event.toJson())).event()).isEqualTo(event);
    }
}
