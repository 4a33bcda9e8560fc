package com.lanehouse.tables;

import static io.delta.kernel.internal.util.Utils.toCloseableIterator;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Joins the small files of a table. Files are of a tier by their size, tier n up to 256 KiB × 16ⁿ; of every tier that
 * holds enough of them all become one. So a row is written anew once a tier, and the largest files stay as they are.
 */
final class Compaction {
    private static final int FILES_TO_JOIN = 16;
    private static final int TIERS = 2;
    private static final long SMALLEST_TIER_BYTES = 256L << 10;

    private final Engine engine;
    private final Path folder;

    Compaction(Engine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** @return how many files were joined */
    int run() {
        int joined = 0;
        Table table = Table.forPath(engine, folder.toString());
        for (List<SmallFile> tier : tiers(table.getLatestSnapshot(engine)).values()) {
            if (tier.size() >= FILES_TO_JOIN) {
                join(table, tier);
                joined += tier.size();
            }
        }
        return joined;
    }

    /** A data file: its row as the scan gives it, and the action that added it. */
    private record SmallFile(Row scanned, AddFile added) {}

    private Map<Integer, List<SmallFile>> tiers(Snapshot snapshot) {
        Map<Integer, List<SmallFile>> tiers = new TreeMap<>();
        new DataFiles(engine, snapshot.getScanBuilder().build()).forEach(scanned -> {
            AddFile added = new AddFile(scanned.getStruct(scanned.getSchema().indexOf("add")));
            int tier = 0;
            while (tier < TIERS && added.getSize() >= SMALLEST_TIER_BYTES << 4 * tier) {
                tier++;
            }
            if (tier < TIERS) {
                tiers.computeIfAbsent(tier, t -> new ArrayList<>()).add(new SmallFile(scanned, added));
            }
        });
        return tiers;
    }

    private void join(Table table, List<SmallFile> files) {
        Transaction transaction = table.createTransactionBuilder(engine, KernelTable.WRITER, Operation.MANUAL_UPDATE)
                .build(engine);
        List<Row> actions = new ArrayList<>();
        for (DataFileStatus written : write(table, transaction, files)) {
            actions.add(SingleAction.createAddFileSingleAction(AddFile.convertDataFileStatus(
                            transaction.getSchema(engine),
                            folder.toUri(),
                            written,
                            Map.of(),
                            false,
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .toRow()));
        }
        Optional<Long> now = Optional.of(System.currentTimeMillis());
        for (SmallFile file : files) {
            actions.add(SingleAction.createRemoveFileSingleAction(file.added().toRemoveFileRow(false, now)));
        }
        KernelTable.commit(
                engine,
                table,
                transaction,
                CloseableIterable.inMemoryIterable(toCloseableIterator(actions.iterator())));
    }

    /** Reads one file after the other, so that memory holds the rows of one. */
    private List<DataFileStatus> write(Table table, Transaction transaction, List<SmallFile> files) {
        Row state = transaction.getTransactionState(engine);
        StructType schema = transaction.getSchema(engine);
        DataFiles data = new DataFiles(
                engine, table.getLatestSnapshot(engine).getScanBuilder().build());
        var batches = toCloseableIterator(files.iterator()).map(file -> {
            List<Object[]> rows = new ArrayList<>();
            data.read(file.scanned(), row -> rows.add(ColumnTypes.valuesInOrder(row)));
            return RowsBatch.of(schema, rows);
        });
        var context = Transaction.getWriteContext(engine, state, Map.of());
        try (var written = engine.getParquetHandler()
                .writeParquetFiles(
                        context.getTargetDirectory(),
                        Transaction.transformLogicalData(engine, state, batches, Map.of()),
                        context.getStatisticsColumns())) {
            return written.toInMemoryList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot join the files of " + folder, e);
        }
    }
}
