package com.lanehouse.lake;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.avro.functions.from_avro;
import static org.apache.spark.sql.avro.functions.to_avro;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.rocksdb.RocksDBException;

/**
 * The rows of tables by what they belong to, on disk beside the lake, so that a few entities' history is read without
 * reading everybody's. Only a copy: made from a table when it is first asked for, then brought up from what is new in
 * the table, and made anew when it is lost or the table has another past than it saw. Safe for many threads.
 */
public final class EntityIndex implements AutoCloseable {
    /** A smaller table is read from end to end as fast. */
    private static final long WORTH_BYTES = 8L << 20;
    /** So many files take longer to open than an index does to ask, however small they are. */
    private static final long WORTH_FILES = 64;

    /** More rows than these do not belong into one process's memory: Spark reads the table instead. */
    private static final int MOST_ROWS = 200_000;

    private static final String FOLDER = "_index/entities";
    private static final String NEWEST_KIND = "insert";

    private final Path folder;
    private final long worthBytes;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final AtomicLong bytesFound = new AtomicLong();
    /** Null until it is needed; empty when another process has it open. */
    private Optional<EntityStore> store;

    /** The index of a lake. Nothing is made on disk before it is needed. */
    public EntityIndex(Lake lake) {
        this(lake, WORTH_BYTES);
    }

    /** @param worthBytes tables with less on disk, in few files, are not worth an index */
    public EntityIndex(Lake lake, long worthBytes) {
        this.folder = lake.resultsRoot().resolve(FOLDER);
        this.worthBytes = worthBytes;
    }

    private synchronized Optional<EntityStore> store() {
        if (store == null) {
            store = EntityStore.open(folder);
        }
        return store;
    }

    /** How many bytes of rows were found since it was opened. */
    public long bytesFound() {
        return bytesFound.get();
    }

    /**
     * The rows of some entities.
     *
     * @param lake whose session the rows are for
     * @param table as the run sees it
     * @param entities one row each, with a value for each of {@code by}'s columns
     * @return all their rows, and perhaps a few others; empty when the table is to be read: it is small, or the rows are
     *     too many, or the index has seen a newer version, or another process has it open
     */
    public Optional<Dataset<Row>> rows(Lake lake, PinnedTable table, RowsBy by, Collection<Row> entities) {
        KnownFiles.Version newest = lake.newestFiles(table.name());
        if (newest.bytes() < worthBytes && newest.files().size() < WORTH_FILES) {
            return Optional.empty();
        }
        return store().flatMap(opened -> rows(lake, table, by, entities, opened));
    }

    private Optional<Dataset<Row>> rows(
            Lake lake, PinnedTable table, RowsBy by, Collection<Row> entities, EntityStore opened) {
        String collection = name(lake, by);
        List<byte[]> found = new ArrayList<>();
        synchronized (locks.computeIfAbsent(collection, name -> new Object())) {
            if (!follow(lake, table, by, opened, collection)) {
                return Optional.empty();
            }
            for (Row entity : entities) {
                opened.forEach(collection, entity, found::add);
                if (found.size() > MOST_ROWS) {
                    return Optional.empty();
                }
            }
        }
        found.forEach(row -> bytesFound.addAndGet(row.length));
        return Optional.of(decoded(lake, table.name(), found));
    }

    /** What the rows are depends on more than the table's name. */
    private static String name(Lake lake, RowsBy by) {
        return "%s where %s by %s as %s"
                .formatted(
                        by.table(),
                        by.where(),
                        by.columns(),
                        lake.schema(by.table()).toDDL());
    }

    private static Dataset<Row> decoded(Lake lake, String table, List<byte[]> rows) {
        StructType schema = lake.schema(table);
        if (rows.isEmpty()) {
            return lake.rows(List.of(), schema);
        }
        Dataset<Row> decoded = lake.binaries(rows)
                .select(from_avro(col("value"), avro(schema)).as("stored"))
                .select("stored.*");
        return lake.shaped(table, decoded);
    }

    private static String avro(StructType schema) {
        return SchemaConverters.toAvroType(schema, false, "row", "").toString();
    }

    /** @return whether the index now says what the run sees */
    private static boolean follow(Lake lake, PinnedTable table, RowsBy by, EntityStore store, String collection) {
        Optional<Point> seen = store.state(collection).map(Point::read);
        Point wanted = Point.of(lake, table);
        if (seen.isPresent() && seen.get().equals(wanted)) {
            return true;
        }
        if (seen.isPresent() && seen.get().isBefore(wanted, lake, table)) {
            try {
                add(newRows(lake, table, seen.get().mark()), lake, by, store, collection, wanted);
                return true;
            } catch (ChangesUnknownException e) {
                // Made anew below.
            }
        } else if (seen.isPresent() && seen.get().isAfter(wanted)) {
            return false;
        }
        store.clear(collection);
        add(allRows(lake, table), lake, by, store, collection, wanted);
        return true;
    }

