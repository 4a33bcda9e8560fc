package com.lanehouse.jobs.revenue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the subscription that a Stripe event is about (the metric definition, Recurring revenue).
 *
 * <p>What Stripe cannot have meant is read as absent: one broken event must not stop everybody's numbers.
 */
final class SubscriptionReader {
    private static final Set<String> WITH_REVENUE = Set.of("active", "past_due");
    private static final int DIGITS_BEFORE_POINT = 15;
    private static final int DIGITS_AFTER_POINT = 20;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SubscriptionReader() {}

    /**
     * The state that an event leaves its subscription in.
     *
     * @param since the event's instant
     * @param status the status it leaves; not that of the object, which a deletion overrides
     * @param json the subscription object
     */
    static SubscriptionState state(Instant since, String status, String json) {
        JsonNode subscription = read(json);
        JsonNode items = subscription.path("items").path("data");
        String currency = currency(subscription, items.path(0).path("price"));
        boolean paused = subscription.path("pause_collection").isObject();
        Fraction gross = status != null && WITH_REVENUE.contains(status) && !paused ? gross(items) : Fraction.ZERO;
        return new SubscriptionState(
                since,
                currency,
                gross,
                discounts(subscription, currency, periodsAMonth(items.path(0).path("price"))));
    }

    /** The instants at which a discount of the subscription object begins or ends. */
    static List<Timestamp> discountTurns(String json) {
        return json == null
                ? List.of()
                : state(Instant.EPOCH, null, json).discounts().stream()
                        .flatMap(discount -> Stream.of(discount.start(), discount.end()))
                        .filter(Objects::nonNull)
                        .map(Timestamp::from)
                        .toList();
    }

    private static JsonNode read(String subscription) {
        try {
            return JSON.readTree(subscription);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a subscription is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Stripe bills a subscription in one currency; amounts of a price are in that price's. */
    private static String currency(JsonNode subscription, JsonNode firstPrice) {
        String ofPrice = firstPrice.path("currency").asText("");
        return (ofPrice.isEmpty() ? subscription.path("currency").asText("") : ofPrice).toLowerCase(Locale.ROOT);
    }

    private static Fraction gross(JsonNode items) {
        Fraction sum = Fraction.ZERO;
        for (JsonNode item : items) {
            JsonNode price = item.path("price");
            Fraction quantity = Fraction.of(number(item.path("quantity")).orElse(BigDecimal.ONE));
            sum = sum.plus(unitAmount(price).times(quantity).times(periodsAMonth(price)));
        }
        return sum;
    }

    private static Fraction unitAmount(JsonNode price) {
        return Fraction.of(number(price.path("unit_amount"))
                .or(() -> number(price.path("unit_amount_decimal")))
                .orElse(BigDecimal.ZERO));
    }

    /** 0 for a price that does not recur, or at no interval there is. */
    private static Fraction periodsAMonth(JsonNode price) {
        JsonNode recurring = price.path("recurring");
        JsonNode count = recurring.path("interval_count");
        int intervalCount =
                count.isMissingNode() || count.isNull() ? 1 : count.canConvertToInt() ? count.intValue() : 0;
        return BillingInterval.named(recurring.path("interval").asText(""))
                .filter(interval -> intervalCount >= 1)
                .map(interval -> interval.periodsAMonth(intervalCount))
                .orElse(Fraction.ZERO);
    }

    /** The expanded ones of {@code discounts}, else {@code discount}. */
    private static List<Discount> discounts(JsonNode subscription, String currency, Fraction periodsAMonth) {
        List<JsonNode> expanded = new ArrayList<>();
        subscription.path("discounts").forEach(discount -> {
            if (discount.isObject()) {
                expanded.add(discount);
            }
        });
        if (expanded.isEmpty() && subscription.path("discount").isObject()) {
            expanded.add(subscription.path("discount"));
        }
        return expanded.stream()
                .flatMap(discount -> discount(discount, currency, periodsAMonth).stream())
                .toList();
    }

    private static Optional<Discount> discount(JsonNode discount, String currency, Fraction periodsAMonth) {
        JsonNode coupon = coupon(discount);
        if (coupon.path("duration").asText("").equals("once")) {
            return Optional.empty();
        }
        BigDecimal percent = number(coupon.path("percent_off")).orElse(BigDecimal.ZERO);
        BigDecimal amount = currency.equalsIgnoreCase(coupon.path("currency").asText(currency))
                ? number(coupon.path("amount_off")).orElse(BigDecimal.ZERO)
                : BigDecimal.ZERO;
        return Optional.of(new Discount(
                instant(discount.path("start")),
                instant(discount.path("end")),
                Fraction.of(percent.max(BigDecimal.ZERO).min(HUNDRED)).dividedBy(100),
                Fraction.of(amount.max(BigDecimal.ZERO)).times(periodsAMonth)));
    }

    /** Newer Stripe versions keep the coupon below {@code source}. */
    private static JsonNode coupon(JsonNode discount) {
        return discount.path("coupon").isObject()
                ? discount.path("coupon")
                : discount.path("source").path("coupon");
    }

    private static Instant instant(JsonNode seconds) {
        return number(seconds)
                .filter(value -> value.precision() - value.scale() <= 12)
                .map(value -> Instant.ofEpochSecond(value.longValue()))
                .orElse(null);
    }

    /** A number, or text that is one; empty for one of more digits than any amount needs. */
    private static Optional<BigDecimal> number(JsonNode node) {
        if (node.isNumber()) {
            return ofUsefulSize(node.decimalValue());
        }
        String text = node.asText("");
        if (!node.isTextual() || text.length() > 2 + DIGITS_BEFORE_POINT + DIGITS_AFTER_POINT) {
            return Optional.empty();
        }
        try {
            return ofUsefulSize(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Arithmetic on 1e999999999, or on 0e-999999999, would not end. */
    private static Optional<BigDecimal> ofUsefulSize(BigDecimal value) {
        if (value.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        boolean useful =
                value.precision() - (long) value.scale() <= DIGITS_BEFORE_POINT && value.scale() <= DIGITS_AFTER_POINT;
        return useful ? Optional.of(value) : Optional.empty();
    }
}
