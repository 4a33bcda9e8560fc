package com.lanehouse.jobs.revenue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A subscription as one event leaves it, until its next one.
 *
 * @param since the event's instant
 * @param currency lower case; empty when the event names none
 * @param grossAMonth what its items cost a month, in minor units; 0 in a status without recurring revenue
 * @param discounts in the order in which they are taken off
 */
record SubscriptionState(Instant since, String currency, Fraction grossAMonth, List<Discount> discounts) {
    SubscriptionState {
        requireNonNull(since, "since is null");
        requireNonNull(currency, "currency is null");
        requireNonNull(grossAMonth, "grossAMonth is null");
        discounts = List.copyOf(discounts);
    }

    /** Monthly recurring revenue in units of the currency if the state holds at the instant; exact, not below 0. */
    Fraction mrrAt(Instant instant) {
        Fraction left = grossAMonth.orZeroIfNegative();
        for (Discount discount : discounts) {
            if (discount.holdsAt(instant)) {
                left = discount.takenOff(left);
            }
        }
        return left.dividedBy(MinorUnits.perUnit(currency));
    }

    /** The instants at which revenue may begin while nothing else happens, ascending. */
    Stream<Instant> turns() {
        return Stream.concat(
                Stream.of(since),
                discounts.stream()
                        .map(Discount::end)
                        .filter(end -> end != null && end.isAfter(since))
                        .sorted());
    }
}
