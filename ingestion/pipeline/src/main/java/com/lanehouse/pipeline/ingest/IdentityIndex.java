package com.lanehouse.pipeline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Every identity that silver holds, with the batch that brought it: exact, on disk, at a cost that does not grow with
 * silver. It is only a copy: {@link IdentityIndexes} makes it anew from the silver tables when it is lost or does not
 * agree with them. Thread-safe.
 */
final class IdentityIndex implements AutoCloseable {
    private static final long CACHE_BYTES = 16L << 20;
    /** Small, so that memory does not grow for long after a start; a larger one does not make writing cheaper. */
    private static final long WRITE_BUFFER_BYTES = 8L << 20;

    private static final int BLOOM_BITS = 10;
    private static final int RUNS_TO_MERGE = 8;
    /** A merge that has not begun by then will not. */
    private static final int IDLE_POLLS = 10;

    private static final long MERGING_POLL_MILLIS = 10;
    /** No identity is this short: each starts with the length of its source. */
    private static final byte[] STATE_KEY = {0};

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache;
    private final BloomFilter bloom;
    private final Options options;
    private final RocksDB store;

    private IdentityIndex(LRUCache cache, BloomFilter bloom, Options options, RocksDB store) {
        this.cache = cache;
        this.bloom = bloom;
        this.options = options;
        this.store = store;
    }

    /**
     * Up to where the index has followed the lake.
     *
     * @param batchId newest batch in it, 0 for none
     * @param finishedAt when that batch ended, as its row says
     */
    record State(long batchId, Instant finishedAt) {
        static final State EMPTY = new State(0, Instant.EPOCH);
    }

    /**
     * Opens the index, an empty one when the folder is missing.
     *
     * @throws IngestFailedException when another process has it open
     * @throws DamagedException when it cannot be read
     */
    static IdentityIndex open(Path folder) throws DamagedException {
        LRUCache cache = new LRUCache(CACHE_BYTES);
        BloomFilter bloom = new BloomFilter(BLOOM_BITS);
        Options options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setKeepLogFileNum(2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                // Runs of like size are merged, so a small batch never makes a large run be written again.
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setLevel0FileNumCompactionTrigger(RUNS_TO_MERGE)
                .setMaxBackgroundJobs(1)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
        try {
            Files.createDirectories(folder);
            return new IdentityIndex(cache, bloom, options, RocksDB.open(options, folder.toString()));
        } catch (RocksDBException e) {
            options.close();
            bloom.close();
            cache.close();
            if (e.getStatus() != null
                    && e.getStatus().getCode() == Status.Code.IOError
                    && e.getMessage().contains("lock")) {
                throw new IngestFailedException(
                        "another ingest is running on this lake (%s is locked); there can be one at a time"
                                .formatted(folder),
                        e);
            }
            throw new DamagedException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    State state() throws DamagedException {
        try {
            byte[] state = store.get(STATE_KEY);
            if (state == null) {
                return State.EMPTY;
            }
            ByteBuffer bytes = ByteBuffer.wrap(state);
            return new State(bytes.getLong(), Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()));
        } catch (RocksDBException e) {
            throw new DamagedException(e);
        }
    }

    /** Whether a batch before this one has brought the identity. */
    boolean isKnownBefore(long batchId, byte[] identity) {
        try {
            byte[] batch = store.get(identity);
            return batch != null && ByteBuffer.wrap(batch).getLong() < batchId;
        } catch (RocksDBException e) {
            throw new IngestFailedException("the index of identities cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Adds what a batch brought, all or nothing. It reaches the disk when enough has come together and on closing: after
     * a crash the index is behind the tables and is brought up from them, so a log of its own would be written in vain.
     */
    void add(List<byte[]> identities, long batchId, State state) {
        byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(batchId).array();
        try (WriteBatch batch = new WriteBatch();
                WriteOptions write = new WriteOptions().setDisableWAL(true)) {
            for (byte[] identity : identities) {
                batch.put(identity, value);
            }
            batch.put(
                    STATE_KEY,
                    ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                            .putLong(state.batchId())
                            .putLong(state.finishedAt().getEpochSecond())
                            .putInt(state.finishedAt().getNano())
                            .array());
            store.write(write, batch);
        } catch (RocksDBException e) {
            throw new IngestFailedException("the index of identities cannot be written: " + e.getMessage(), e);
        }
    }

    /** The identity as a key: no two identities share one. */
    static byte[] key(String source, String id) {
        byte[] sourceBytes = source.getBytes(UTF_8);
        byte[] idBytes = id.getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + sourceBytes.length + idBytes.length)
                .putInt(sourceBytes.length)
                .put(sourceBytes)
                .put(idBytes)
                .array();
    }

    @Override
    public void close() {
        finishMerging();
        store.close();
        options.close();
        bloom.close();
        cache.close();
    }

    /** A merge that closing cuts short is begun anew at the next start, and so by every short ingest in vain. */
    private void finishMerging() {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            store.flush(flush);
            // What is called pending need not begin: after an error, such as a full disk, or where there is nothing to
            // merge.
            int idle = 0;
            while (idle < IDLE_POLLS) {
                boolean running = store.getLongProperty("rocksdb.num-running-compactions") > 0;
                if (!running && store.getLongProperty("rocksdb.compaction-pending") == 0) {
                    return;
                }
                idle = running ? 0 : idle + 1;
                Thread.sleep(MERGING_POLL_MILLIS);
            }
        } catch (RocksDBException e) {
            // What did not reach the disk is read from silver at the next start.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The index cannot be read; it is to be made anew. */
    static final class DamagedException extends Exception {
        DamagedException(RocksDBException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
