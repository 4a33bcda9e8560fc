package com.lanehouse.jobs.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredFieldTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-10");

    record Value(String field, String json) {}

    static Stream<Value> filled() {
        return Stream.of(
                        values("legal_name", "\"A\"", "\" Ω \""),
                        values("dot_number", "\"1\"", "\"12345678\"", "\"00000000\""),
                        values("mc_number", "\"MC1\"", "\"MC1234567\""),
                        values("street", "\"1 Main St\""),
                        values("city", "\"El Paso\""),
                        values("state", "\"TX\"", "\"DC\"", "\"PR\"", "\"AA\"", "\"AE\"", "\"AP\"", "\"MH\""),
                        values("zip", "\"79901\"", "\"79901-1234\""),
                        values(
                                "phone",
                                "\"9155550100\"",
                                "\"19155550100\"",
                                "\"+1 (915) 555-0100\"",
                                "\"915.555/0100\"",
                                "\"1155550100\""),
                        values("email", "\"a@b.co\"", "\"a.b+c@d.e.f\""),
                        values("contact_name", "\"Ann\""),
                        values("authority_status", "\"active\"", "\"inactive\"", "\"revoked\"", "\"pending\""),
                        values(
                                "safety_rating",
                                "\"satisfactory\"",
                                "\"conditional\"",
                                "\"unsatisfactory\"",
                                "\"none\""),
                        values("w9_received_on", "\"2026-03-10\"", "\"1999-12-31\"", "\"2024-02-29\""),
                        values("contract_signed_on", "\"2026-03-10\""),
                        values("equipment_types", "[\"van\"]", "[null]"),
                        values("power_units", "1", "250", "100000000000000000000000"),
                        values("service_states", "[\"TX\",\"NM\"]"))
                .flatMap(values -> values);
    }

    static Stream<Value> notFilled() {
        return Stream.of(
                        values(
                                "legal_name",
                                "null",
                                "\"\"",
                                "\" \\t\\n\"",
                                "\"\\u00a0\"",
                                "7",
                                "[\"A\"]",
                                "{}",
                                "true"),
                        values(
                                "dot_number",
                                "\"\"",
                                "\"123456789\"",
                                "\"12a\"",
                                "\" 12\"",
                                "\"12\\n\"",
                                "1234567",
                                "\"١٢\""),
                        values("mc_number", "\"MC\"", "\"MC12345678\"", "\"mc1\"", "\"MC-1\"", "\"MC 1\"", "\"1\""),
                        values("street", "\"  \""),
                        values("city", "null"),
                        values("state", "\"tx\"", "\"ZZ\"", "\"Texas\"", "\"TX \"", "\"\"", "\"TX AK\""),
                        values(
                                "zip",
                                "\"7990\"",
                                "\"799011\"",
                                "\"799011234\"",
                                "\"79901-123\"",
                                "\"79901 1234\"",
                                "79901"),
                        values(
                                "phone",
                                "\"915555010\"",
                                "\"29155550100\"",
                                "\"119155550100\"",
                                "\"915-555-0100 x2\"",
                                "\"915_555_0100\"",
                                "\"915\\t555\\t0100\"",
                                "\"\"",
                                "9155550100"),
                        values(
                                "email",
                                "\"@b.co\"",
                                "\"a@b\"",
                                "\"a@b.\"",
                                "\"a@.co\"",
                                "\"a@b..co\"",
                                "\"a@b@c.co\"",
                                "\"a b@c.co\"",
                                "\"a@c.co \"",
                                "\"a@c\\u00a0d.co\"",
                                "\"ab.co\""),
                        values("contact_name", "\"\\u2003\""),
                        values("authority_status", "\"Active\"", "\"none\"", "\"\"", "true"),
                        values("safety_rating", "\"None\"", "\"good\"", "null"),
                        values(
                                "w9_received_on",
                                "\"2026-03-11\"",
                                "\"2026-02-30\"",
                                "\"2025-02-29\"",
                                "\"2026-3-1\"",
                                "\"20260301\"",
                                "\"2026-03-01T00:00:00Z\"",
                                "\"+2026-03-01\"",
                                "20260301"),
                        values("contract_signed_on", "\"2026-03-11\"", "\"\""),
                        values("equipment_types", "[]", "\"van\"", "{\"van\":1}", "null"),
                        values("power_units", "0", "-1", "1.0", "1e2", "\"5\"", "true", "null", "[5]"),
                        values("service_states", "[]", "\"TX\""))
                .flatMap(values -> values);
    }

    @ParameterizedTest
    @MethodSource("filled")
    void a_valid_value_fills_its_field(Value value) {
        assertThat(fills(value.field(), value.json())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("notFilled")
    void an_invalid_value_does_not_fill_its_field(Value value) {
        assertThat(fills(value.field(), value.json())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_field_that_no_event_carries_is_not_filled(RequiredField field) {
        assertThat(Profile.missing(Map.of(), DAY)).contains(field.key());
    }

    @ParameterizedTest
    @EnumSource
    void null_fills_nothing(RequiredField field) throws JsonProcessingException {
        assertThat(field.isFilledBy(new ObjectMapper().readTree("null"), DAY)).isFalse();
    }

    @Test
    void of_all_pairs_of_letters_those_that_the_postal_service_uses_are_states() {
        List<String> letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .mapToObj(Character::toString)
                .toList();
        assertThat(letters.stream()
                        .flatMap(first -> letters.stream().map(first::concat))
                        .filter(pair -> fills("state", "\"%s\"".formatted(pair))))
                .containsExactly("""
                        AA AE AK AL AP AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO
                        MP MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR PW RI SC SD TN TX UT VA VI VT WA WI WV WY""".split("\\s+"));
    }

    @Test
    void there_are_seventeen_required_fields() {
        assertThat(RequiredField.values()).hasSize(17);
    }

    @Test
    void a_profile_tells_a_cleared_field_from_an_absent_one() {
        assertThat(Profile.fields("{\"city\":null,\"zip\":\"79901\"}"))
                .containsEntry("city", "null")
                .containsEntry("zip", "\"79901\"")
                .doesNotContainKey("state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"5\"", "[5]", "1.0", "{\"a\":[null]}", "100000000000000000000000"})
    void a_profile_keeps_the_kind_of_a_value(String json) {
        assertThat(Profile.fields("{\"power_units\":%s}".formatted(json))).containsEntry("power_units", json);
    }

    @Test
    void a_number_too_large_for_a_double_stays_a_number() {
        assertThat(fills("legal_name", "1e999")).isFalse();
    }

    /** By way of an event's profile, as it is stored. */
    private static boolean fills(String field, String json) {
        return !Profile.missing(Profile.fields("{\"%s\":%s}".formatted(field, json)), DAY)
                .contains(field);
    }

    private static Stream<Value> values(String field, String... json) {
        return Stream.of(json).map(text -> new Value(field, text));
    }
}
