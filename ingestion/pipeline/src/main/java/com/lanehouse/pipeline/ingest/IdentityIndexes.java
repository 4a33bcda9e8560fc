package com.lanehouse.pipeline.ingest;

import com.lanehouse.pipeline.ingest.IdentityIndex.DamagedException;
import com.lanehouse.pipeline.ingest.IdentityIndex.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the index of identities so that it agrees with the silver tables. */
final class IdentityIndexes {
    private static final int ROWS_A_WRITE = 20_000;

    private IdentityIndexes() {}

    /**
     * Opens the index and brings it up to the newest complete batch, from the silver tables alone.
     *
     * @throws IngestFailedException when another process has it open
     */
    static IdentityIndex open(IngestTables tables, BatchLog log) {
        Path folder = tables.identityFolder();
        try {
            IdentityIndex index = IdentityIndex.open(folder);
            State state = index.state();
            if (agrees(state, log)) {
                return caughtUp(index, state, tables, log);
            }
            index.close();
        } catch (DamagedException e) {
            // Made anew below, like one that is lost.
        }
        delete(folder);
        try {
            return caughtUp(IdentityIndex.open(folder), State.EMPTY, tables, log);
        } catch (DamagedException e) {
            throw new IngestFailedException("cannot make the index of identities in " + folder, e);
        }
    }

    /** An index that has seen a batch of another history of this lake (a backup that was restored) does not agree. */
    private static boolean agrees(State state, BatchLog log) {
        if (state.equals(State.EMPTY)) {
            return true;
        }
        if (state.batchId() == log.newestBatchId() + 1) {
            return log.unfinished() == BatchLog.Unfinished.SILVER;
        }
        return log.finishedAt(state.batchId()).equals(Optional.of(state.finishedAt()));
    }

    private static IdentityIndex caughtUp(IdentityIndex index, State state, IngestTables tables, BatchLog log) {
        if (state.batchId() >= log.newestBatchId()) {
            return index;
        }
        for (String family : tables.families()) {
            List<byte[]> identities = new ArrayList<>();
            long[] batch = {0};
            tables.silver(family)
                    .forEachRow(List.of("source", "event_id", "batch_id"), "batch_id", state.batchId(), row -> {
                        if (identities.size() == ROWS_A_WRITE || batch[0] != (long) row[2]) {
                            index.add(identities, batch[0], state);
                            identities.clear();
                        }
                        batch[0] = (long) row[2];
                        identities.add(IdentityIndex.key((String) row[0], (String) row[1]));
                    });
            index.add(identities, batch[0], state);
        }
        State newest = new State(
                log.newestBatchId(), log.finishedAt(log.newestBatchId()).orElseThrow());
        index.add(List.of(), newest.batchId(), newest);
        return index;
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
