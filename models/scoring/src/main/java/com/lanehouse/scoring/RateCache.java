package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Rates of the lanes that are asked for most. All are dropped when anything that they rest on changes: models, lane
 * histories, the pricing or the experiments. Thread-safe.
 */
final class RateCache {
    private final int lanes;
    private final AtomicReference<Filled> filled;

    /** @param lanes how many rates are kept; 0 for none */
    RateCache(int lanes) {
        this.lanes = lanes;
        this.filled = new AtomicReference<>(empty(List.of()));
    }

    /** What makes two answers the same; the day is that of the request, on which the time to pickup depends. */
    private record Question(RateRequest request, String segment, Optional<Assigned> assigned, LocalDate askedOn) {}

    /** Rates and what they rest on, by identity: whatever is loaded anew is another. */
    private record Filled(List<Object> basis, Cache<Question, RateAnswer> rates) {
        boolean restsOn(List<Object> now) {
            if (basis.size() != now.size()) {
                return false;
            }
            for (int i = 0; i < basis.size(); i++) {
                if (basis.get(i) != now.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private Filled empty(List<Object> basis) {
        return new Filled(basis, Caffeine.newBuilder().maximumSize(lanes).build());
    }

    /** @param basis what rates rest on now */
    Optional<RateAnswer> find(List<Object> basis, RateRequest request, ApiKey key, Terms terms, LocalDate askedOn) {
        return Optional.ofNullable(
                of(basis).getIfPresent(new Question(request, key.segment(), terms.assigned(), askedOn)));
    }

    void put(List<Object> basis, RateAnswer answer, ApiKey key, Terms terms, LocalDate askedOn) {
        if (lanes > 0) {
            of(basis).put(new Question(answer.request(), key.segment(), terms.assigned(), askedOn), answer);
        }
    }

    private Cache<Question, RateAnswer> of(List<Object> basis) {
        requireNonNull(basis, "basis is null");
        Filled before = filled.get();
        if (before.restsOn(basis)) {
            return before.rates();
        }
        // Who comes late with what is no longer so empties the cache once more: that costs misses, never a wrong rate.
        Filled next = empty(List.copyOf(basis));
        filled.compareAndSet(before, next);
        return next.rates();
    }

    /** Rates that are kept now, about. */
    long size() {
        return filled.get().rates().estimatedSize();
    }
}
