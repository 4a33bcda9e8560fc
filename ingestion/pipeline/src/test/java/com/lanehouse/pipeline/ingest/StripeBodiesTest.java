package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies as Stripe sends them (see NOTICE), each with an id of its own and in live mode. */
class StripeBodiesTest {
    @TempDir
    private Path folder;

    @Test
    void every_stripe_event_of_88_reaches_silver() throws IOException {
        Path lake = folder.resolve("lake");
        TestingStripeBodies.ingest(lake, TestingStripeBodies.live());

        IngestTables tables = TestingStripeBodies.tables(lake);
        assertThat(tables.table(IngestTables.DEAD_LETTERS).readRows()).isEmpty();
        List<Map<String, Object>> rows = tables.silver("billing").readRows();
        assertThat(rows).hasSize(88).allSatisfy(row -> {
            assertThat(row.get("stripe_id")).isEqualTo(row.get("event_id"));
            assertThat(row.get("livemode")).isEqualTo(true);
            assertThat(row.get("stripe_created")).isEqualTo(row.get("event_time"));
        });
        assertThat(rows)
                .extracting(row -> row.get("stripe_type"))
                .contains("customer.subscription.updated")
                .doesNotContainNull();
    }
}
