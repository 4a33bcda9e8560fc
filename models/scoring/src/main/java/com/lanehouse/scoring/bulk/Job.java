package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a job has come.
 *
 * @param accepted rows to be rated
 * @param rejected rows turned away when the job was accepted
 * @param done rows that have a rate
 * @param failed rows that have an error instead; at the end done + failed = accepted
 * @param finishedAt empty while it waits or runs
 */
record Job(
        String id,
        Status status,
        int accepted,
        int rejected,
        int done,
        int failed,
        Instant createdAt,
        Optional<Instant> finishedAt) {
    enum Status {
        ACCEPTED,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED;

        /** As answers and the database name it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    Job {
        requireNonNull(id, "id is null");
        requireNonNull(status, "status is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(finishedAt, "finishedAt is null");
        if (accepted < 0 || rejected < 0 || done < 0 || failed < 0 || done + failed > accepted) {
            throw new IllegalArgumentException(
                    "%d done and %d failed of %d accepted, %d rejected".formatted(done, failed, accepted, rejected));
        }
    }

    boolean isFinished() {
        return finishedAt.isPresent();
    }

    /** Every accepted row has a result. */
    boolean isComplete() {
        return done + failed == accepted;
    }

    ObjectNode json() {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("job_id", id)
                .put("status", status.label())
                .put("accepted", accepted)
                .put("rejected", rejected)
                .put("done", done)
                .put("failed", failed)
                .put("created_at", createdAt.toString());
        return body.put("finished_at", finishedAt.map(Instant::toString).orElse(null));
    }
}
