package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IdentityIndexTest {
    @TempDir
    private Path folder;

    /** Runs each of which is much smaller than the one before call for a merge in which there is nothing to merge. */
    @Test
    @Timeout(60)
    void closing_ends_though_a_merge_is_called_for_that_never_begins() throws Exception {
        int batch = 0;
        for (int identities = 1 << 16; identities > 0; identities /= 2) {
            batch++;
            List<byte[]> keys = Stream.generate(
                            () -> IdentityIndex.key("s", UUID.randomUUID().toString()))
                    .limit(identities)
                    .toList();
            try (IdentityIndex index = IdentityIndex.open(folder)) {
                index.add(keys, batch, new IdentityIndex.State(batch, Instant.EPOCH));
            }
            try (IdentityIndex index = IdentityIndex.open(folder)) {
                assertThat(index.isKnownBefore(batch + 1, keys.getFirst())).isTrue();
            }
        }
    }
}