    private static Dataset<Row> allRows(Lake lake, PinnedTable table) {
        return lake.inAllParts(table.name(), table.version()).withColumn("_change_type", lit(NEWEST_KIND));
    }

    private static Dataset<Row> newRows(Lake lake, PinnedTable table, long after) {
        if (table.newestBatch().isPresent()) {
            return allRows(lake, table).where(col("batch_id").gt(after));
        }
        // What a commit removes and adds again is there in the end.
        return lake.changeFeed(table.name(), after, table.version())
                .orderBy(col("_commit_version"), expr("_change_type IN ('insert', 'update_postimage')"));
    }

    private static void add(
            Dataset<Row> changes, Lake lake, RowsBy by, EntityStore store, String collection, Point reached) {
        TableDeclaration declaration = lake.catalog().table(by.table());
        Column entity = struct(by.columns().stream().map(column -> expr(column)).toArray(Column[]::new));
        Column key =
                struct(declaration.key().stream().map(column -> col(column)).toArray(Column[]::new));
        Column row = struct(declaration.columnNames().stream()
                .map(column -> col("`" + column + "`"))
                .toArray(Column[]::new));
        Iterator<Row> rows = changes.where(by.where())
                .where(by.columns().stream()
                        .map(column -> "(%s) IS NOT NULL".formatted(column))
                        .collect(joining(" AND ")))
                .select(
                        entity,
                        key,
                        to_avro(row, avro(lake.schema(by.table()))),
                        expr("_change_type IN ('delete', 'update_preimage')"))
                .toLocalIterator();
        try (EntityStore.Changes writes = store.change(collection)) {
            while (rows.hasNext()) {
                Row change = rows.next();
                if (change.getBoolean(3)) {
                    writes.remove(change.getStruct(0), change.getStruct(1));
                } else {
                    writes.put(change.getStruct(0), change.getStruct(1), change.getAs(2));
                }
            }
            writes.commit(reached.write());
        } catch (RocksDBException e) {
            throw new IllegalStateException("the index of rows cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.ifPresent(EntityStore::close);
            store = null;
        }
    }

    /**
     * Where a table has come to.
     *
     * @param table its id
     * @param mark newest batch of ingest in it, else its version
     * @param stamp what no other past of the table has at this mark
     */
    private record Point(String table, long mark, String stamp) {
        static Point of(Lake lake, PinnedTable table) {
            long mark = table.newestBatch().orElse(table.version());
            String id = DeltaLog.forTable(lake.session(), lake.path(table.name()))
                    .unsafeVolatileSnapshot()
                    .metadata()
                    .id();
            return new Point(id, mark, stamp(lake, table, mark));
        }

        /** Whether the table, as it is wanted, has come from here: else this is of a lake that was since restored. */
        boolean isBefore(Point wanted, Lake lake, PinnedTable table) {
            return this.table.equals(wanted.table)
                    && mark < wanted.mark
                    && !stamp.isEmpty()
                    && stamp.equals(stamp(lake, table, mark));
        }

        boolean isAfter(Point wanted) {
            return table.equals(wanted.table) && mark > wanted.mark;
        }

        private static String stamp(Lake lake, PinnedTable table, long mark) {
            return table.newestBatch().isPresent() ? finished(lake, mark) : firstLine(lake, table.name(), mark);
        }

        private static String finished(Lake lake, long batch) {
            List<Instant> found = new ArrayList<>();
            KernelTable.at(Path.of(lake.path("ops.ingest_batches")))
                    .forEachRow(List.of("batch_id", "finished_at"), "batch_id", batch - 1, row -> {
                        if ((long) row[0] == batch) {
                            found.add((Instant) row[1]);
                        }
                    });
            return found.isEmpty() ? "" : found.getFirst().toString();
        }

        /** The commit's own sentence, with its instant; empty when it was cleaned up. */
        private static String firstLine(Lake lake, String table, long version) {
            Path commit = Path.of(lake.path(table), "_delta_log", "%020d.json".formatted(version));
            try (Stream<String> lines = Files.lines(commit)) {
                return lines.findFirst().orElse("");
            } catch (IOException e) {
                return "";
            }
        }

        String write() {
            return "%s\n%d\n%s".formatted(table, mark, stamp);
        }

        static Point read(String text) {
            String[] parts = text.split("\n", 3);
            return new Point(parts[0], Long.parseLong(parts[1]), parts[2]);
        }
    }
}
