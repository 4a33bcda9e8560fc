package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadsMappingTest {
    private static final String SHORTEST = """
            source: import/test
            company-id: {constant: acme}
            segment: {constant: smb}
            origin: {zip: {column: from}}
            destination: {zip: {column: to}}
            equipment: {column: kind}
            pickup: {column: pickup, format: yyyy-MM-dd}
            miles: {column: miles}
            carrier-cost: {column: cost}
            fuel-included: {constant: true}
            carrier-id: {column: carrier}
            """;

    @TempDir
    Path folder;

    @Test
    void what_is_left_out_has_a_default() throws IOException {
        LoadsMapping mapping = read(SHORTEST);

        assertThat(mapping.idPrefix()).isEqualTo("import/test-");
        assertThat(mapping.format().charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(mapping.format().delimiter()).isEqualTo(',');
        assertThat(mapping.currency().constant()).isEqualTo("USD");
        assertThat(mapping.weight()).isEmpty();
        assertThat(mapping.quotedBeforePickup()).isZero();
        assertThat(mapping.knownAfter()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void the_shipped_example_is_a_valid_mapping() {
        LoadsMapping mapping = LoadsMapping.read(RepositoryFiles.shipped("docs/examples/greenscreens-mapping.yaml"));

        assertThat(mapping.columns().keySet())
                .containsExactlyInAnyOrder(
                        "rate",
                        "valid_miles",
                        "transport_type",
                        "weight",
                        "pickup_date",
                        "origin_kma",
                        "destination_kma");
    }

    @Test
    void the_mapping_of_the_how_to_page_is_valid() throws IOException {
        String page = Files.readString(RepositoryFiles.shipped("docs/import-loads.md"));
        String start = "```yaml\n";
        String yaml = page.substring(page.indexOf(start) + start.length());

        LoadsMapping mapping = read(yaml.substring(0, yaml.indexOf("```")));

        assertThat(mapping.columns()).containsEntry("Pickup", "pickup").containsEntry("Linehaul", "carrier-cost");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "source: import/test||'source' is missing",
                "carrier-id: {column: carrier}||'carrier-id' is missing",
                "miles: {column: miles}|mile: {column: miles}|'mile' is not a known key; did you mean 'miles'?",
                "{column: miles}|{colum: miles}|'miles.colum' is not a known key; did you mean 'column'?",
                "{column: miles}|{unit: mi}|miles needs exactly one of column, constant, multiply, has none",
                "{column: miles}|{column: a, constant: 1}|has column and constant",
                "{column: miles}|{column: miles, unit: mil}|miles.unit 'mil' is not known; did you mean 'mi'?",
                "{column: miles}|{multiply: [a, b, c]}|multiplies 3 columns, not 2",
                "{column: miles}|{constant: far}|miles 'far' is not a number",
                "{column: miles}|{column: miles, decimal: ';'}|miles.decimal is ';', not",
                "{column: miles}|miles|miles is not a map of",
                "{column: miles}|{column: miles, sign: $}|'miles.sign' is not a known key",
                "{column: cost}|{column: cost, sign: UDS}|carrier-cost.sign 'UDS' is neither a currency sign such as",
                "{column: cost}|{column: cost, sign: [$, USDX]}|carrier-cost.sign[1] 'USDX' is neither",
                "{column: cost}|{constant: 5, sign: $}|carrier-cost has sign, which goes with a column, beside a constant",
                "{constant: smb}|{constant: small}|segment.constant 'small' is not known",
                "{constant: smb}|{column: a, by-frequency: [smb]}|'segment.by-frequency' is not a known key",
                "{column: kind}|{column: kind, values: {V: vann}}|equipment.values.V 'vann' is not known; did you mean 'van'?",
                "{column: kind}|{column: kind, values: {V: van, v: reefer}}|is there twice",
                "{column: kind}|{column: kind, values: {V: van}, by-frequency: [van]}|both values and by-frequency",
                "{column: kind}|{constant: van, by-frequency: [van]}|by-frequency, which goes with a column",
                "{zip: {column: from}}|{city: {column: from}}|origin needs zip or area",
                "format: yyyy-MM-dd|format: yyyy-MM-bb|pickup.format 'yyyy-MM-bb' does not describe a date",
                "format: yyyy-MM-dd|format: HH:mm|pickup.format 'HH:mm' does not describe a date",
                "format: yyyy-MM-dd|format: yyyy-MM-dd, zone: Texas|pickup.zone 'Texas' is not a time zone",
                "format: yyyy-MM-dd|format: [yyyy-MM-dd, yyyy-MM-bb]|pickup.format[1] 'yyyy-MM-bb' does not describe",
                "format: yyyy-MM-dd|format: []|pickup.format is not a list",
                "source: import/test|source: ' '|source is not a text",
                "source: import/test|source: a: b|mapping.yaml is not YAML: mapping values are not allowed here (line 1)",
            })
    void a_mistake_is_named_with_file_and_key(String written, String mistake, String message) {
        String yaml = SHORTEST.replace(written, mistake == null ? "" : mistake);

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("mapping.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void everything_that_waits_to_be_filled_in_is_named_at_once() {
        String yaml = SHORTEST.replace("segment: {constant: smb}\n", "")
                .replace("miles: {column: miles}\n", "")
                .replace("{column: kind}", "{column: kind, values: {V: \"???\", R: reefer}}")
                .replace("{zip: {column: from}}", "{zip: {column: \"???\"}}");

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ImportException.class)
                .hasMessageEndingWith("mapping.yaml: 'segment', 'miles' are missing; 'origin.zip.column',"
                        + " 'equipment.values.V' still wait for ??? to be filled in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "known-after: soon|known-after 'soon' is not a time span such as P1D",
                "known-after: -P1D|known-after '-P1D' is negative",
                "csv: {delimiter: ';;'}|csv.delimiter is not one character",
                "csv: {charset: utf-9}|csv.charset 'utf-9' is not a charset",
                "source: again|Duplicate field 'source'",
                "x: [|is not YAML",
            })
    void a_mistake_in_a_further_line_is_named_too(String line, String message) {
        assertThatThrownBy(() -> read(SHORTEST + line + "\n"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("mapping.yaml")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "just text"})
    void a_mapping_without_keys_says_where_to_start(String yaml) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ImportException.class).hasMessageContaining("holds no keys");
    }

    @Test
    void a_missing_mapping_is_named() {
        assertThatThrownBy(() -> LoadsMapping.read(folder.resolve("gone.yaml")))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("gone.yaml does not exist");
    }

    private LoadsMapping read(String yaml) throws IOException {
        return LoadsMapping.read(Files.writeString(folder.resolve("mapping.yaml"), yaml));
    }
}
