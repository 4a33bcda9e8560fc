package com.lanehouse.scoring.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Idempotency keys: which request made which job. */
final class KeyTable {
    static final Duration KEPT = Duration.ofHours(24);
    /** How long a request whose process says nothing any more keeps its key. */
    static final Duration CLAIMED = Duration.ofSeconds(10);

    private KeyTable() {}

    /** What is known of a key. */
    sealed interface Claim {
        /** It was free and is now this request's. */
        record Won() implements Claim {}

        /** Another request with it is being accepted. */
        record Pending() implements Claim {}

        /** A job was made with it. */
        record Used(String jobId, String bodySha256) implements Claim {}
    }

    /** Takes a key for a request, unless it is in use. In a transaction of its own. */
    static Claim claim(Connection connection, String company, String key, String jobId, String process, Instant now)
            throws SQLException {
        try (PreparedStatement free = connection.prepareStatement("""
                DELETE FROM bulk_keys WHERE company_id = ? AND idempotency_key = ?
                AND (created_at <= ? OR (body_sha256 IS NULL AND claimed_until < ?))""")) {
            free.setString(1, company);
            free.setString(2, key);
            free.setLong(3, now.minus(KEPT).toEpochMilli());
            free.setLong(4, now.toEpochMilli());
            free.executeUpdate();
        }
        try (PreparedStatement take = connection.prepareStatement("""
                INSERT INTO bulk_keys (company_id, idempotency_key, job_id, claimed_by, claimed_until, created_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (company_id, idempotency_key) DO NOTHING""")) {
            take.setString(1, company);
            take.setString(2, key);
            take.setString(3, jobId);
            take.setString(4, process);
            take.setLong(5, now.plus(CLAIMED).toEpochMilli());
            take.setLong(6, now.toEpochMilli());
            if (take.executeUpdate() == 1) {
                return new Claim.Won();
            }
        }
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT job_id, body_sha256 FROM bulk_keys WHERE company_id = ? AND idempotency_key = ?")) {
            find.setString(1, company);
            find.setString(2, key);
            try (ResultSet found = find.executeQuery()) {
                // Gone again already: its request has failed at this moment.
                return found.next() && found.getString(2) != null
                        ? new Claim.Used(found.getString(1), found.getString(2))
                        : new Claim.Pending();
            }
        }
    }

    /** @return false when the request was so slow to come to its end that another has taken its key */
    static boolean use(Connection connection, String company, String key, String jobId, String bodySha256)
            throws SQLException {
        try (PreparedStatement use = connection.prepareStatement("""
                UPDATE bulk_keys SET body_sha256 = ?
                WHERE company_id = ? AND idempotency_key = ? AND job_id = ? AND body_sha256 IS NULL""")) {
            use.setString(1, bodySha256);
            use.setString(2, company);
            use.setString(3, key);
            use.setString(4, jobId);
            return use.executeUpdate() == 1;
        }
    }

    /** Frees the key of a request that made no job. */
    static void free(Connection connection, String company, String key, String jobId) throws SQLException {
        try (PreparedStatement free = connection.prepareStatement("""
                DELETE FROM bulk_keys
                WHERE company_id = ? AND idempotency_key = ? AND job_id = ? AND body_sha256 IS NULL""")) {
            free.setString(1, company);
            free.setString(2, key);
            free.setString(3, jobId);
            free.executeUpdate();
        }
    }

    /** Frees the keys of requests that ended processes were accepting; for who knows that no other lives. */
    static void freeAll(Connection connection) throws SQLException {
        try (PreparedStatement free = connection.prepareStatement("DELETE FROM bulk_keys WHERE body_sha256 IS NULL")) {
            free.executeUpdate();
        }
    }

    /** Says that the requests of this process are still being accepted. */
    static void renew(Connection connection, String process, Instant now) throws SQLException {
        try (PreparedStatement renew = connection.prepareStatement(
                "UPDATE bulk_keys SET claimed_until = ? WHERE claimed_by = ? AND body_sha256 IS NULL")) {
            renew.setLong(1, now.plus(CLAIMED).toEpochMilli());
            renew.setString(2, process);
            renew.executeUpdate();
        }
    }

    static void removeOld(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(
                "DELETE FROM bulk_keys WHERE created_at <= ? AND (body_sha256 IS NOT NULL OR claimed_until < ?)")) {
            remove.setLong(1, now.minus(KEPT).toEpochMilli());
            remove.setLong(2, now.toEpochMilli());
            remove.executeUpdate();
        }
    }
}
