package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.DeadLetterReason;
import com.lanehouse.events.EventTypes;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that somebody made to hurt: each is a dead letter, and the next record is read. */
class HostileRecordsTest {
    private static final ArrivalReader READER = new ArrivalReader(EventTypes.load(), TableCatalog.load());
    private static final Position POSITION = new Position("usage", 0, 1);

    static Stream<Arguments> records() {
        return Stream.of(
                arguments("50 MB", DeadLetterReason.TOO_LARGE, "x".repeat(50 << 20)),
                arguments(
                        "100,000 deep arrays",
                        DeadLetterReason.NOT_JSON,
                        usage("1").replace(":1}", ":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")),
                arguments(
                        "100,000 deep objects",
                        DeadLetterReason.NOT_JSON,
                        "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
                arguments(
                        "a duplicate key",
                        DeadLetterReason.NOT_JSON,
                        usage("1").replace("\"qty\"", "\"qty\":2,\"qty\"")),
                arguments("a number of 10,000 digits", DeadLetterReason.NOT_JSON, usage("9".repeat(10_000))),
                arguments("an exponent beyond reason", DeadLetterReason.SCHEMA_VIOLATION, usage("1e999999999")),
                arguments(
                        "a NUL byte between values",
                        DeadLetterReason.NOT_JSON,
                        usage("1").replace(",\"qty", ",\0\"qty")),
                arguments(
                        "a NUL byte in a name",
                        DeadLetterReason.NOT_JSON,
                        usage("1").replace("qty", "q\0ty")),
                arguments("year 99999", DeadLetterReason.BAD_TIME, usage("1").replace("2026-03", "99999-03")),
                arguments("text after the object", DeadLetterReason.NOT_JSON, usage("1") + "{}"),
                arguments("NaN", DeadLetterReason.NOT_JSON, usage("NaN")),
                arguments("a quoted number", DeadLetterReason.SCHEMA_VIOLATION, usage("\"1\"")),
                arguments(
                        "a type that is a path",
                        DeadLetterReason.UNKNOWN_TYPE,
                        usage("1").replace("usage.recorded", "../../usage.recorded")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("records")
    void a_hostile_record_is_a_dead_letter(DeadLetterReason reason, byte[] value) {
        assertThat(READER.read(POSITION, value)).isInstanceOfSatisfying(Arrival.Rejected.class, letter -> {
            assertThat(letter.reason()).isEqualTo(reason);
            assertThat(letter.value()).isSameAs(value);
            assertThat(letter.detail()).isNotBlank().hasSizeLessThan(2_000);
        });
    }

    @Test
    void bytes_that_are_no_utf_8_are_a_dead_letter() {
        byte[] value = usage("1").getBytes(StandardCharsets.UTF_8);
        value[value.length / 2] = (byte) 0xff;

        assertThat(READER.read(POSITION, value))
                .isInstanceOfSatisfying(
                        Arrival.Rejected.class,
                        letter -> assertThat(letter.reason()).isEqualTo(DeadLetterReason.NOT_UTF8));
    }

    @Test
    void an_identity_with_a_nul_character_is_an_identity_like_any_other() {
        byte[] a = IdentityIndex.key("source\0", "id");
        byte[] b = IdentityIndex.key("source", "\0id");

        assertThat(Arrays.equals(a, b)).isFalse();
    }

    private static Arguments arguments(String name, DeadLetterReason reason, String text) {
        return Arguments.of(reason, Named.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String usage(String quantity) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"test\",\"type\":\"usage.recorded\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":%s}}"
                .formatted(quantity);
    }
}
