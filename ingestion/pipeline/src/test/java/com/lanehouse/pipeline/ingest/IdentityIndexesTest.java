package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.events.EventTypes;
import com.lanehouse.warehouse.TableCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake whose first batch has brought one identity. */
class IdentityIndexesTest {
    private static final EventTypes TYPES = EventTypes.load();
    private static final TableCatalog CATALOG = TableCatalog.load();
    private static final byte[] KNOWN = IdentityIndex.key("test", "known");
    private static final byte[] STRANGER = IdentityIndex.key("test", "stranger");

    @TempDir
    private Path folder;

    private IngestTables tables;

    @BeforeEach
    void ingest_one_batch() {
        tables = new IngestTables(folder.resolve("lake"), CATALOG, TYPES);
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"known\",\"source\":\"test\",\"type\":\"usage.recorded\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":1}}";
        Arrival arrival = new ArrivalReader(TYPES, CATALOG)
                .read(new Position("usage", 0, 0), event.getBytes(StandardCharsets.UTF_8));
        try (IdentityIndex index = open()) {
            new IngestBatch(tables, index, "cluster-1", step -> {}).ingest(List.of(arrival), 1, false);
        }
    }

    @Test
    void an_identity_is_known_to_every_later_batch_and_not_to_its_own() {
        try (IdentityIndex index = open()) {
            assertThat(index.isKnownBefore(2, KNOWN)).isTrue();
            assertThat(index.isKnownBefore(1, KNOWN)).isFalse();
            assertThat(index.isKnownBefore(2, STRANGER)).isFalse();
        }
    }

    @Test
    void a_lost_index_is_made_anew_from_silver() {
        IdentityIndexes.delete(tables.identityFolder());

        try (IdentityIndex index = open()) {
            assertThat(index.isKnownBefore(2, KNOWN)).isTrue();
        }
    }

    @Test
    void a_damaged_index_is_made_anew_from_silver() throws IOException {
        try (Stream<Path> files = Files.list(tables.identityFolder())) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .toList()) {
                Files.writeString(file, "garbage");
            }
        }

        try (IdentityIndex index = open()) {
            assertThat(index.isKnownBefore(2, KNOWN)).isTrue();
        }
    }

    @Test
    void an_index_that_is_ahead_of_a_restored_lake_forgets_what_the_lake_does_not_hold() throws Exception {
        try (IdentityIndex ahead = IdentityIndex.open(tables.identityFolder())) {
            ahead.add(List.of(STRANGER), 2, new IdentityIndex.State(2, Instant.now()));
        }

        try (IdentityIndex index = open()) {
            assertThat(index.isKnownBefore(3, STRANGER)).isFalse();
            assertThat(index.isKnownBefore(3, KNOWN)).isTrue();
        }
    }

    @Test
    void an_index_of_another_history_with_as_many_batches_is_made_anew() throws Exception {
        try (IdentityIndex other = IdentityIndex.open(tables.identityFolder())) {
            other.add(List.of(STRANGER), 1, new IdentityIndex.State(1, Instant.parse("2020-01-01T00:00:00Z")));
        }

        try (IdentityIndex index = open()) {
            assertThat(index.isKnownBefore(2, STRANGER)).isFalse();
            assertThat(index.isKnownBefore(2, KNOWN)).isTrue();
        }
    }

    @Test
    void there_can_be_one_ingest_at_a_time() {
        try (IdentityIndex first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IngestFailedException.class)
                    .hasMessageContaining("another ingest is running on this lake");
        }
    }

    private IdentityIndex open() {
        return IdentityIndexes.open(tables, BatchLog.read(tables));
    }
}
