package com.lanehouse.scoring;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests a key may make: so many a second, and as many as that in a burst (a token bucket). Thread-safe. */
final class RequestLimits {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int perSecond;
    private final TimeMeter clock;
    /** Only keys that exist are asked about, so there are no more of these than of those. */
    private final Map<String, Bucket> byKey = new ConcurrentHashMap<>();

    RequestLimits(int perSecond) {
        this(perSecond, TimeMeter.SYSTEM_NANOTIME);
    }

    RequestLimits(int perSecond, TimeMeter clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * What is left to a key after a request.
     *
     * @param allowed whether the request may be answered
     * @param remaining requests that it may make at once
     * @param reset seconds, rounded up, until it may make {@code limit} at once again
     * @param retryAfter seconds, rounded up, until it may make one
     */
    record Turn(boolean allowed, int limit, long remaining, long reset, long retryAfter) {}

    /** Takes a request into account. */
    Turn take(String keyId) {
        Bucket bucket = byKey.computeIfAbsent(
                keyId,
                id -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, SECOND))
                        .withCustomTimePrecision(clock)
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Turn(
                probe.isConsumed(),
                perSecond,
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    private static long seconds(long nanos) {
        return (nanos + SECOND.toNanos() - 1) / SECOND.toNanos();
    }
}
