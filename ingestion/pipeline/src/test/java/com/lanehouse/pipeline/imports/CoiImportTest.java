package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Event;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoiImportTest {
    private static final String ROW =
            "\"MC0123456\",\"00765432\",\"91X\",\"BIPD/Primary\",\"ACME MUTUAL \",\"P-1\",\"08/05/2025\",0,750,\"08/01/2025\",\"\"";

    @TempDir
    Path folder;

    private final DecodedEvents events = new DecodedEvents();

    @Test
    void a_filing_becomes_a_certificate_of_its_carrier() throws IOException {
        read(ROW);

        Event filed = events.only("coi.filed");
        assertThat(filed.source()).isEqualTo("fmcsa/li");
        assertThat(filed.subject()).isEqualTo("dot-765432");
        assertThat(filed.time()).isEqualTo(Instant.parse("2025-08-05T00:00:00Z"));
        JsonNode data = filed.data();
        assertThat(data.get("carrier_id").textValue()).isEqualTo("dot-765432");
        assertThat(data.get("coverage").textValue()).isEqualTo("auto");
        assertThat(data.get("insurer").textValue()).isEqualTo("ACME MUTUAL");
        assertThat(data.get("policy_number").textValue()).isEqualTo("P-1");
        assertThat(data.get("limit_usd").decimalValue()).isEqualTo("750000.00");
        assertThat(data.get("effective_on").textValue()).isEqualTo("2025-08-01");
        assertThat(data.has("expires_on")).isFalse();
    }

    @Test
    void a_carrier_is_announced_before_its_first_certificate_with_its_numbers() throws IOException {
        read(ROW);

        assertThat(events.all()).extracting(Event::type).containsExactly("carrier.updated", "coi.filed");
        JsonNode profile = events.only("carrier.updated").data();
        assertThat(profile.get("carrier_id").textValue()).isEqualTo("dot-765432");
        assertThat(profile.get("dot_number").textValue()).isEqualTo("765432");
        assertThat(profile.get("mc_number").textValue()).isEqualTo("MC0123456");
    }

    @Test
    void a_carrier_of_several_filings_exists_once_from_the_earliest_posted_whatever_the_order() throws IOException {
        String older = ROW.replace("P-1", "P-0").replace("08/05/2025", "03/04/2024");

        read(ROW, older);

        assertThat(events.only("carrier.updated").time()).isEqualTo(Instant.parse("2024-03-04T00:00:00Z"));
        assertThat(events.ofType("coi.filed")).hasSize(2);
    }

    @Test
    void a_cancel_date_is_the_last_day_in_force() throws IOException {
        read(cancelled("10/03/2025"));

        assertThat(events.only("coi.filed").data().get("expires_on").textValue())
                .isEqualTo("2025-10-03");
    }

    @Test
    void a_cancellation_in_a_later_file_is_the_same_certificate_and_wins_the_tie() throws IOException {
        read(ROW);
        read(cancelled("10/03/2025"));

        List<Event> filed = events.ofType("coi.filed");
        assertThat(filed)
                .extracting(event -> event.data().get("coi_id"))
                .containsOnly(filed.get(0).data().get("coi_id"));
        assertThat(filed.get(1).time()).isEqualTo(filed.get(0).time());
        assertThat(filed.get(1).id()).isGreaterThan(filed.get(0).id());
    }

    @Test
    void a_duplicate_row_has_the_same_identity() throws IOException {
        ImportReport report = read(ROW, ROW);

        assertThat(report.used()).isEqualTo(2);
        assertThat(new HashSet<>(events.identities())).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"MC0123456,00000000,mc-123456", "FF001234,,ff-1234", "MX0999,0,mx-999", "MC1,00000007,dot-7"})
    void a_carrier_without_a_dot_number_is_named_by_its_docket(String docket, String dot, String carrierId)
            throws IOException {
        read(ROW.replace("MC0123456", docket).replace("00765432", dot == null ? "" : dot));

        assertThat(events.only("carrier.updated").data().get("carrier_id").textValue())
                .isEqualTo(carrierId);
    }

    @Test
    void a_freight_forwarder_has_no_mc_number() throws IOException {
        read(ROW.replace("MC0123456", "FF001234"));

        assertThat(events.only("carrier.updated").data().has("mc_number")).isFalse();
    }

    @Test
    void an_excess_policy_keeps_its_own_maximum_as_its_limit() throws IOException {
        read(ROW.replace("BIPD/Primary", "BIPD/Excess").replace("0,750", "1000,4000"));

        assertThat(events.only("coi.filed").data().get("limit_usd").decimalValue())
                .isEqualTo("4000000.00");
    }

    static Stream<Arguments> unusable_rows() {
        return Stream.of(
                Arguments.of(ROW.replace("91X", "84"), "bond_not_insurance", "form 84"),
                Arguments.of(ROW.replace("91X", "77"), "unknown_form", "form '77'"),
                Arguments.of(ROW.replace("08/01/2025", "02/30/2025"), "bad_date", "effective date '02/30/2025'"),
                Arguments.of(ROW.replace("08/05/2025", ""), "bad_date", "posted date ''"),
                Arguments.of(ROW.replace("08/05/2025", "08/05/+12025"), "bad_date", "'08/05/+12025'"),
                Arguments.of(ROW.replace("0,750", "0,many"), "bad_number", "maximum cover 'many'"),
                Arguments.of(ROW.replace("00765432", "x"), "bad_dot_number", "'x'"),
                Arguments.of(ROW.replace("MC0123456", "").replace("00765432", "0"), "no_carrier", "neither"),
                Arguments.of(ROW.replace("P-1", " "), "blank_field", "policy is blank"),
                Arguments.of("a,b,c", "wrong_columns", "3 columns, not 11"));
    }

    @ParameterizedTest
    @MethodSource("unusable_rows")
    void a_row_that_certifies_no_cover_is_rejected_with_its_line_and_reason(String row, String reason, String detail)
            throws IOException {
        ImportReport report = read(ROW, row);

        assertThat(report.rejectedByReason()).isEqualTo(Map.of(reason, 1L));
        assertThat(report.rejections().get(reason).first())
                .singleElement()
                .asString()
                .startsWith("line 2: ")
                .contains(detail);
        assertThat(report.used()).isEqualTo(1);
    }

    @Test
    void a_rejected_row_makes_no_carrier() throws IOException {
        ImportReport report = read(ROW.replace("91X", "84"));

        assertThat(report.events()).isZero();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void a_missing_or_empty_file_says_so() throws IOException {
        Path missing = folder.resolve("gone.txt");
        Path empty = Files.createFile(folder.resolve("empty.txt"));

        assertThatThrownBy(() -> CoiImport.read(missing, events))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("gone.txt does not exist");
        assertThatThrownBy(() -> CoiImport.read(empty, events))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("empty.txt is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void a_letter_beyond_ascii_is_read_in_utf8_or_single_bytes(String charset) throws IOException {
        Path file = folder.resolve("filings.txt");
        Files.write(file, ROW.replace("ACME", "ACMÉ").getBytes(Charset.forName(charset)));

        CoiImport.read(file, events);

        assertThat(events.only("coi.filed").data().get("insurer").textValue()).isEqualTo("ACMÉ MUTUAL");
    }

    @Test
    void a_byte_order_mark_does_not_matter() throws IOException {
        ImportReport report = read("\uFEFF" + ROW);

        assertThat(report.used()).isEqualTo(1);
    }

    private static String cancelled(String day) {
        return ROW.substring(0, ROW.length() - 2) + "\"" + day + "\"";
    }

    private ImportReport read(String... rows) throws IOException {
        Path file = Files.writeString(folder.resolve("filings.txt"), String.join("\n", rows) + "\n");
        return CoiImport.read(file, events);
    }
}
