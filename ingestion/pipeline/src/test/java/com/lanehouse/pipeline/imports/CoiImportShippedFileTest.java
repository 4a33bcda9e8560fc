package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole day of FMCSA filings that the repository ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoiImportShippedFileTest {
    private static final LocalDate AS_OF = LocalDate.parse("2025-09-03");
    private static final BigDecimal REQUIRED_AUTO = new BigDecimal("750000");
    private static final Map<String, Integer> STATUSES =
            Map.of("fresh", 1_453, "expiring", 1_820, "below_limit", 82, "expired", 9, "missing", 15);

    private final DecodedEvents events = new DecodedEvents();
    private Path file;
    private ImportReport report;

    @BeforeAll
    void read() {
        file = RepositoryFiles.shipped("docs/examples/fmcsa/actpendins_2025_09_03.txt");
        report = CoiImport.read(file, events);
    }

    @Test
    void every_row_is_used_or_a_bond() {
        assertThat(report.linesRead()).isEqualTo(3_840);
        assertThat(report.used()).isEqualTo(3_658);
        assertThat(report.rejectedByReason()).isEqualTo(Map.of("bond_not_insurance", 182L));
        assertThat(report.events()).isEqualTo(events.all().size());
    }

    @Test
    void duplicate_rows_share_an_identity_and_nothing_else_does() {
        assertThat(events.ofType("carrier.updated")).hasSize(3_379);
        assertThat(events.ofType("coi.filed")).hasSize(3_658);
        assertThat(new HashSet<>(events.identities())).hasSize(3_379 + 3_658 - 4);
    }

    @Test
    void a_second_import_has_the_same_bytes() {
        List<String> again = new ArrayList<>();

        CoiImport.read(file, event -> again.add(new String(event.toJson(), StandardCharsets.UTF_8)));

        assertThat(again)
                .isEqualTo(events.all().stream()
                        .map(event -> new String(event.toJson(), StandardCharsets.UTF_8))
                        .toList());
    }

    @Test
    void no_filing_was_posted_after_the_day_of_the_file() {
        assertThat(events.all()).extracting(Event::time).allMatch(Instant.parse("2025-09-03T23:59:59Z")::isAfter);
    }

    @Test
    void the_events_tell_the_known_state_of_every_carriers_insurance() {
        Map<String, Integer> ours = new TreeMap<>();
        filingsByCarrier().values().forEach(filings -> ours.merge(autoStatus(filings), 1, Integer::sum));

        assertThat(ours).isEqualTo(STATUSES);
    }

    @Test
    void an_independent_script_counts_the_same_straight_from_the_file() throws Exception {
        assertThat(countsOfScript()).isEqualTo(STATUSES);
    }

    private Map<String, List<JsonNode>> filingsByCarrier() {
        Map<String, List<JsonNode>> byCarrier = new HashMap<>();
        for (Event event : events.all()) {
            List<JsonNode> filings = byCarrier.computeIfAbsent(event.subject(), carrier -> new ArrayList<>());
            if (event.type().equals("coi.filed")
                    && event.data().get("coverage").textValue().equals("auto")) {
                filings.add(event.data());
            }
        }
        return byCarrier;
    }

    private static String autoStatus(List<JsonNode> filings) {
        if (filings.isEmpty()) {
            return "missing";
        }
        List<JsonNode> inForce = filings.stream()
                .filter(filing -> !day(filing, "effective_on").isAfter(AS_OF)
                        && !end(filing).isBefore(AS_OF))
                .toList();
        if (inForce.isEmpty()) {
            return "expired";
        }
        return inForce.stream()
                .filter(filing -> filing.get("limit_usd").decimalValue().compareTo(REQUIRED_AUTO) >= 0)
                .map(CoiImportShippedFileTest::end)
                .max(LocalDate::compareTo)
                .map(end -> end.isAfter(AS_OF.plusDays(30)) ? "fresh" : "expiring")
                .orElse("below_limit");
    }

    private static LocalDate end(JsonNode filing) {
        return filing.has("expires_on") ? day(filing, "expires_on") : LocalDate.MAX;
    }

    private static LocalDate day(JsonNode filing, String field) {
        return LocalDate.parse(filing.get(field).textValue());
    }

    private Map<String, Integer> countsOfScript() throws IOException, InterruptedException {
        Path script = RepositoryFiles.shipped("ingestion/pipeline/src/test/python/coi_status_counts.py");
        PythonScript.requirePython();
        JsonNode printed = PythonScript.run(script, file.toString(), "2025-09-03T23:59:59Z");
        Map<String, Integer> counts = new TreeMap<>();
        printed.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().intValue()));
        return counts;
    }
}
