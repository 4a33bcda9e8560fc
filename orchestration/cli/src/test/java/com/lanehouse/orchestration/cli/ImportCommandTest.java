package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ImportCommandTest {
    private static final String HEADER = "From,To,Kind,Pickup,Miles,Cost\n";
    private static final String MAPPING = """
            source: import/test
            company-id: {constant: acme}
            segment: {constant: smb}
            origin: {area: {column: From}}
            destination: {area: {column: To}}
            equipment: {column: Kind, values: {V: van}}
            pickup: {column: Pickup, format: M/d/yyyy}
            miles: {column: Miles}
            carrier-cost: {column: Cost}
            fuel-included: {constant: true}
            carrier-id: {constant: unknown}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_dry_run_reports_usable_rows_and_rejected_ones_by_reason_with_their_lines() throws IOException {
        Path csv = csv(HEADER
                + "A,B,V,3/14/2025,100,200\n"
                + "A,B,Q,3/14/2025,100,200\n".repeat(6)
                + "A,B,V,14/3/2025,100,200\n");

        int exit = run("import", "loads", csv.toString(), "--mapping", mapping(MAPPING), "--dry-run");

        assertThat(exit).isZero();
        assertThat(out.toString()).isEqualTo("""
                        %s: 8 rows read, 1 usable, 7 rejected; a dry run, nothing was sent
                          6 × unknown_equipment
                            lines 3, 4, 5, 6, 7: equipment 'Q' has no meaning in the mapping
                            and 1 more rows
                          1 × bad_pickup
                            line 9: pickup '14/3/2025' is not a date in M/d/yyyy
                        """.formatted(csv));
    }

    @Test
    void a_file_in_which_no_row_is_usable_is_a_no() throws IOException {
        Path csv = csv(HEADER + "A,B,Q,3/14/2025,100,200\n");

        assertThat(run("import", "loads", csv.toString(), "--mapping", mapping(MAPPING), "--dry-run"))
                .isEqualTo(Main.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coi", "loads --mapping mapping.yaml"})
    void a_dry_run_into_a_file_is_refused_with_both_ways_to_mend_it(String command) {
        Path events = folder.resolve("events.ndjson");
        String words = "import %s loads.csv --dry-run --out %s".formatted(command, events);

        assertThat(run(words.split(" "))).isEqualTo(Main.WRONG_USE);
        assertThat(err.toString())
                .contains("a dry run writes no events, so %s would not be written".formatted(events))
                .contains("take --out away")
                .contains("or --dry-run to write");
        assertThat(events).doesNotExist();
    }

    @Test
    void events_are_written_to_the_file_of_out() throws IOException {
        Path csv = csv(HEADER + "A,B,V,3/14/2025,100,200\n");
        Path events = folder.resolve("events.ndjson");

        assertThat(run("import", "loads", csv.toString(), "--mapping", mapping(MAPPING), "--out", events.toString()))
                .isZero();
        assertThat(Files.readAllLines(events)).hasSize(3);
        assertThat(out.toString()).contains("1 used, 0 rejected; 3 events to " + events);
    }

    @Test
    void a_suggestion_is_written_to_the_screen() throws IOException {
        Path csv = csv(HEADER + "A,B,Q,3/14/2025,100,200\n");

        assertThat(run("import", "loads", "--suggest", csv.toString())).isZero();
        assertThat(out.toString()).contains("\nmiles: {column: Miles, unit: mi}\n");
    }

    @Test
    void a_suggestion_never_overwrites_a_mapping() throws IOException {
        Path csv = csv(HEADER + "A,B,Q,3/14/2025,100,200\n");
        String mapping = mapping(MAPPING);

        assertThat(run("import", "loads", "--suggest", csv.toString(), "--out", mapping))
                .isEqualTo(Main.WRONG_USE);
        assertThat(err.toString()).contains("is there already and may hold your changes");
        assertThat(Files.readString(Path.of(mapping))).isEqualTo(MAPPING);
    }

    @Test
    void an_unchanged_suggestion_is_refused_with_what_it_lacks() throws IOException {
        Path csv = csv(HEADER + "A,B,Q,3/14/2025,100,200\n");
        String draft = folder.resolve("draft.yaml").toString();
        run("import", "loads", "--suggest", csv.toString(), "--out", draft);

        assertThat(run("import", "loads", csv.toString(), "--mapping", draft, "--dry-run"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("'company-id', 'segment'").contains("are missing");
    }

    @Test
    void without_mapping_or_suggest_both_ways_are_named() throws IOException {
        Path csv = csv(HEADER);

        assertThat(run("import", "loads", csv.toString(), "--dry-run")).isEqualTo(Main.WRONG_USE);
        assertThat(err.toString()).contains("--mapping").contains("--suggest");
    }

    private int run(String... words) {
        CommandLine command = Main.commandLine(ConfigFile.from(new String[0]));
        return command.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private Path csv(String content) throws IOException {
        return Files.writeString(folder.resolve("loads.csv"), content);
    }

    private String mapping(String yaml) throws IOException {
        return Files.writeString(folder.resolve("mapping.yaml"), yaml).toString();
    }
}
