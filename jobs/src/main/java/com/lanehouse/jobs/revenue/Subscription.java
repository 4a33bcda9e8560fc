package com.lanehouse.jobs.revenue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subscription's history (the metric definition, Recurring revenue).
 *
 * @param states as its events left it, in their order; of those of one second the last counts
 */
record Subscription(List<SubscriptionState> states) {
    Subscription {
        states = List.copyOf(states);
        for (int i = 1; i < states.size(); i++) {
            if (states.get(i).since().isBefore(states.get(i - 1).since())) {
                throw new IllegalArgumentException("state since %s comes after a newer one"
                        .formatted(states.get(i).since()));
            }
        }
    }

    /** The state at an instant; empty before the first event. */
    Optional<SubscriptionState> stateAt(Instant instant) {
        for (int i = states.size() - 1; i >= 0; i--) {
            if (!states.get(i).since().isAfter(instant)) {
                return Optional.of(states.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * The first instant with revenue: a change of state or the end of a discount.
     *
     * @param asOf no later one counts
     */
    Optional<Instant> firstRevenue(Instant asOf) {
        for (int i = 0; i < states.size(); i++) {
            SubscriptionState state = states.get(i);
            Instant until = i + 1 < states.size() ? states.get(i + 1).since() : Instant.MAX;
            Optional<Instant> first = state.turns()
                    .filter(turn -> turn.isBefore(until) && !turn.isAfter(asOf))
                    .filter(turn -> state.mrrAt(turn).isPositive())
                    .findFirst();
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }
}
