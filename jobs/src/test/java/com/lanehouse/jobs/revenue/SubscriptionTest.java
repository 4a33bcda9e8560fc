package com.lanehouse.jobs.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void a_state_holds_from_its_event_to_the_next_one() {
        Subscription subscription = new Subscription(List.of(costing(JANUARY, 100), costing(FEBRUARY, 200)));
        assertThat(subscription.stateAt(JANUARY.minusNanos(1000))).isEmpty();
        assertThat(subscription.stateAt(JANUARY)).contains(costing(JANUARY, 100));
        assertThat(subscription.stateAt(FEBRUARY.minusNanos(1000))).contains(costing(JANUARY, 100));
        assertThat(subscription.stateAt(FEBRUARY)).contains(costing(FEBRUARY, 200));
    }

    @Test
    void states_that_are_out_of_order_are_refused() {
        assertThatThrownBy(() -> new Subscription(List.of(costing(FEBRUARY, 1), costing(JANUARY, 1))))
                .hasMessageContaining("comes after a newer one");
    }

    @Test
    void revenue_first_comes_with_a_change_of_state() {
        Subscription subscription = new Subscription(List.of(costing(JANUARY, 0), costing(FEBRUARY, 100)));
        assertThat(subscription.firstRevenue(MARCH)).contains(FEBRUARY);
    }

    @Test
    void revenue_first_comes_with_the_end_of_a_whole_discount() {
        assertThat(freeUntil(FEBRUARY).firstRevenue(MARCH)).contains(FEBRUARY);
        assertThat(freeUntil(FEBRUARY).firstRevenue(FEBRUARY)).contains(FEBRUARY);
    }

    @Test
    void revenue_after_t_is_none() {
        assertThat(freeUntil(FEBRUARY).firstRevenue(FEBRUARY.minusNanos(1000))).isEmpty();
    }

    @Test
    void a_discount_that_another_event_ended_ends_nothing_later() {
        SubscriptionState free = freeUntil(FEBRUARY).states().getFirst();
        Subscription canceled = new Subscription(List.of(free, costing(FEBRUARY.minusSeconds(1), 0)));
        assertThat(canceled.firstRevenue(MARCH)).isEmpty();
    }

    @Test
    void of_one_second_only_the_last_state_had_revenue() {
        Subscription subscription =
                new Subscription(List.of(costing(JANUARY, 100), costing(JANUARY, 0), costing(MARCH, 100)));
        assertThat(subscription.firstRevenue(MARCH)).contains(MARCH);
    }

    static SubscriptionState costing(Instant since, long cents) {
        return new SubscriptionState(since, "usd", Fraction.of(cents), List.of());
    }

    private static Subscription freeUntil(Instant end) {
        Discount all = new Discount(null, end, Fraction.of(1), Fraction.ZERO);
        return new Subscription(List.of(new SubscriptionState(JANUARY, "usd", Fraction.of(100), List.of(all))));
    }
}
