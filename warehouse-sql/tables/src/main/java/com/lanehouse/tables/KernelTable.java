package com.lanehouse.tables;

import static io.delta.kernel.internal.util.Utils.toCloseableIterator;
import static java.util.Objects.requireNonNull;

import com.lanehouse.localfiles.LocalFileSettings;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableDeclaration;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A Delta table read and appended to without Spark. Values: STRING String, BIGINT Long, INT Integer, DOUBLE Double,
 * BOOLEAN Boolean, DATE LocalDate, TIMESTAMP Instant, BINARY byte[], DECIMAL BigDecimal, MAP Map, ARRAY List. Thread-safe.
 */
public final class KernelTable {
    static final String WRITER = "lanehouse";

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

    /** The data files of a version, as the log tells. */
    public StoredFiles files(long version) {
        Snapshot snapshot = Table.forPath(engine, folder.toString()).getSnapshotAsOfVersion(engine, version);
        DataFiles data = new DataFiles(engine, snapshot.getScanBuilder().build());
        List<StoredFile> files = new ArrayList<>();
        Metadata metadata = ((SnapshotImpl) snapshot).getMetadata();
        AtomicBoolean plain = new AtomicBoolean(!metadata.getConfiguration().containsKey("delta.columnMapping.mode"));
        data.forEachWithStatistics(scanned -> {
            AddFile added = new AddFile(scanned.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
            if (added.getDeletionVector().isPresent()) {
                plain.set(false);
            }
            files.add(new StoredFile(
                    InternalScanFileUtils.getAddFileStatus(scanned).getPath(),
                    added.getSize(),
                    added.getModificationTime(),
                    InternalScanFileUtils.getPartitionValues(scanned),
                    added.getStatsJson()));
        });
        return new StoredFiles(version, metadata.getSchemaString(), plain.get(), files);
    }

    /** Whether a file of the newest version may hold a row that passes the filter, as its statistics tell. */
    public boolean mayHold(Predicate filter) {
        AtomicBoolean found = new AtomicBoolean();
        snapshot()
                .ifPresent(snapshot -> new DataFiles(
                                engine,
                                snapshot.getScanBuilder().withFilter(filter).build())
                        .forEach(file -> found.set(true)));
        return found.get();
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
        Table table = Table.forPath(engine, folder.toString());
        try {
            Transaction transaction = table.createTransactionBuilder(engine, WRITER, Operation.WRITE)
                    .withTransactionId(engine, application, turn)
                    .build(engine);
            CloseableIterable<Row> actions = rows.isEmpty()
                    ? CloseableIterable.emptyIterable()
                    : CloseableIterable.inMemoryIterable(addFiles(transaction, rows));
            return commit(engine, table, transaction, actions);
        } catch (ConcurrentTransactionException e) {
            throw new LostTurnException(application, turn);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        }
    }

    /**
     * Joins small files where there are many. Rows stay; older versions stay readable until the files that were joined are
     * cleared away.
     *
     * @return how many files were joined
     */
    public int compact() {
        return new Compaction(engine, folder).run();
    }

    /**
     * Deletes the data files that no version of the table that can still be read holds: those removed longer ago than the
     * table keeps removed files, and those that were never committed.
     *
     * @return how many were deleted
     */
    public int deleteUnusedFiles() {
        return snapshot()
                .map(newest -> new UnusedFiles(engine, folder, newest).delete())
                .orElse(0);
    }

    /**
     * Commits, then writes a checkpoint when one is due. Of the newest version, not as Kernel's own hook does of the one
     * that was committed: only then does Kernel clear away old entries of the log.
     */
    static long commit(Engine engine, Table table, Transaction transaction, CloseableIterable<Row> actions) {
        TransactionCommitResult result = transaction.commit(engine, actions);
        if (result.getPostCommitHooks().stream()
                .anyMatch(hook -> hook.getType() == PostCommitHook.PostCommitHookType.CHECKPOINT)) {
            try {
                table.getLatestSnapshot(engine).writeCheckpoint(engine);
            } catch (CheckpointAlreadyExistsException e) {
                // Another process wrote it: that is what we wanted.
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write a checkpoint of " + table.getPath(engine), e);
            }
        }
        return result.getVersion();
    }

    private CloseableIterator<Row> addFiles(Transaction transaction, List<Object[]> rows) throws IOException {
        Row state = transaction.getTransactionState(engine);
        StructType schema = transaction.getSchema(engine);
        var batches = toCloseableIterator(List.of(RowsBatch.of(schema, rows)).iterator());
        var physical = Transaction.transformLogicalData(engine, state, batches, Map.of());
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
        new DataFiles(engine, filter.map(builder::withFilter).orElse(builder).build()).forEachRow(reader);
    }
}
