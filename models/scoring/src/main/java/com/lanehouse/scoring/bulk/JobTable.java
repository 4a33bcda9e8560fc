package com.lanehouse.scoring.bulk;

import com.lanehouse.scoring.ApiKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs, each a company's own. */
final class JobTable {
    private JobTable() {}

    /** What the request that made a job was answered. */
    record Receipt(String jobId, int accepted, byte[] rejections) {}

    /** Stores a job that waits. Its chunks are stored in the same transaction. */
    static void insert(Connection connection, String jobId, ApiKey company, Draft draft, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO bulk_jobs (job_id, company_id, segment, status, accepted, rejected, done, failed, chunks_left, turn, created_at, rejected_lines)
                VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, ?)""")) {
            insert.setString(1, jobId);
            insert.setString(2, company.companyId());
            insert.setString(3, company.segment());
            insert.setString(4, Job.Status.ACCEPTED.label());
            insert.setInt(5, draft.accepted());
            insert.setInt(6, draft.rejected());
            insert.setInt(7, draft.chunks().size() + 1);
            insert.setLong(8, now.toEpochMilli());
            insert.setBytes(9, draft.rejections());
            insert.executeUpdate();
        }
    }

    static Optional<Job> find(Connection connection, String company, String jobId) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT job_id, status, accepted, rejected, done, failed, created_at, finished_at
                FROM bulk_jobs WHERE job_id = ? AND company_id = ?""")) {
            find.setString(1, jobId);
            find.setString(2, company);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(job(row)) : Optional.empty();
            }
        }
    }

    private static Job job(ResultSet row) throws SQLException {
        long finishedAt = row.getLong(8);
        return new Job(
                row.getString(1),
                Job.Status.of(row.getString(2)),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                Instant.ofEpochMilli(row.getLong(7)),
                finishedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(finishedAt)));
    }

    static Optional<Receipt> receipt(Connection connection, String company, String jobId) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT accepted, rejected_lines FROM bulk_jobs WHERE job_id = ? AND company_id = ?")) {
            find.setString(1, jobId);
            find.setString(2, company);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(new Receipt(jobId, row.getInt(1), row.getBytes(2))) : Optional.empty();
            }
        }
    }

    /**
     * Ends a job before its time; one that has ended stays as it is. Its chunks that are not rated go; whoever is rating one finds
     * that out when it is to be stored. In a transaction of its own.
     */
    static void end(Connection connection, String jobId, Job.Status status, Instant now) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement("""
                UPDATE bulk_jobs SET status = ?, finished_at = ?
                WHERE job_id = ? AND status IN ('accepted', 'running')""")) {
            end.setString(1, status.label());
            end.setLong(2, now.toEpochMilli());
            end.setString(3, jobId);
            if (end.executeUpdate() == 0) {
                return;
            }
        }
        int gone;
        try (PreparedStatement remove =
                connection.prepareStatement("DELETE FROM bulk_chunks WHERE job_id = ? AND state = 'waiting'")) {
            remove.setString(1, jobId);
            gone = remove.executeUpdate();
        }
        try (PreparedStatement less =
                connection.prepareStatement("UPDATE bulk_jobs SET chunks_left = chunks_left - ? WHERE job_id = ?")) {
            less.setInt(1, gone);
            less.setString(2, jobId);
            less.executeUpdate();
        }
    }

    /** A chunk of it was taken: the next is another company's turn, if there is one that waits. */
    static void takeTurn(Connection connection, String jobId, boolean runs) throws SQLException {
        try (PreparedStatement turn = connection.prepareStatement("""
                UPDATE bulk_jobs SET turn = (SELECT MAX(turn) + 1 FROM bulk_jobs),
                status = CASE WHEN status = 'accepted' AND ? = 1 THEN 'running' ELSE status END
                WHERE job_id = ?""")) {
            turn.setInt(1, runs ? 1 : 0);
            turn.setString(2, jobId);
            turn.executeUpdate();
        }
    }

    /** A chunk of it is finished; with the last one so is the job. */
    static void progress(Connection connection, String jobId, int done, int failed, Instant now) throws SQLException {
        try (PreparedStatement progress = connection.prepareStatement("""
                UPDATE bulk_jobs SET done = done + ?, failed = failed + ?, chunks_left = chunks_left - 1,
                finished_at = CASE WHEN status IN ('accepted', 'running') AND chunks_left = 1 THEN ? ELSE finished_at END,
                status = CASE WHEN status IN ('accepted', 'running') AND chunks_left = 1 THEN 'done' ELSE status END
                WHERE job_id = ?""")) {
            progress.setInt(1, done);
            progress.setInt(2, failed);
            progress.setLong(3, now.toEpochMilli());
            progress.setString(4, jobId);
            progress.executeUpdate();
        }
    }

    static int count(Connection connection, Job.Status status) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT COUNT(*) FROM bulk_jobs WHERE chunks_left > 0 AND status = ?")) {
            count.setString(1, status.label());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Jobs that ended before a time. */
    static List<String> endedBefore(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT job_id FROM bulk_jobs WHERE finished_at < ?")) {
            find.setLong(1, time.toEpochMilli());
            List<String> jobs = new ArrayList<>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    jobs.add(row.getString(1));
                }
            }
            return jobs;
        }
    }

    /** Removes a job with its chunks. In a transaction of its own. */
    static void remove(Connection connection, String jobId) throws SQLException {
        for (String sql :
                List.of("DELETE FROM bulk_chunks WHERE job_id = ?", "DELETE FROM bulk_jobs WHERE job_id = ?")) {
            try (PreparedStatement remove = connection.prepareStatement(sql)) {
                remove.setString(1, jobId);
                remove.executeUpdate();
            }
        }
    }
}
