package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.lanehouse.events.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real load history that may not be published: where the file is not on the machine, these tests are skipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadsImportPrivateHistoryTest {
    private static final String FILE = "shared/data/greenscreens_kma_rates/validation.csv";

    @TempDir
    Path folder;

    private final DecodedEvents events = new DecodedEvents();
    private Path csv;
    private ImportReport report;

    @BeforeAll
    void read() {
        Optional<Path> found = RepositoryFiles.find(FILE);
        assumeTrue(found.isPresent(), FILE + " is in no folder above the module: it is private and not shipped");
        csv = found.get();
        report = LoadsImport.read(
                csv, LoadsMapping.read(RepositoryFiles.shipped("docs/examples/greenscreens-mapping.yaml")), events);
    }

    @Test
    void every_row_is_used() {
        assertThat(report.linesRead()).isEqualTo(5_000);
        assertThat(report.rejectedByReason()).isEmpty();
        assertThat(report.events()).isEqualTo(15_000);
        assertThat(events.identities()).doesNotHaveDuplicates();
    }

    @Test
    void quote_ids_sort_as_the_file_does() {
        List<String> quoteIds = events.ofType("quote.priced").stream()
                .map(event -> event.data().get("quote_id").textValue())
                .toList();

        assertThat(quoteIds).isSorted();
        assertThat(quoteIds.getLast()).isEqualTo("gs-00005000");
    }

    @Test
    void equipment_is_ranked_by_its_loads() {
        Map<String, Long> loads = events.ofType("quote.priced").stream()
                .collect(Collectors.groupingBy(
                        event -> event.data().get("equipment").textValue(), Collectors.counting()));

        assertThat(loads).containsOnlyKeys("van", "reefer", "flatbed");
        assertThat(loads.get("van")).isGreaterThan(loads.get("reefer"));
        assertThat(loads.get("reefer")).isGreaterThan(loads.get("flatbed"));
    }

    @Test
    void a_cost_is_known_only_after_its_quote() {
        List<Event> priced = events.ofType("quote.priced");
        List<Event> covered = events.ofType("load.covered");

        assertThat(covered).hasSameSizeAs(priced);
        for (int row = 0; row < priced.size(); row++) {
            assertThat(covered.get(row).time()).isAfter(priced.get(row).time());
        }
    }

    @Test
    void the_suggested_mapping_needs_its_constants_and_the_masked_equipment_only() throws IOException {
        String draft = MappingDraft.of(csv)
                .replaceFirst(
                        "(?s)equipment:\n.*?\n(?! )",
                        "equipment: {column: transport_type, by-frequency: [van, reefer, flatbed]}\n")
                .replace("# company-id: {constant: \"???\"}", "company-id: {constant: greenscreens}")
                .replace("# segment: {constant: \"???\"}", "segment: {constant: mid_market}")
                .replace("# fuel-included: {constant: \"???\"}", "fuel-included: {constant: true}")
                .replace("# carrier-id: {constant: \"???\"}", "carrier-id: {constant: greenscreens-unknown}")
                .replaceFirst("source: .*", "source: import/greenscreens\nid-prefix: gs-");
        DecodedEvents suggested = new DecodedEvents();

        LoadsImport.read(csv, LoadsMapping.read(Files.writeString(folder.resolve("mapping.yaml"), draft)), suggested);

        assertThat(suggested.all()).isEqualTo(events.all());
    }
}
