package com.lanehouse.orchestration.cli;

import com.lanehouse.pipeline.ingest.BatchReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What {@code ingest --follow} says of itself: a line a batch where lines can move, one a minute that stays. */
final class FollowStatus {
    private static final Duration TURN = Duration.ofMinutes(1);

    private Instant begin;
    private BatchReport sum;
    private long lag;
    private boolean first = true;

    FollowStatus(Instant now) {
        this.begin = now;
    }

    /** Adds a batch and says how it stands. */
    String completed(BatchReport batch, long newLag, Instant now) {
        sum = sum == null ? batch : sum.plus(batch);
        lag = newLag;
        return line(now);
    }

    /** Whether a line that stays is due: after the first batch, so that one sees it work, then once a minute. */
    boolean isDue(Instant now) {
        return sum != null && (first || !now.isBefore(begin.plus(TURN)));
    }

    /** The line that stays; counting begins anew. */
    String turn(Instant now) {
        String line = line(now);
        begin = now;
        sum = null;
        first = false;
        return line;
    }

    private String line(Instant now) {
        double seconds = Math.max(1, Duration.between(begin, now).toMillis() / 1000.0);
        return "%s batch %,d: %,.0f records/s, lag %,d, %,d to silver, %,d duplicates dropped, %,d dead letters"
                .formatted(
                        now.truncatedTo(ChronoUnit.SECONDS),
                        sum.batchId(),
                        sum.rowsRead() / seconds,
                        lag,
                        sum.silverRows(),
                        sum.duplicates(),
                        sum.deadLetters());
    }
}
