package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Event;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoadsImportTest {
    private static final String HEADER = "rate,miles,kind,weight,pickup,from,to";
    private static final String ROW = "2.5,400.1,V,30000,2025-03-04 23:30:00,AAA,BBB";
    private static final String MAPPING = """
            source: import/test
            id-prefix: t-
            company-id: {constant: acme}
            segment: {constant: smb}
            origin: {area: {column: from}}
            destination: {area: {column: to}}
            equipment: {column: kind, values: {V: van, R: reefer, F: flatbed}}
            pickup: {column: pickup, format: "yyyy-MM-dd HH:mm:ss"}
            miles: {column: miles}
            weight: {column: weight}
            carrier-cost: {multiply: [rate, miles]}
            fuel-included: {constant: true}
            carrier-id: {constant: unknown}
            """;

    @TempDir
    Path folder;

    private final DecodedEvents events = new DecodedEvents();

    @Test
    void a_row_becomes_a_quote_its_booking_and_its_cover() throws IOException {
        ImportReport report = read(MAPPING, HEADER, ROW);

        assertThat(events.all())
                .extracting(Event::type)
                .containsExactly("quote.priced", "quote.booked", "load.covered");
        assertThat(report.linesRead()).isEqualTo(1);
        assertThat(report.used()).isEqualTo(1);
        assertThat(report.events()).isEqualTo(3);
        JsonNode priced = events.only("quote.priced").data();
        assertThat(priced.at("/origin/area").textValue()).isEqualTo("AAA");
        assertThat(priced.at("/destination/area").textValue()).isEqualTo("BBB");
        assertThat(priced.get("equipment").textValue()).isEqualTo("van");
        assertThat(priced.get("pickup_date").textValue()).isEqualTo("2025-03-04");
        assertThat(priced.get("miles").decimalValue()).isEqualByComparingTo("400.1");
        assertThat(priced.get("weight_lbs").decimalValue()).isEqualByComparingTo("30000");
        assertThat(priced.get("company_id").textValue()).isEqualTo("acme");
        assertThat(priced.get("segment").textValue()).isEqualTo("smb");
        assertThat(priced.get("currency").textValue()).isEqualTo("USD");
        assertThat(priced.get("fuel_included").booleanValue()).isTrue();
    }

    @Test
    void quote_booking_and_cover_name_each_other() throws IOException {
        read(MAPPING, HEADER, ROW);

        assertThat(events.all())
                .extracting(event -> event.data().get("quote_id").textValue())
                .containsOnly("t-00000001");
        assertThat(events.only("load.covered").data().get("load_id"))
                .isEqualTo(events.only("quote.booked").data().get("load_id"));
    }

    @Test
    void a_product_of_columns_is_rounded_once_to_the_cent() throws IOException {
        read(MAPPING, HEADER, ROW.replace("2.5,400.1", "3.33335,100.1"));

        assertThat(events.only("load.covered").data().get("carrier_cost").decimalValue())
                .isEqualTo("333.67");
    }

    @Test
    void without_a_price_the_carrier_cost_stands_for_price_and_estimate() throws IOException {
        read(MAPPING, HEADER, ROW);

        JsonNode priced = events.only("quote.priced").data();
        assertThat(priced.get("price").decimalValue()).isEqualTo("1000.25");
        assertThat(priced.get("cost_estimate").decimalValue()).isEqualTo("1000.25");
        assertThat(events.only("quote.booked").data().get("booked_price").decimalValue())
                .isEqualTo("1000.25");
    }

    @Test
    void a_price_and_an_estimate_of_the_history_are_kept_apart_from_the_cost() throws IOException {
        read(MAPPING + "price: {column: rate}\ncost-estimate: {constant: 700.0}\n", HEADER, ROW);

        JsonNode priced = events.only("quote.priced").data();
        assertThat(priced.get("price").decimalValue()).isEqualTo("2.50");
        assertThat(priced.get("cost_estimate").decimalValue()).isEqualTo("700.00");
        assertThat(events.only("load.covered").data().get("carrier_cost").decimalValue())
                .isEqualTo("1000.25");
    }

    @Test
    void a_quote_precedes_the_pickup_and_its_cost_is_known_after_it() throws IOException {
        read(MAPPING + "quoted-before-pickup: PT36H\nknown-after: P2D\n", HEADER, ROW);

        assertThat(events.only("quote.priced").time()).isEqualTo(Instant.parse("2025-03-03T11:30:00Z"));
        assertThat(events.only("quote.booked").time()).isEqualTo(Instant.parse("2025-03-03T11:30:00Z"));
        assertThat(events.only("load.covered").time()).isEqualTo(Instant.parse("2025-03-06T23:30:00Z"));
    }

    @Test
    void a_cost_is_known_a_day_after_the_pickup_unless_the_mapping_says_otherwise() throws IOException {
        read(MAPPING, HEADER, ROW);

        assertThat(events.only("quote.priced").time()).isEqualTo(Instant.parse("2025-03-04T23:30:00Z"));
        assertThat(events.only("load.covered").time()).isEqualTo(Instant.parse("2025-03-05T23:30:00Z"));
    }

    @Test
    void a_pickup_keeps_the_day_of_its_own_zone() throws IOException {
        read(MAPPING.replace("HH:mm:ss\"", "HH:mm:ss\", zone: America/Chicago"), HEADER, ROW);

        assertThat(events.only("quote.priced").data().get("pickup_date").textValue())
                .isEqualTo("2025-03-04");
        assertThat(events.only("quote.priced").time()).isEqualTo(Instant.parse("2025-03-05T05:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MM/dd/yyyy|03/04/2025|2025-03-04T00:00:00Z",
                "d-MMM-yy|4-Mar-25|2025-03-04T00:00:00Z",
                "yyyy-MM-dd'T'HH:mmXXX|2025-03-04T23:30-06:00|2025-03-05T05:30:00Z"
            })
    void a_pickup_is_read_in_the_format_of_the_mapping(String format, String pickup, Instant time) throws IOException {
        read(MAPPING.replace("yyyy-MM-dd HH:mm:ss", format), HEADER, ROW.replace("2025-03-04 23:30:00", pickup));

        assertThat(events.only("quote.priced").time()).isEqualTo(time);
    }

    @Test
    void kilometres_kilograms_and_decimal_commas_are_converted() throws IOException {
        String mapping = MAPPING.replace("{column: miles}", "{column: miles, unit: km}")
                        .replace("{column: weight}", "{column: weight, unit: kg}")
                + "csv: {delimiter: \";\", decimal: \",\"}\n";

        read(mapping, HEADER.replace(',', ';'), "1,5;1.609,344;V;1.000;2025-03-04 23:30:00;AAA;BBB");

        JsonNode priced = events.only("quote.priced").data();
        assertThat(priced.get("miles").decimalValue()).isEqualByComparingTo("1000");
        assertThat(priced.get("weight_lbs").decimalValue()).isEqualByComparingTo("2204.6226");
        assertThat(events.only("load.covered").data().get("carrier_cost").decimalValue())
                .isEqualTo("2414.02");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"$\"|\"$1,234.50\"",
                "\"$\"|\"$ 1,234.50\"",
                "\"$\"|\"1,234.50\"",
                "USD|USD 1234.5",
                "USD|1234.50 usd",
                "[\"$\", USD]|$1234.50 USD"
            })
    void an_amount_is_read_with_the_currency_signs_of_the_mapping_and_without(String sign, String amount)
            throws IOException {
        read(
                MAPPING.replace("{multiply: [rate, miles]}", "{column: rate, sign: %s}".formatted(sign)),
                HEADER,
                ROW.replaceFirst("2.5", Matcher.quoteReplacement(amount)));

        assertThat(events.only("load.covered").data().get("carrier_cost").decimalValue())
                .isEqualTo("1234.50");
    }

    @Test
    void a_product_is_read_with_currency_signs() throws IOException {
        read(MAPPING.replace("[rate, miles]", "[rate, miles], sign: \"$\""), HEADER, ROW.replace("2.5", "$2.5"));

        assertThat(events.only("load.covered").data().get("carrier_cost").decimalValue())
                .isEqualTo("1000.25");
    }

    @ParameterizedTest
    @CsvSource({"carrier-cost,USD", "price,EUR", "cost-estimate,EUR"})
    void an_amount_signed_with_another_currency_than_that_of_its_row_is_rejected(String key, String currency)
            throws IOException {
        String amount = currency.equals("USD") ? "EUR 5" : "USD 5";
        String mapping = MAPPING.replace("carrier-cost: {multiply: [rate, miles]}\n", "")
                + "currency: {constant: %s}\n".formatted(currency)
                + (key.equals("carrier-cost") ? "" : "carrier-cost: {constant: 9}\n")
                + "%s: {column: rate, sign: [USD, EUR]}\n".formatted(key);

        ImportReport report = read(mapping, HEADER, ROW.replace("2.5", amount), ROW.replace("2.5", currency + " 5"));

        assertThat(report.used()).isEqualTo(1);
        assertThat(report.rejections().get("bad_currency").first())
                .containsExactly(
                        new Rejection(2, "%s '%s' is not in %s (column rate)".formatted(key, amount, currency)));
    }

    @Test
    void equipment_by_frequency_gives_the_most_frequent_word_the_first_meaning() throws IOException {
        String mapping = MAPPING.replace("values: {V: van, R: reefer, F: flatbed}", "by-frequency: [reefer, van]");

        ImportReport report = read(
                mapping,
                HEADER,
                ROW.replace(",V,", ",X,"),
                ROW.replace(",V,", ",Y,"),
                ROW.replace(",V,", ",Y,"),
                ROW.replace(",V,", ",Z,"));

        assertThat(events.ofType("quote.priced"))
                .extracting(event -> event.data().get("equipment").textValue())
                .containsExactly("van", "reefer", "reefer");
        assertThat(report.rejectedByReason()).isEqualTo(Map.of("unknown_equipment", 1L));
    }

    @Test
    void quote_ids_keep_the_order_of_the_file_also_past_rejected_rows() throws IOException {
        read(MAPPING, HEADER, ROW, ROW.replace("400.1", "?"), ROW);

        assertThat(events.ofType("quote.priced"))
                .extracting(event -> event.data().get("quote_id").textValue())
                .containsExactly("t-00000001", "t-00000003");
    }

    @Test
    void a_second_import_has_the_same_identities() throws IOException {
        read(MAPPING, HEADER, ROW, ROW);
        List<String> first = List.copyOf(events.identities());
        events.all().clear();

        read(MAPPING, HEADER, ROW, ROW);

        assertThat(events.identities()).isEqualTo(first).doesNotHaveDuplicates();
    }

    @Test
    void a_load_id_of_the_history_is_kept_and_may_not_come_twice() throws IOException {
        ImportReport report = read(MAPPING + "load-id: {column: from}\n", HEADER, ROW, ROW);

        assertThat(events.only("load.covered").data().get("load_id").textValue())
                .isEqualTo("AAA");
        assertThat(report.rejectedByReason()).isEqualTo(Map.of("duplicate_load_id", 1L));
        assertThat(report.rejections().get("duplicate_load_id").first())
                .containsExactly(new Rejection(3, "load-id 'AAA' is on line 2 already"));
    }

    @Test
    void a_load_id_of_a_rejected_row_is_still_free() throws IOException {
        ImportReport report = read(MAPPING + "load-id: {column: from}\n", HEADER, ROW.replace("400.1", "?"), ROW);

        assertThat(report.rejectedByReason()).isEqualTo(Map.of("bad_miles", 1L));
    }

    @Test
    void a_column_whose_name_is_there_twice_is_read_by_its_number() throws IOException {
        String mapping = MAPPING.replace("{column: weight}", "{column: weight (column 8)}");

        read(mapping, HEADER + ",weight", ROW + ",44000");

        assertThat(events.only("quote.priced").data().get("weight_lbs").decimalValue())
                .isEqualByComparingTo("44000");
    }

    @Test
    void columns_that_share_a_name_do_no_harm_when_nothing_reads_them() throws IOException {
        ImportReport report = read(MAPPING, HEADER + ",note,note,,", ROW + ",a,b,,");

        assertThat(report.used()).isEqualTo(1);
    }

    @Test
    void a_column_without_a_name_is_read_by_its_number() throws IOException {
        String mapping = MAPPING.replace("{column: weight}", "{column: (column 4)}");

        read(mapping, HEADER.replace("weight", ""), ROW);

        assertThat(events.only("quote.priced").data().get("weight_lbs").decimalValue())
                .isEqualByComparingTo("30000");
    }

    @Test
    void each_of_several_formats_of_a_pickup_is_read() throws IOException {
        ImportReport report = read(
                MAPPING.replace("format: \"yyyy-MM-dd HH:mm:ss\"", "format: [d-MMM-yy, M/d/yy]"),
                HEADER,
                ROW.replace("2025-03-04 23:30:00", "4-Mar-25"),
                ROW.replace("2025-03-04 23:30:00", "3/5/25"),
                ROW.replace("2025-03-04 23:30:00", "06-MAR-25"),
                ROW.replace("2025-03-04 23:30:00", "Pre-PQ Process"));

        assertThat(events.ofType("quote.priced"))
                .extracting(event -> event.data().get("pickup_date").textValue())
                .containsExactly("2025-03-04", "2025-03-05", "2025-03-06");
        assertThat(report.rejections().get("bad_pickup").first())
                .containsExactly(new Rejection(5, "pickup 'Pre-PQ Process' is not a date in d-MMM-yy or M/d/yy"));
    }

    @Test
    void a_pickup_that_is_two_dates_in_two_formats_is_rejected() throws IOException {
        ImportReport report = read(
                MAPPING.replace("format: \"yyyy-MM-dd HH:mm:ss\"", "format: [M/d/yyyy, d/M/yyyy]"),
                HEADER,
                ROW.replace("2025-03-04 23:30:00", "03/04/2025"),
                ROW.replace("2025-03-04 23:30:00", "13/04/2025"),
                ROW.replace("2025-03-04 23:30:00", "04/04/2025"));

        assertThat(report.used()).isEqualTo(2);
        assertThat(report.rejections().get("ambiguous_pickup").first())
                .containsExactly(
                        new Rejection(2, "pickup '03/04/2025' is 2025-03-04 in M/d/yyyy but 2025-04-03 in d/M/yyyy"));
    }

    @ParameterizedTest
    @CsvSource({"bare CR,'\r'", "LF,'\n'", "CR LF,'\r\n'"})
    void the_line_on_which_a_row_starts_is_named_whatever_ends_lines(String name, String end) throws IOException {
        String bad = ROW.replace("400.1", "?");
        String content = String.join(end, "\uFEFF" + HEADER, ROW, bad, "", ROW, bad) + end;
        Path csv = Files.writeString(folder.resolve("loads.csv"), content);

        ImportReport report = LoadsImport.read(csv, mapping(MAPPING), events);

        assertThat(report.linesRead()).as(name).isEqualTo(4);
        assertThat(report.rejections().get("bad_miles").first())
                .extracting(Rejection::line)
                .containsExactly(3L, 6L);
    }

    @ParameterizedTest
    @CsvSource({"bare CR,'\r'", "LF,'\n'", "CR LF,'\r\n'"})
    void line_breaks_inside_quotes_belong_to_the_value_and_count_as_lines(String name, String end) throws IOException {
        String twoLines = ROW.replace("AAA", "\"A" + end + "B, \"\"C\"\"\"");
        String content = String.join(end, HEADER, twoLines, twoLines.replace("400.1", "?"), ROW.replace("2.5", "x"));
        Path csv = Files.writeString(folder.resolve("loads.csv"), content);

        ImportReport report = LoadsImport.read(csv, mapping(MAPPING), events);

        assertThat(events.only("quote.priced").data().at("/origin/area").textValue())
                .as(name)
                .isEqualTo("A" + end + "B, \"C\"");
        assertThat(report.rejections().get("bad_miles").first().getFirst().line())
                .isEqualTo(4);
        assertThat(report.rejections()
                        .get("bad_carrier_cost")
                        .first()
                        .getFirst()
                        .line())
                .isEqualTo(6);
    }

    @Test
    void the_first_rows_of_each_reason_are_kept_and_the_most_frequent_reason_comes_first() throws IOException {
        String noMiles = ROW.replace("400.1", "?");
        String noKind = ROW.replace(",V,", ",Q,");

        ImportReport report =
                read(MAPPING, HEADER, noKind, noMiles, noMiles, noMiles, noMiles, noMiles, noMiles, noKind);

        assertThat(report.rejections().keySet()).containsExactly("bad_miles", "unknown_equipment");
        assertThat(report.rejections().get("bad_miles").rows()).isEqualTo(6);
        assertThat(report.rejections().get("bad_miles").byDetail())
                .containsExactly("lines 3, 4, 5, 6, 7: miles '?' is not a number with decimal mark . (column miles)");
        assertThat(report.rejections().get("unknown_equipment").byDetail())
                .containsExactly("lines 2, 9: equipment 'Q' has no meaning in the mapping");
    }

    static Stream<Arguments> unusable_rows() {
        return Stream.of(
                Arguments.of(
                        ROW.replace("2025-03-04", "13/45/2020"),
                        "bad_pickup",
                        "pickup '13/45/2020 23:30:00' is not a date in yyyy-MM-dd HH:mm:ss"),
                Arguments.of(ROW.replace("2025-03-04", "2025-02-30"), "bad_pickup", "'2025-02-30 23:30:00'"),
                Arguments.of(ROW.replace("2025-03-04", "1900-01-01"), "bad_pickup", "1970"),
                Arguments.of(ROW.replace("400.1", "-1"), "bad_miles", "miles is -1.0000, not above 0"),
                Arguments.of(ROW.replace("400.1", "0"), "bad_miles", "not above 0"),
                Arguments.of(ROW.replace("400.1", "1e9"), "bad_miles", "'1e9'"),
                Arguments.of(ROW.replace("400.1", ""), "blank_miles", "miles is blank (column miles)"),
                Arguments.of(ROW.replace("2.5", "0.000001"), "bad_carrier_cost", "carrier-cost is 0.00"),
                Arguments.of(ROW.replace("2.5", " "), "blank_carrier_cost", "rate or miles"),
                Arguments.of(
                        ROW.replace("2.5", "€2.5"),
                        "bad_carrier_cost",
                        "carrier-cost '€2.5' has a currency sign that the mapping does not list (column rate)"),
                Arguments.of(ROW.replace(",V,", ",Q,"), "unknown_equipment", "equipment 'Q'"),
                Arguments.of(ROW.replace("AAA", ""), "blank_origin", "neither a zip nor an area"),
                Arguments.of(ROW + ",more", "wrong_columns", "8 columns, not 7"));
    }

    @ParameterizedTest
    @MethodSource("unusable_rows")
    void a_row_that_says_no_load_is_rejected_with_its_line_and_reason(String row, String reason, String detail)
            throws IOException {
        ImportReport report = read(MAPPING, HEADER, ROW, "", row);

        assertThat(report.rejectedByReason()).isEqualTo(Map.of(reason, 1L));
        assertThat(report.rejections().get(reason).first())
                .singleElement()
                .asString()
                .startsWith("line 4: ")
                .contains(detail);
        assertThat(events.ofType("quote.priced")).hasSize(1);
    }

    @Test
    void a_zip_that_lost_its_leading_zero_is_rejected_not_guessed() throws IOException {
        ImportReport report = read(
                MAPPING.replace("{area: {column: from}}", "{zip: {column: from}}"), HEADER, ROW.replace("AAA", "7030"));

        assertThat(report.rejections().get("bad_origin_zip").first())
                .singleElement()
                .asString()
                .contains("leading zeros");
    }

    @Test
    void a_blank_weight_is_left_out() throws IOException {
        read(MAPPING, HEADER, ROW.replace("30000", ""));

        assertThat(events.only("quote.priced").data().has("weight_lbs")).isFalse();
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_do_not_matter() throws IOException {
        Path csv = Files.writeString(folder.resolve("loads.csv"), "\uFEFF" + HEADER + "\r\n" + ROW + "\r\n");

        ImportReport report = LoadsImport.read(csv, mapping(MAPPING), events);

        assertThat(report.used()).isEqualTo(1);
    }

    @Test
    void the_charset_of_the_mapping_is_used_and_a_wrong_one_is_an_error() throws IOException {
        byte[] latin = (HEADER + "\n" + ROW.replace("AAA", "Montréal")).getBytes(Charset.forName("windows-1252"));
        Path csv = Files.write(folder.resolve("loads.csv"), latin);

        LoadsImport.read(csv, mapping(MAPPING + "csv: {charset: windows-1252}\n"), events);

        assertThat(events.only("quote.priced").data().at("/origin/area").textValue())
                .isEqualTo("Montréal");
        LoadsMapping utf8 = mapping(MAPPING);
        assertThatThrownBy(() -> LoadsImport.read(csv, utf8, events))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("loads.csv is not text in UTF-8");
    }

    static Stream<Arguments> unusable_files() {
        return Stream.of(
                Arguments.of("", "is empty"),
                Arguments.of("\n\n", "blank lines only"),
                Arguments.of(HEADER + ",rate", "has more than one column 'rate', which carrier-cost"),
                Arguments.of(HEADER + ",rate", "write 'rate (column 1)' or 'rate (column 8)'"),
                Arguments.of(HEADER.replace("pickup", "pick_up"), "no column 'pickup', which pickup of mapping"),
                Arguments.of(HEADER.replace("pickup", "pick_up"), "did you mean 'pick_up'?"),
                Arguments.of(HEADER + "\n\"2.5,400.1,V", "is not well-formed CSV"),
                Arguments.of(HEADER + "\n\"2.5,400.1,V", "line 2"),
                Arguments.of(HEADER + "\n\"2.5\"3,400.1,V", "is not well-formed CSV"));
    }

    @ParameterizedTest
    @MethodSource("unusable_files")
    void a_file_that_cannot_be_read_at_all_says_what_to_mend(String content, String message) throws IOException {
        Path csv = Files.writeString(folder.resolve("loads.csv"), content, StandardCharsets.UTF_8);
        LoadsMapping mapping = mapping(MAPPING);

        assertThatThrownBy(() -> LoadsImport.read(csv, mapping, events))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("loads.csv")
                .hasMessageContaining(message);
    }

    @Test
    void a_missing_file_is_named_with_the_place_it_was_looked_for() throws IOException {
        Path csv = folder.resolve("gone.csv");
        LoadsMapping mapping = mapping(MAPPING);

        assertThatThrownBy(() -> LoadsImport.read(csv, mapping, events))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(csv.toAbsolutePath().toString())
                .hasMessageContaining("does not exist");
    }

    private ImportReport read(String mapping, String... lines) throws IOException {
        Path csv = Files.writeString(folder.resolve("loads.csv"), String.join("\n", lines) + "\n");
        return LoadsImport.read(csv, mapping(mapping), events);
    }

    private LoadsMapping mapping(String yaml) throws IOException {
        return LoadsMapping.read(Files.writeString(folder.resolve("mapping.yaml"), yaml));
    }
}
