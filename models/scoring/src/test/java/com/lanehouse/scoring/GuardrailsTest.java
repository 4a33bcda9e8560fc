package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.scoring.Guardrails.Fired;
import com.lanehouse.scoring.Guardrails.Haul;
import com.lanehouse.scoring.Guardrails.RateOfChange;
import com.lanehouse.scoring.Guardrails.RegionalCap;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A van from Texas to California, 1,000 miles, which costs 2,000 dollars. */
class GuardrailsTest {
    private static final Optional<BigDecimal> NO = Optional.empty();

    @Test
    void without_any_a_price_stays_as_it_is() {
        assertThat(Guardrails.NONE.hold(dollars("0.01"), haul(null, 0)).price()).isEqualTo("0.01");
    }

    /** 2000 / (1 - 0.08) = 2173.913: a cent less would not keep 8 %. */
    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({"2000.00, 2173.92", "2173.91, 2173.92", "2173.92, 2173.92", "2500.00, 2500.00"})
    void the_minimum_margin_is_kept_to_the_cent(String price, String held) {
        Guardrails rails = new Guardrails(Optional.empty(), List.of(), some("0.08"), NO, NO);
        assertThat(rails.hold(dollars(price), haul(null, 0)).price()).isEqualTo(held);
    }

    /** 2000 / (1 - 0.15) = 2352.941, as a price 2352.94: two thirds of a cent less than 15 %, which is its rounding. */
    @Test
    void a_margin_that_is_the_least_is_not_moved_by_its_own_rounding() {
        Guardrails rails = new Guardrails(Optional.empty(), List.of(), some("0.15"), NO, NO);
        assertThat(rails.hold(dollars("2352.94"), haul(null, 0)).fired()).isEmpty();
        assertThat(rails.hold(dollars("2352.93"), haul(null, 0)).price()).isEqualTo("2352.95");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "899.99, 900.00, floor_per_mile",
        "900.00, 900.00,",
        "3000.00, 3000.00,",
        "3000.01, 3000.00, ceiling_per_mile"
    })
    void floor_and_ceiling_are_dollars_a_mile(String price, String held, String fired) {
        Guardrails rails = new Guardrails(Optional.empty(), List.of(), NO, some("0.90"), some("3"));
        Guardrails.Held result = rails.hold(dollars(price), haul(null, 0));
        assertThat(result.price()).isEqualTo(held);
        assertThat(result.fired().stream().map(each -> each.guardrail().label()))
                .isEqualTo(Optional.ofNullable(fired).stream().toList());
    }

    /** Usual cost 1700, margin 0.15: usual price 2000, and 25 % of it either way. */
    @ParameterizedTest(name = "{0} after {1} loads becomes {2}")
    @CsvSource({
        "2500.01, 5, 2500.00",
        "2500.00, 5, 2500.00",
        "1499.99, 5, 1500.00",
        "1500.00, 5, 1500.00",
        "9999.00, 4, 9999.00"
    })
    void a_price_stays_near_what_the_lane_used_to_cost_once_it_has_loads_enough(String price, long loads, String held) {
        Guardrails rails = new Guardrails(Optional.of(new RateOfChange(dollars("0.25"), 5)), List.of(), NO, NO, NO);
        assertThat(rails.hold(dollars(price), haul("1700.00", loads)).price()).isEqualTo(held);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"CA,, 2600.00", "TX,, 2600.00", "FL,, 9999.00", "CA, van, 2600.00", "CA, reefer, 9999.00"})
    void a_regional_cap_holds_from_and_to_its_state_for_its_equipment(String state, String equipment, String held) {
        Guardrails rails = new Guardrails(
                Optional.empty(),
                List.of(new RegionalCap(state, Optional.ofNullable(equipment), dollars("2.60"))),
                NO,
                NO,
                NO);
        assertThat(rails.hold(dollars("9999.00"), haul(null, 0)).price()).isEqualTo(held);
    }

    @Test
    void the_later_of_two_that_disagree_has_the_last_word_and_both_are_told() {
        Guardrails rails = new Guardrails(
                Optional.empty(),
                List.of(new RegionalCap("CA", Optional.empty(), dollars("2.10"))),
                some("0.2"),
                NO,
                some("2.40"));
        assertThat(rails.hold(dollars("2300.00"), haul(null, 0)).fired())
                .as("capped at 2.10 a mile, raised to 2000 / 0.8, lowered to 2.40 a mile")
                .containsExactly(
                        new Fired(Guardrail.REGIONAL_CAP, dollars("2300.00"), dollars("2100.00")),
                        new Fired(Guardrail.MINIMUM_MARGIN, dollars("2100.00"), dollars("2500.00")),
                        new Fired(Guardrail.CEILING_PER_MILE, dollars("2500.00"), dollars("2400.00")));
    }

    @Test
    void a_floor_above_the_ceiling_is_refused() {
        assertThatThrownBy(() -> new Guardrails(Optional.empty(), List.of(), NO, some("3"), some("2")))
                .hasMessage("floor-per-mile is 3, above ceiling-per-mile, 2");
    }

    private static Haul haul(String usualCost, long pastLoads) {
        return new Haul(
                Set.of("TX", "CA"),
                "van",
                dollars("1000.0"),
                dollars("2000.00"),
                dollars("0.15"),
                Optional.ofNullable(usualCost).map(BigDecimal::new),
                pastLoads);
    }

    private static BigDecimal dollars(String amount) {
        return new BigDecimal(amount);
    }

    private static Optional<BigDecimal> some(String amount) {
        return Optional.of(new BigDecimal(amount));
    }
}
