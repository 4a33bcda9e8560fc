package com.lanehouse.tables;

import static java.util.Objects.requireNonNull;

import com.lanehouse.localfiles.LocalFileSettings;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableDeclaration;
import io.delta.kernel.Operation;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionBuilder;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A Delta table read and appended to without Spark. Values: STRING String, BIGINT Long, INT Integer, DOUBLE Double,
 * BOOLEAN Boolean, DATE LocalDate, TIMESTAMP Instant, BINARY byte[], DECIMAL BigDecimal, MAP Map, ARRAY List. Thread-safe.
 */
public final class KernelTable {
    private static final String WRITER = "lanehouse";
    private static final int FILES_TO_JOIN = 16;
    private static final int TIERS = 2;
    private static final long SMALLEST_TIER_BYTES = 256L << 10;

    /** One for all tables: to read Hadoop's settings takes longer than to read a small table. Made at first use. */
    private static final class SharedEngine {
        static final Engine ENGINE = DefaultEngine.create(LocalFileSettings.kernel());
    }

    private final Engine engine;
    private final Path folder;

    private KernelTable(Engine engine, Path folder) {
        this.engine = requireNonNull(engine, "engine is null");
        this.folder = requireNonNull(folder, "folder is null").toAbsolutePath().normalize();
    }

    /** A table by its folder; the table need not exist yet. */
    public static KernelTable at(Path folder) {
        return new KernelTable(SharedEngine.ENGINE, folder);
    }

    /** The newest version; empty when there is no table. */
    public Optional<Long> version() {
        return snapshot().map(Snapshot::getVersion);
    }

    /** All rows of the newest version; none when there is no table. */
    public List<Map<String, Object>> readRows() {
        return snapshot()
                .map(snapshot -> read(snapshot, snapshot.getSchema(), Optional.empty()))
                .orElse(List.of());
    }

    /** Some columns of all rows of the newest version; none when there is no table. */
    public List<Map<String, Object>> readRows(List<String> columns) {
        return readRows(columns, Optional.empty());
    }

    /**
     * Some columns of the newest version, without files that surely hold no row that passes the filter: what comes back
     * may still hold rows that do not.
     */
    public List<Map<String, Object>> readRows(List<String> columns, Optional<Predicate> fileFilter) {
        return snapshot()
                .map(snapshot -> {
                    List<StructField> fields = columns.stream()
                            .map(column -> snapshot.getSchema().get(column))
                            .toList();
                    return read(snapshot, new StructType(fields), fileFilter);
                })
                .orElse(List.of());
    }

    /**
     * Gives some columns of the newest version row by row, for tables that memory does not hold.
     *
     * @param greaterThan files are left out when surely none of their rows has a greater value in the column; what comes
     *     may still hold rows that do not
     */
    public void forEachRow(List<String> columns, String column, long greaterThan, Consumer<Object[]> reader) {
        Predicate filter = new Predicate(">", new Column(column), Literal.ofLong(greaterThan));
        snapshot().ifPresent(snapshot -> {
            List<StructField> fields =
                    columns.stream().map(name -> snapshot.getSchema().get(name)).toList();
            scan(
                    snapshot,
                    new StructType(fields),
                    Optional.of(filter),
                    row -> reader.accept(ColumnTypes.valuesInOrder(row)));
        });
    }

    /** All columns of the rows in which a TIMESTAMP column has a value; files without it are not opened. */
    public List<Map<String, Object>> readRowsAt(String column, Instant value) {
        Predicate filter = new Predicate(
                "=", new Column(column), Literal.ofTimestamp(ChronoUnit.MICROS.between(Instant.EPOCH, value)));
        return snapshot()
                .map(snapshot -> read(snapshot, snapshot.getSchema(), Optional.of(filter)).stream()
                        .filter(row -> value.equals(row.get(column)))
                        .toList())
                .orElse(List.of());
    }

    /** The newest version an application has written, −1 when it has written none. */
    public long lastTransaction(String application) {
        return snapshot()
                .flatMap(snapshot -> snapshot.getLatestTransactionVersion(engine, application))
                .orElse(-1L);
    }

