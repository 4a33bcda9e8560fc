package com.lanehouse.tables;

import static io.delta.kernel.internal.util.Utils.toCloseableIterator;

import io.delta.kernel.Scan;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The data files of one scan of a table. */
final class DataFiles {
    private final Engine engine;
    private final Scan scan;
    private final Row state;
    private final StructType physicalSchema;

    DataFiles(Engine engine, Scan scan) {
        this.engine = engine;
        this.scan = scan;
        this.state = scan.getScanState(engine);
        this.physicalSchema = ScanStateRow.getPhysicalDataReadSchema(state);
    }

    /** Gives every row of every file. */
    void forEachRow(Consumer<Row> reader) {
        forEach(file -> read(file, reader));
    }

    /** Gives every file, as the scan describes it. */
    void forEach(Consumer<Row> reader) {
        forEach(scan.getScanFiles(engine), reader);
    }

    /** The same with the statistics of each. */
    void forEachWithStatistics(Consumer<Row> reader) {
        forEach(((ScanImpl) scan).getScanFiles(engine, true), reader);
    }

    private static void forEach(CloseableIterator<FilteredColumnarBatch> scanned, Consumer<Row> reader) {
        try (CloseableIterator<FilteredColumnarBatch> batches = scanned) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    files.forEachRemaining(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a table's log", e);
        }
    }

    /** Gives every row of one file. */
    void read(Row file, Consumer<Row> reader) {
        var status = InternalScanFileUtils.getAddFileStatus(file);
        try {
            var data = engine.getParquetHandler()
                    .readParquetFiles(toCloseableIterator(List.of(status).iterator()), physicalSchema, Optional.empty())
                    .map(FileReadResult::getData);
            try (var batches = Scan.transformPhysicalData(engine, state, file, data)) {
                while (batches.hasNext()) {
                    try (CloseableIterator<Row> rows = batches.next().getRows()) {
                        rows.forEachRemaining(reader);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + status.getPath(), e);
        }
    }
}
