package com.lanehouse.pipeline.imports;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The delivery history of USAID's supply chain: byte order mark, bare CR, two date formats, words among the numbers.
 * It has no licence to be shipped: where the file is not on the machine, these tests are skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadsImportUsaidHistoryTest {
    private static final String FILE = "shared/data/usaid_scms/SCMS_Delivery_History_Dataset.csv";
    private static final String MAPPING = "docs/examples/usaid-scms-mapping.yaml";
    private static final String EVERY_MODE = "{Truck: van, Air: van, Air Charter: van, Ocean: van, N/A: van}";

    @TempDir
    Path folder;

    private final DecodedEvents events = new DecodedEvents();
    private Path csv;
    private ImportReport report;

    @BeforeAll
    void read() {
        Optional<Path> found = RepositoryFiles.find(FILE);
        assumeTrue(found.isPresent(), FILE + " is in no folder above the module: it may not be shipped");
        csv = found.get();
        report = LoadsImport.read(csv, LoadsMapping.read(RepositoryFiles.shipped(MAPPING)), events);
    }

    @Test
    void trucks_with_a_freight_and_a_weight_are_used() {
        assertThat(report.linesRead()).isEqualTo(10_324);
        assertThat(report.used()).isEqualTo(1_162);
        assertThat(report.events()).isEqualTo(3 * 1_162);
        assertThat(events.identities()).hasSize(3 * 1_162).doesNotHaveDuplicates();
    }

    @Test
    void the_others_are_rejected_by_reason() {
        assertThat(report.rejectedByReason())
                .isEqualTo(Map.of("unknown_equipment", 7_494L, "bad_weight", 1_639L, "bad_carrier_cost", 29L));
    }

    @Test
    void the_first_line_of_each_reason_is_named_though_lines_end_with_a_bare_cr() {
        assertThat(firstLines(report))
                .isEqualTo(Map.of("unknown_equipment", 2L, "bad_weight", 49L, "bad_carrier_cost", 1_357L));
    }

    @Test
    void an_independent_script_counts_the_same_straight_from_the_file() throws Exception {
        assertCountedAlike(report, "Truck");
    }

    @Test
    void with_a_meaning_for_every_mode_all_rows_with_a_freight_and_a_weight_above_0_are_used() throws Exception {
        ImportReport every = importWith("{Truck: van}", EVERY_MODE);

        // Freight and weight are numbers in 6,175 rows; the weight of one is 0.
        assertThat(every.used()).isEqualTo(6_174);
        assertThat(every.rejectedByReason()).isEqualTo(Map.of("bad_weight", 3_953L, "bad_carrier_cost", 197L));
        assertThat(firstLines(every)).isEqualTo(Map.of("bad_weight", 10L, "bad_carrier_cost", 8L));
        assertCountedAlike(every, "Truck", "Air", "Air Charter", "Ocean", "N/A");
    }

    @Test
    void the_columns_of_the_other_date_format_need_another_name_only() throws IOException {
        ImportReport sent = importWith("Delivered to Client Date", "PQ First Sent to Client Date");

        // 2,476 rows say 'Pre-PQ Process' and 205 'Date Not Captured'.
        assertThat(sent.rejectedByReason()).containsEntry("bad_pickup", 2_681L);
        assertThat(firstLines(sent)).containsEntry("bad_pickup", 2L);
        assertThat(sent.used()).isPositive();
    }

    @Test
    void the_suggested_mapping_finds_what_the_file_has() {
        assertThat(MappingDraft.of(csv))
                .contains("all 10,324 rows")
                .contains("csv: {delimiter: \",\", decimal: \".\", charset: UTF-8}")
                .contains("weight: {column: \"Weight (Kilograms)\", unit: kg}")
                .contains("# 3,952 rows hold no number, such as 'See ASN-93 (ID#:1281)'")
                .contains("carrier-cost: {column: \"Freight Cost (USD)\"}")
                .contains("# 4,126 rows hold no number, such as 'Freight Included in Commodity Cost'")
                .contains("    Air Charter: \"???\"  # 650 rows")
                .contains("load-id: {column: ID}");
    }

    @Test
    void the_suggested_mapping_leaves_open_what_the_file_does_not_have() throws IOException {
        String draft = MappingDraft.of(csv);
        Path mapping = Files.writeString(folder.resolve("draft.yaml"), draft);

        assertThat(draft)
                .contains("# miles: {column: \"???\"}  # no column looks like miles")
                .contains("'PQ First Sent to Client Date' (M/d/yy)")
                .contains("'Delivered to Client Date' (d-MMM-yy)");
        assertThatThrownBy(() -> LoadsMapping.read(mapping))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("'origin', 'destination', 'pickup', 'miles', 'fuel-included'")
                .hasMessageContaining("'equipment.values.Air'");
    }

    private ImportReport importWith(String written, String instead) throws IOException {
        String shipped = Files.readString(RepositoryFiles.shipped(MAPPING));
        assertThat(shipped).contains(written);
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), shipped.replace(written, instead));
        return LoadsImport.read(csv, LoadsMapping.read(mapping), event -> {});
    }

    private static Map<String, Long> firstLines(ImportReport report) {
        return report.rejections().entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().first().getFirst().line()));
    }

    private void assertCountedAlike(ImportReport counted, String... modes) throws Exception {
        PythonScript.requirePython();
        Path script = RepositoryFiles.shipped("ingestion/pipeline/src/test/python/usaid_scms_counts.py");
        String[] arguments = new String[modes.length + 1];
        arguments[0] = csv.toString();
        System.arraycopy(modes, 0, arguments, 1, modes.length);

        JsonNode printed = PythonScript.run(script, arguments);

        assertThat(printed.get("rows").longValue()).isEqualTo(counted.linesRead());
        assertThat(printed.get("usable").longValue()).isEqualTo(counted.used());
        assertThat(printed.get("reasons").size()).isEqualTo(counted.rejections().size());
        counted.rejections().forEach((reason, rejections) -> {
            assertThat(printed.at("/reasons/" + reason + "/rows").longValue()).isEqualTo(rejections.rows());
            assertThat(printed.at("/reasons/" + reason + "/line").longValue())
                    .isEqualTo(rejections.first().getFirst().line());
        });
    }
}