    /**
     * Appends rows in one commit, to a table that is made when it is missing.
     *
     * @param rows values by column name; a column may be absent when it may be null
     * @param application names a counter
     * @param turn the counter's next value; of two writers with the same turn one wins
     * @throws LostTurnException when the turn is taken
     */
    public long append(TableDeclaration declaration, List<Map<String, Object>> rows, String application, long turn) {
        TableCreation.createIfMissing(folder, declaration);
        List<ColumnDeclaration> columns = declaration.columns();
        return append(
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> row.get(column.name()))
                                .toArray())
                        .toList(),
                application,
                turn);
    }

    /**
     * Appends rows in one commit.
     *
     * @param rows the values of the declared columns, in their order
     * @param application names a counter
     * @param turn the counter's next value; of two writers with the same turn one wins
     * @return the version of the table that holds them
     * @throws LostTurnException when the turn is taken
     */
    public long append(List<Object[]> rows, String application, long turn) {
        try {
            return commit(
                    Table.forPath(engine, folder.toString())
                            .createTransactionBuilder(engine, WRITER, Operation.WRITE)
                            .withTransactionId(engine, application, turn),
                    rows);
        } catch (ConcurrentTransactionException e) {
            throw new LostTurnException(application, turn);
        }
    }

    /**
     * Joins small files: of every tier of size that holds enough of them, all become one. A row is written anew once a
     * tier, so a few times in its life. Rows and their order stay; older versions stay readable until a vacuum.
     *
     * @return how many files were joined
     */
    public int compact() {
        int joined = 0;
        for (List<SmallFile> tier : smallFiles().values()) {
            if (tier.size() >= FILES_TO_JOIN) {
                join(tier);
                joined += tier.size();
            }
        }
        return joined;
    }

    /** A data file of a scan: its row as the scan gives it, and the action that added it. */
    private record SmallFile(Row scanned, Row added, long size) {}

    /** Files by tier, tier n up to 256 KiB × 16ⁿ; without the largest ones, which stay as they are. */
    private Map<Integer, List<SmallFile>> smallFiles() {
        Map<Integer, List<SmallFile>> tiers = new TreeMap<>();
        snapshot().ifPresent(snapshot -> {
            Scan scan = snapshot.getScanBuilder().build();
            forEachFile(scan, file -> {
                Row added = file.getStruct(file.getSchema().indexOf("add"));
                long size = added.getLong(added.getSchema().indexOf("size"));
                int tier = 0;
                while (tier < TIERS && size >= SMALLEST_TIER_BYTES << 4 * tier) {
                    tier++;
                }
                if (tier < TIERS) {
                    tiers.computeIfAbsent(tier, t -> new ArrayList<>()).add(new SmallFile(file, added, size));
                }
            });
        });
        return tiers;
    }

    private void join(List<SmallFile> files) {
        Transaction transaction = Table.forPath(engine, folder.toString())
                .createTransactionBuilder(engine, WRITER, Operation.MANUAL_UPDATE)
                .build(engine);
        Row state = transaction.getTransactionState(engine);
        StructType schema = transaction.getSchema(engine);
        Snapshot snapshot = snapshot().orElseThrow();
        Row scanState = snapshot.getScanBuilder().build().getScanState(engine);
        List<Object[]> rows = new ArrayList<>();
        try {
            for (SmallFile file : files) {
                scanFile(
                        scanState,
                        ScanStateRow.getPhysicalDataReadSchema(scanState),
                        file.scanned(),
                        row -> rows.add(ColumnTypes.valuesInOrder(row)));
            }
            var context = Transaction.getWriteContext(engine, state, Map.of());
            FilteredColumnarBatch batch = new FilteredColumnarBatch(new RowsBatch(schema, rows), Optional.empty());
            List<Row> actions = new ArrayList<>();
            try (var written = engine.getParquetHandler()
                    .writeParquetFiles(
                            context.getTargetDirectory(),
                            Transaction.transformLogicalData(engine, state, closeable(List.of(batch)), Map.of()),
                            context.getStatisticsColumns())) {
                while (written.hasNext()) {
                    actions.add(SingleAction.createAddFileSingleAction(AddFile.convertDataFileStatus(
                                    schema,
                                    folder.toUri(),
                                    written.next(),
                                    Map.of(),
                                    false,
                                    Map.of(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty())
                            .toRow()));
                }
            }
            long now = System.currentTimeMillis();
            for (SmallFile file : files) {
                actions.add(SingleAction.createRemoveFileSingleAction(
                        new AddFile(file.added()).toRemoveFileRow(false, Optional.of(now))));
            }
            afterCommit(transaction.commit(engine, CloseableIterable.inMemoryIterable(closeable(actions))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot join the files of " + folder, e);
        }
    }

    private void afterCommit(TransactionCommitResult result) throws IOException {
        for (PostCommitHook hook : result.getPostCommitHooks()) {
            if (hook.getType() == PostCommitHook.PostCommitHookType.CHECKPOINT) {
                hook.threadSafeInvoke(engine);
            }
        }
    }

    private long commit(TransactionBuilder builder, List<Object[]> rows) {
        Transaction transaction = builder.build(engine);
        try {
            CloseableIterable<Row> actions = rows.isEmpty()
                    ? CloseableIterable.emptyIterable()
                    : CloseableIterable.inMemoryIterable(addFiles(transaction, rows));
            TransactionCommitResult result = transaction.commit(engine, actions);
            afterCommit(result);
            return result.getVersion();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        }
    }

    private CloseableIterator<Row> addFiles(Transaction transaction, List<Object[]> rows) throws IOException {
        Row state = transaction.getTransactionState(engine);
        StructType schema = transaction.getSchema(engine);
        FilteredColumnarBatch batch = new FilteredColumnarBatch(new RowsBatch(schema, rows), Optional.empty());
        CloseableIterator<FilteredColumnarBatch> physical =
                Transaction.transformLogicalData(engine, state, closeable(List.of(batch)), Map.of());
        var context = Transaction.getWriteContext(engine, state, Map.of());
        var files = engine.getParquetHandler()
                .writeParquetFiles(context.getTargetDirectory(), physical, context.getStatisticsColumns());
        return Transaction.generateAppendActions(engine, state, files, context);
    }

    private Optional<Snapshot> snapshot() {
        try {
            return Optional.of(Table.forPath(engine, folder.toString()).getLatestSnapshot(engine));
        } catch (TableNotFoundException e) {
            return Optional.empty();
        }
    }

    private List<Map<String, Object>> read(Snapshot snapshot, StructType schema, Optional<Predicate> filter) {
        List<Map<String, Object>> rows = new ArrayList<>();
        scan(snapshot, schema, filter, row -> rows.add(ColumnTypes.values(row)));
        return rows;
    }

    private void scan(Snapshot snapshot, StructType schema, Optional<Predicate> filter, Consumer<Row> reader) {
        var builder = snapshot.getScanBuilder().withReadSchema(schema);
        Scan scan = filter.map(builder::withFilter).orElse(builder).build();
        Row state = scan.getScanState(engine);
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
        forEachFile(scan, file -> scanFile(state, physical, file, reader));
    }

    /** Reads what is to be done with one file of a scan. */
    private interface FileReader {
        void read(Row file) throws IOException;
    }

    private void forEachFile(Scan scan, FileReader reader) {
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        reader.read(files.next());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private void scanFile(Row state, StructType physical, Row file, Consumer<Row> reader) throws IOException {
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        CloseableIterator<ColumnarBatch> data = engine.getParquetHandler()
                .readParquetFiles(closeable(List.of(status)), physical, Optional.empty())
                .map(io.delta.kernel.engine.FileReadResult::getData);
        try (CloseableIterator<FilteredColumnarBatch> logical = Scan.transformPhysicalData(engine, state, file, data)) {
            while (logical.hasNext()) {
                try (CloseableIterator<Row> batchRows = logical.next().getRows()) {
                    while (batchRows.hasNext()) {
                        reader.accept(batchRows.next());
                    }
                }
            }
        }
    }

    private static <T> CloseableIterator<T> closeable(List<T> items) {
        return io.delta.kernel.internal.util.Utils.toCloseableIterator(items.iterator());
    }

    /** Rows as the batch that Kernel writes. */
    private record RowsBatch(StructType schema, List<Object[]> rows) implements ColumnarBatch {
        @Override
        public StructType getSchema() {
            return schema;
        }

        @Override
        public ColumnVector getColumnVector(int ordinal) {
            StructField field = schema.at(ordinal);
            if (!field.isNullable() && rows.stream().anyMatch(row -> row[ordinal] == null)) {
                throw new IllegalArgumentException("column %s is null in a row to write".formatted(field.getName()));
            }
            return new ValuesVector(field.getDataType(), rows.size(), row -> rows.get(row)[ordinal]);
        }

        @Override
        public int getSize() {
            return rows.size();
        }
    }
}
