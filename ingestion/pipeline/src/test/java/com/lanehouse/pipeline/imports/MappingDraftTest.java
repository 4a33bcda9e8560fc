package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingDraftTest {
    private static final String HEADER =
            "Load #,Customer,Origin City,Origin St,Origin Zip,Dest Zip,Trailer,Pickup Date,Miles,Weight (lbs),Carrier Pay,Customer Rate,SCAC";
    private static final String ROW = "L1,Acme,Dallas,TX,75201,30301,Van,3/14/2025,781,42000,1500.50,1800,ABCD";

    @TempDir
    Path folder;

    @Test
    void a_file_with_the_usual_names_is_imported_once_the_open_lines_are_filled_in() throws IOException {
        Path csv = csv(HEADER, ROW, ROW.replace("L1", "L2").replace("Van", "reefer"));
        String draft = MappingDraft.of(csv)
                .replace("# segment: {constant: \"???\"}", "segment: {constant: smb}")
                .replace("# fuel-included: {constant: \"???\"}", "fuel-included: {constant: true}");

        DecodedEvents events = new DecodedEvents();
        ImportReport report = LoadsImport.read(csv, LoadsMapping.read(mapping(draft)), events);

        assertThat(report.used()).isEqualTo(2);
        assertThat(events.ofType("quote.priced")
                        .getFirst()
                        .data()
                        .at("/origin/zip")
                        .textValue())
                .isEqualTo("75201");
        assertThat(events.ofType("quote.priced").getFirst().data().get("price").decimalValue())
                .isEqualByComparingTo("1800");
        assertThat(events.ofType("load.covered")
                        .getFirst()
                        .data()
                        .get("carrier_cost")
                        .decimalValue())
                .isEqualByComparingTo("1500.50");
        assertThat(events.ofType("load.covered")
                        .getFirst()
                        .data()
                        .get("load_id")
                        .textValue())
                .isEqualTo("L1");
    }

    @Test
    void amounts_with_currency_signs_are_imported_with_what_the_draft_says_of_them() throws IOException {
        Path csv = csv(HEADER, ROW.replace("1500.50,1800", "\"$1,500.50\",USD 1800"));
        String draft = MappingDraft.of(csv)
                .replace("# segment: {constant: \"???\"}", "segment: {constant: smb}")
                .replace("# fuel-included: {constant: \"???\"}", "fuel-included: {constant: true}");

        DecodedEvents events = new DecodedEvents();
        LoadsImport.read(csv, LoadsMapping.read(mapping(draft)), events);

        assertThat(events.only("quote.priced").data().get("price").decimalValue())
                .isEqualByComparingTo("1800");
        assertThat(events.only("load.covered").data().get("carrier_cost").decimalValue())
                .isEqualByComparingTo("1500.50");
    }

    @Test
    void an_unchanged_draft_says_all_that_has_to_be_filled_in() throws IOException {
        Path draft = mapping(MappingDraft.of(csv(HEADER, ROW.replace("Van", "QX7"))));

        assertThatThrownBy(() -> LoadsMapping.read(draft))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("'segment', 'fuel-included' are missing")
                .hasMessageContaining("'equipment.values.QX7' still waits for ??? to be filled in");
    }

    @Test
    void what_no_column_looks_like_is_a_commented_line() throws IOException {
        String draft = MappingDraft.of(csv("a,b", "x,y"));

        assertThat(draft)
                .contains("# miles: {column: \"???\"}  # no column looks like miles\n")
                .contains(
                        "# pickup: {column: \"???\", format: yyyy-MM-dd}  # no column looks like the day of the pickup\n")
                .contains("# Columns that are not read: 'a', 'b'\n");
    }

    @Test
    void delimiter_decimal_comma_charset_and_units_are_found() throws IOException {
        Path csv = Files.write(
                folder.resolve("loads.csv"),
                "Origin City;Distance km;Weight kg;Carrier Cost\nMontréal;1.609,344;1.000;2.414,02\n"
                        .getBytes(Charset.forName("windows-1252")));

        assertThat(MappingDraft.of(csv))
                .contains("csv: {delimiter: \";\", decimal: \",\", charset: windows-1252}")
                .contains("# GUESS: the file is not UTF-8")
                .contains("miles: {column: Distance km, unit: km}")
                .contains("weight: {column: Weight kg, unit: kg}")
                .contains("carrier-cost: {column: Carrier Cost}");
    }

    @Test
    void a_decimal_mark_that_nothing_proves_is_called_a_guess() throws IOException {
        assertThat(MappingDraft.of(csv("Miles;Carrier Pay", "781;\"1,500\"")))
                .contains("# GUESS: nothing proves the decimal mark; 1 numbers are others with the other mark.");
    }

    @Test
    void a_byte_order_mark_and_bare_cr_line_ends_do_not_matter() throws IOException {
        Path csv = Files.writeString(folder.resolve("loads.csv"), "\uFEFFMiles,Weight\r781,42000\r");

        assertThat(MappingDraft.of(csv)).contains("all 1 rows").contains("\nmiles: {column: Miles, unit: mi}");
    }

    @Test
    void utf_16_is_known_by_its_byte_order_mark() throws IOException {
        Path csv = Files.write(
                folder.resolve("loads.csv"), "Miles\tCity\n781\tZürich\n".getBytes(StandardCharsets.UTF_16));

        assertThat(MappingDraft.of(csv))
                .contains("csv: {delimiter: \"\\t\", decimal: \".\", charset: UTF-16}")
                .contains("\nmiles: {column: Miles");
    }

    @Test
    void a_number_of_the_load_that_comes_twice_is_not_taken() throws IOException {
        assertThat(MappingDraft.of(csv(HEADER, ROW, ROW)))
                .contains(
                        "# load-id: {column: \"???\"}  # may be left out; 'Load #' is blank or comes twice in some rows");
    }

    @Test
    void columns_that_share_a_name_are_told_apart_by_number() throws IOException {
        assertThat(MappingDraft.of(csv("Miles,Note,Miles", "781,x,782")))
                .contains("# The header has 'Miles' 2 times; here they are 'Miles (column 1)', 'Miles (column 3)'.")
                .contains("\nmiles: {column: \"Miles (column 1)\", unit: mi}");
    }

    @Test
    void a_file_without_a_header_is_suspected() throws IOException {
        assertThat(MappingDraft.of(csv("781,2025-03-14,TX", "782,2025-03-15,TX")))
                .contains("# GUESS: the first line looks like a load, not like names of columns");
    }

    @Test
    void rows_of_another_width_are_counted() throws IOException {
        assertThat(MappingDraft.of(csv("Miles,Weight", "781,42000", "781")))
                .contains("# 1 rows have more or fewer columns");
    }

    @Test
    void a_missing_file_is_named() {
        Path gone = folder.resolve("gone.csv");

        assertThatThrownBy(() -> MappingDraft.of(gone))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("gone.csv does not exist");
    }

    private Path csv(String... lines) throws IOException {
        return Files.writeString(folder.resolve("loads.csv"), String.join("\n", lines) + "\n");
    }

    private Path mapping(String yaml) throws IOException {
        return Files.writeString(folder.resolve("mapping.yaml"), yaml);
    }
}
