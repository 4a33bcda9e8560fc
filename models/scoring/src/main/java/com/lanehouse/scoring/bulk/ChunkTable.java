package com.lanehouse.scoring.bulk;

import com.lanehouse.scoring.ApiKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Chunks of jobs. Who works on one holds a lease. A lease that ran out can be taken over; whatever its first holder then still
 * stores is refused, so that no row is rated twice.
 */
final class ChunkTable {
    /** A chunk takes a fraction of a second; after a crash its job waits so long. */
    static final Duration LEASE = Duration.ofSeconds(10);
    /** Chunk 0 has no rows: it tells that there is a job, and is rated from the beginning. */
    static final int OPENING = 0;

    private static final String NOBODY = "";

    private ChunkTable() {}

    /**
     * Stores the chunks of a new job.
     *
     * @param opening its first, which stays leased to who made it
     * @param lanes of the others
     */
    static void insert(Connection connection, Chunk opening, List<byte[]> lanes, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO bulk_chunks (job_id, chunk, state, attempts, lease, leased_until, done, failed, lanes, results, events)
                VALUES (?, ?, ?, 0, ?, ?, 0, 0, ?, ?, ?)""")) {
            insert.setString(1, opening.jobId());
            insert.setInt(2, opening.number());
            insert.setString(3, "rated");
            insert.setString(4, opening.lease());
            insert.setLong(5, now.plus(LEASE).toEpochMilli());
            insert.setBytes(6, null);
            insert.setBytes(7, PackedLines.none());
            insert.setBytes(8, opening.lines());
            insert.addBatch();
            for (int i = 0; i < lanes.size(); i++) {
                insert.setInt(2, i + 1);
                insert.setString(3, "waiting");
                insert.setString(4, NOBODY);
                insert.setLong(5, 0);
                insert.setBytes(6, lanes.get(i));
                insert.setBytes(7, null);
                insert.setBytes(8, null);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Takes the next chunk of the company whose last turn is longest ago; empty when there is none, or another was faster. In
     * a transaction of its own.
     */
    static Optional<Chunk> take(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT j.job_id, j.company_id, j.segment, j.created_at,
                  (SELECT MIN(c.chunk) FROM bulk_chunks c WHERE c.job_id = j.job_id AND c.state <> 'done' AND c.leased_until <= ?
                   AND (c.state = 'rated' OR j.status IN ('accepted', 'running'))) AS chunk
                FROM bulk_jobs j
                WHERE j.chunks_left > 0 AND EXISTS (
                  SELECT 1 FROM bulk_chunks c WHERE c.job_id = j.job_id AND c.state <> 'done' AND c.leased_until <= ?
                  AND (c.state = 'rated' OR j.status IN ('accepted', 'running')))
                ORDER BY (SELECT MAX(s.turn) FROM bulk_jobs s WHERE s.company_id = j.company_id), j.turn, j.created_at, j.job_id
                LIMIT 1""")) {
            find.setLong(1, now.toEpochMilli());
            find.setLong(2, now.toEpochMilli());
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? take(
                                connection,
                                row.getString(1),
                                new ApiKey(row.getString(2), row.getString(3)),
                                Instant.ofEpochMilli(row.getLong(4)),
                                row.getInt(5),
                                now)
                        : Optional.empty();
            }
        }
    }

    private static Optional<Chunk> take(
            Connection connection, String jobId, ApiKey company, Instant acceptedAt, int number, Instant now)
            throws SQLException {
        // The job's row first, as everywhere: who takes two rows in another order may wait for each other.
        JobTable.takeTurn(connection, jobId, number != OPENING);
        String lease = UUID.randomUUID().toString();
        try (PreparedStatement take = connection.prepareStatement("""
                UPDATE bulk_chunks SET lease = ?, leased_until = ?, attempts = attempts + 1
                WHERE job_id = ? AND chunk = ? AND state <> 'done' AND leased_until <= ?""")) {
            take.setString(1, lease);
            take.setLong(2, now.plus(LEASE).toEpochMilli());
            take.setString(3, jobId);
            take.setInt(4, number);
            take.setLong(5, now.toEpochMilli());
            if (take.executeUpdate() == 0) {
                return Optional.empty();
            }
        }
        try (PreparedStatement read = connection.prepareStatement("""
                SELECT state, attempts, done, failed, lanes, events FROM bulk_chunks
                WHERE job_id = ? AND chunk = ?""")) {
            read.setString(1, jobId);
            read.setInt(2, number);
            try (ResultSet row = read.executeQuery()) {
                row.next();
                boolean isRated = row.getString(1).equals("rated");
                return Optional.of(new Chunk(
                        jobId,
                        number,
                        company,
                        acceptedAt,
                        lease,
                        isRated,
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getBytes(isRated ? 6 : 5)));
            }
        }
    }

    /** @return false when the lease was lost, or the job has ended meanwhile: what was rated is forgotten */
    static boolean storeRated(Connection connection, Chunk chunk, Chunk.Outcome outcome, Instant now)
            throws SQLException {
        try (PreparedStatement store = connection.prepareStatement("""
                UPDATE bulk_chunks SET state = 'rated', attempts = 0, leased_until = ?, done = ?, failed = ?, results = ?, events = ?, lanes = NULL
                WHERE job_id = ? AND chunk = ? AND lease = ? AND state = 'waiting'
                AND EXISTS (SELECT 1 FROM bulk_jobs j WHERE j.job_id = bulk_chunks.job_id AND j.status IN ('accepted', 'running'))""")) {
            store.setLong(1, now.plus(LEASE).toEpochMilli());
            store.setInt(2, outcome.done());
            store.setInt(3, outcome.failed());
            store.setBytes(4, outcome.results());
            store.setBytes(5, outcome.events());
            store.setString(6, chunk.jobId());
            store.setInt(7, chunk.number());
            store.setString(8, chunk.lease());
            return store.executeUpdate() == 1;
        }
    }

    /** Its events are kept: now it counts. In a transaction of its own; nothing happens when the lease was lost. */
    static void storeDone(Connection connection, Chunk chunk, Instant now) throws SQLException {
        try (PreparedStatement store = connection.prepareStatement("""
                UPDATE bulk_chunks SET state = 'done', events = NULL
                WHERE job_id = ? AND chunk = ? AND lease = ? AND state = 'rated'""")) {
            store.setString(1, chunk.jobId());
            store.setInt(2, chunk.number());
            store.setString(3, chunk.lease());
            if (store.executeUpdate() == 1) {
                JobTable.progress(connection, chunk.jobId(), chunk.done(), chunk.failed(), now);
            }
        }
    }

    /** Gives a chunk back, to be taken again at a time. */
    static void giveBack(Connection connection, Chunk chunk, Instant again) throws SQLException {
        try (PreparedStatement give = connection.prepareStatement(
                "UPDATE bulk_chunks SET leased_until = ? WHERE job_id = ? AND chunk = ? AND lease = ?")) {
            give.setLong(1, again.toEpochMilli());
            give.setString(2, chunk.jobId());
            give.setInt(3, chunk.number());
            give.setString(4, chunk.lease());
            give.executeUpdate();
        }
    }

    /** Gives back what ended processes held; for who knows that no other lives. */
    static void giveBackAll(Connection connection) throws SQLException {
        try (PreparedStatement give =
                connection.prepareStatement("UPDATE bulk_chunks SET leased_until = 0 WHERE state <> 'done'")) {
            give.executeUpdate();
        }
    }

    /** Results of a chunk. */
    record Results(int chunk, byte[] lines) {}

    /** Results of the first finished chunk after another. */
    static Optional<Results> resultsAfter(Connection connection, String jobId, int chunk) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT chunk, results FROM bulk_chunks
                WHERE job_id = ? AND chunk > ? AND state = 'done' ORDER BY chunk LIMIT 1""")) {
            find.setString(1, jobId);
            find.setInt(2, chunk);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(new Results(row.getInt(1), row.getBytes(2))) : Optional.empty();
            }
        }
    }
}
