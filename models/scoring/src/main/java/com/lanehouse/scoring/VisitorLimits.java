package com.lanehouse.scoring;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How often anybody may ask the calculator: an address so often, and all together so often, for addresses are cheap. Of
 * IPv6 all that share a network (the first 64 bits) are one. Thread-safe.
 */
final class VisitorLimits {
    static final int A_MINUTE = 10;
    private static final int ALL_A_MINUTE = 1_200;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_VISITORS = 100_000;
    private static final int NETWORK_GROUPS = 4;

    private final TimeMeter clock;
    private final Bucket all;
    private final LoadingCache<String, Bucket> byAddress;

    VisitorLimits() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    VisitorLimits(TimeMeter clock) {
        this.clock = clock;
        this.all = bucket(ALL_A_MINUTE);
        this.byAddress = Caffeine.newBuilder()
                .maximumSize(MOST_VISITORS)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build(address -> bucket(A_MINUTE));
    }

    private Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                .withCustomTimePrecision(clock)
                .build();
    }

    /** Takes a request into account; the seconds to wait when it is one too many, else empty. */
    OptionalLong take(String address) {
        OptionalLong own = wait(byAddress.get(network(address)));
        return own.isPresent() ? own : wait(all);
    }

    private static OptionalLong wait(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(
                        1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1));
    }

    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length <= NETWORK_GROUPS ? address : String.join(":", Arrays.copyOf(groups, NETWORK_GROUPS));
    }
}
