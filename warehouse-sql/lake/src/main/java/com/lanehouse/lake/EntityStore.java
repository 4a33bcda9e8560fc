package com.lanehouse.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Rows on disk, by collection and by what they belong to there. Keys are hashes of a fixed length, so a few rows of what
 * is asked for can belong to something else: who reads compares. Safe for many threads.
 */
final class EntityStore implements AutoCloseable {
    private static final int COLLECTION_BYTES = 8;
    private static final int ENTITY_BYTES = 16;
    private static final int ROW_BYTES = 16;
    private static final int PREFIX_BYTES = COLLECTION_BYTES + ENTITY_BYTES;
    private static final long CACHE_BYTES = 64L << 20;
    private static final long WRITE_BUFFER_BYTES = 32L << 20;
    private static final int BLOOM_BITS = 10;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache;
    private final BloomFilter bloom;
    private final Options options;
    private final RocksDB store;

    private EntityStore(LRUCache cache, BloomFilter bloom, Options options, RocksDB store) {
        this.cache = cache;
        this.bloom = bloom;
        this.options = options;
        this.store = store;
    }

    /**
     * Opens the store, an empty one where the folder is missing or cannot be read.
     *
     * @return empty when another process has it open
     */
    static Optional<EntityStore> open(Path folder) {
        try {
            return Optional.of(opened(folder));
        } catch (RocksDBException e) {
            if (e.getStatus() != null
                    && e.getStatus().getCode() == Status.Code.IOError
                    && e.getMessage().contains("lock")) {
                return Optional.empty();
            }
            try (Options options = new Options()) {
                RocksDB.destroyDB(folder.toString(), options);
                return Optional.of(opened(folder));
            } catch (RocksDBException again) {
                throw new IllegalStateException("cannot make the index of rows in " + folder, again);
            }
        }
    }

    private static EntityStore opened(Path folder) throws RocksDBException {
        LRUCache cache = new LRUCache(CACHE_BYTES);
        BloomFilter bloom = new BloomFilter(BLOOM_BITS);
        Options options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setKeepLogFileNum(2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setMaxBackgroundJobs(1)
                // What an entity has is looked up by its prefix: the filter knows prefixes, too.
                .useFixedLengthPrefixExtractor(PREFIX_BYTES)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
        try {
            Files.createDirectories(folder);
            return new EntityStore(cache, bloom, options, RocksDB.open(options, folder.toString()));
        } catch (IOException | RocksDBException e) {
            options.close();
            bloom.close();
            cache.close();
            if (e instanceof RocksDBException damaged) {
                throw damaged;
            }
            throw new UncheckedIOException("cannot make " + folder, (IOException) e);
        }
    }

    /** How far a collection has come, as {@link Changes#commit} left it; empty for one that is not there. */
    Optional<String> state(String collection) {
        try {
            return Optional.ofNullable(store.get(stateKey(collection))).map(bytes -> new String(bytes, UTF_8));
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    /** Forgets a collection. */
    void clear(String collection) {
        byte[] from = hash(COLLECTION_BYTES, collection);
        try (WriteOptions write = new WriteOptions().setDisableWAL(true)) {
            store.delete(write, stateKey(collection));
            store.deleteRange(write, from, after(from));
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    /** Gives the rows of an entity, in no order. */
    void forEach(String collection, Row entity, Consumer<byte[]> rows) {
        byte[] prefix = prefix(collection, entity);
        try (ReadOptions read = new ReadOptions().setPrefixSameAsStart(true);
                RocksIterator found = store.newIterator(read)) {
            for (found.seek(prefix); found.isValid(); found.next()) {
                rows.accept(found.value());
            }
            found.status();
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    Changes change(String collection) {
        return new Changes(collection);
    }

    /**
     * Changes of one collection. They reach the disk when enough has come together, in the order in which they were made:
     * after a crash the state is that of the rows that are there.
     */
    final class Changes implements AutoCloseable {
        private static final int ROWS_A_WRITE = 5_000;

        private final String collection;
        private final WriteBatch batch = new WriteBatch();
        private final WriteOptions write = new WriteOptions().setDisableWAL(true);

        private Changes(String collection) {
            this.collection = collection;
        }

        /**
         * @param entity what the row belongs to
         * @param key of the row; replaces one of the same key that belongs to the same
         */
        void put(Row entity, Row key, byte[] row) throws RocksDBException {
            batch.put(rowKey(entity, key), row);
            writeWhenFull();
        }

        void remove(Row entity, Row key) throws RocksDBException {
            batch.delete(rowKey(entity, key));
            writeWhenFull();
        }

        void commit(String state) throws RocksDBException {
            batch.put(stateKey(collection), state.getBytes(UTF_8));
            store.write(write, batch);
            batch.clear();
        }

        private byte[] rowKey(Row entity, Row key) {
            return ByteBuffer.allocate(PREFIX_BYTES + ROW_BYTES)
                    .put(prefix(collection, entity))
                    .put(hash(ROW_BYTES, key))
                    .array();
        }

        private void writeWhenFull() throws RocksDBException {
            if (batch.count() >= ROWS_A_WRITE) {
                store.write(write, batch);
                batch.clear();
            }
        }

        @Override
        public void close() {
            batch.close();
            write.close();
        }
    }

    private static byte[] prefix(String collection, Row entity) {
        return ByteBuffer.allocate(PREFIX_BYTES)
                .put(hash(COLLECTION_BYTES, collection))
                .put(hash(ENTITY_BYTES, entity))
                .array();
    }

    /** Longer than a prefix, as every key must be, and apart from the rows of any collection. */
    private static byte[] stateKey(String collection) {
        return ByteBuffer.allocate(PREFIX_BYTES + ROW_BYTES)
                .put(new byte[COLLECTION_BYTES])
                .put(hash(ENTITY_BYTES, collection))
                .array();
    }

    private static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        for (int i = next.length - 1; i >= 0 && ++next[i] == 0; i--) {
            // The carry.
        }
        return next;
    }

    private static byte[] hash(int length, Row values) {
        MessageDigest digest = sha256();
        for (int i = 0; i < values.length(); i++) {
            byte[] text = text(values.get(i)).getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            digest.update(text);
        }
        return Arrays.copyOf(digest.digest(), length);
    }

    private static byte[] hash(int length, String value) {
        return Arrays.copyOf(sha256().digest(value.getBytes(UTF_8)), length);
    }

    /** A timestamp's own text depends on the machine's time zone. */
    private static String text(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toInstant().toString() : String.valueOf(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static IllegalStateException unreadable(RocksDBException e) {
        return new IllegalStateException("the index of rows cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            store.flush(flush);
        } catch (RocksDBException e) {
            // What did not reach the disk is read from the tables again.
        }
        store.close();
        options.close();
        bloom.close();
        cache.close();
    }
}
