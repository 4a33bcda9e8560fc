package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import com.lanehouse.scoring.ApiKey;
import com.lanehouse.scoring.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes jobs of requests, one of each idempotency key. */
final class Reception {
    /** Bodies that are read at the same time: each takes a few MiB until its job is stored. */
    private static final int MOST_BODIES = 8;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Database database;
    private final LaneRater rater;
    private final BulkWorkers workers;
    private final Clock clock;
    private final String process = UUID.randomUUID().toString();
    private final Semaphore bodies = new Semaphore(MOST_BODIES);

    Reception(Database database, LaneRater rater, BulkWorkers workers, Clock clock) {
        this.database = requireNonNull(database, "database is null");
        this.rater = requireNonNull(rater, "rater is null");
        this.workers = requireNonNull(workers, "workers is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Accepts a job, or finds the one that the same request has made before.
     *
     * @param allowed throws the problem when the company may have no further job
     * @throws Problem 409 while another request with the key is being accepted, 422 when the key was used for another body,
     *     400 or 413 when the body cannot be read; then the key stays free
     * @throws IOException when the client goes away; then the key stays free
     */
    JobTable.Receipt receive(ApiKey company, String key, BodyKind kind, BodyStream body, Runnable allowed)
            throws IOException {
        String jobId = UUID.randomUUID().toString();
        KeyTable.Claim claim = database.transaction(
                connection -> KeyTable.claim(connection, company.companyId(), key, jobId, process, clock.instant()));
        return switch (claim) {
            case KeyTable.Claim.Won() -> accept(company, key, jobId, kind, body, allowed);
            case KeyTable.Claim.Pending() -> throw pending();
            case KeyTable.Claim.Used(String made, String sha256) -> again(company, made, sha256, body);
        };
    }

    private JobTable.Receipt accept(
            ApiKey company, String key, String jobId, BodyKind kind, BodyStream body, Runnable allowed)
            throws IOException {
        try {
            allowed.run();
            Chunk opening;
            Draft draft;
            takePlace();
            try {
                draft = draft(kind, body);
                opening = store(company, key, jobId, draft, body.finish());
            } finally {
                bodies.release();
            }
            workers.finish(opening);
            workers.wake();
            return new JobTable.Receipt(jobId, draft.accepted(), draft.rejections());
        } catch (IOException | RuntimeException e) {
            // Does nothing once the job is stored.
            database.transaction(connection -> {
                KeyTable.free(connection, company.companyId(), key, jobId);
                return null;
            });
            throw e;
        }
    }

    private void takePlace() {
        try {
            if (bodies.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Problem(503, "busy", "Too many jobs at once", null, "Other jobs are being accepted; ask again.");
    }

    private Draft draft(BodyKind kind, BodyStream body) throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (DraftBuilder rows = new DraftBuilder(kind, rater, today)) {
            kind.read(body, rows);
            return rows.draft();
        }
    }

    private Chunk store(ApiKey company, String key, String jobId, Draft draft, String sha256) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] events;
        try (PackedLines lines = new PackedLines()) {
            lines.add(BulkEvents.job(jobId, company, now));
            events = lines.bytes();
        }
        Chunk opening = new Chunk(
                jobId, ChunkTable.OPENING, company, now, UUID.randomUUID().toString(), true, 1, 0, 0, events);
        boolean ours = database.transaction(connection -> {
            if (!KeyTable.use(connection, company.companyId(), key, jobId, sha256)) {
                return false;
            }
            JobTable.insert(connection, jobId, company, draft, now);
            ChunkTable.insert(connection, opening, draft.chunks(), now);
            return true;
        });
        if (!ours) {
            throw pending();
        }
        return opening;
    }

    private JobTable.Receipt again(ApiKey company, String jobId, String sha256, BodyStream body) throws IOException {
        if (!body.finish().equals(sha256)) {
            throw new Problem(
                    422,
                    "idempotency-key-reused",
                    "The key belongs to another body",
                    "Idempotency-Key",
                    "Idempotency-Key was sent with another body within the last 24 hours; take a new one for another job.");
        }
        return database.read(connection -> JobTable.receipt(connection, company.companyId(), jobId))
                .orElseThrow(BulkEndpoint::noSuchJob);
    }

    private static Problem pending() {
        return new Problem(
                409,
                "being-accepted",
                "The job is being accepted",
                "Idempotency-Key",
                "Idempotency-Key belongs to a request that is being accepted at this moment; ask again.");
    }

    /** Says to other processes that this one still reads the bodies it reads. */
    void stillHere() {
        database.transaction(connection -> {
            KeyTable.renew(connection, process, clock.instant());
            return null;
        });
    }
}
