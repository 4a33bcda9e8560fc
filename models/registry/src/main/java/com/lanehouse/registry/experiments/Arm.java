package com.lanehouse.registry.experiments;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Set;

/**
 * One way to price in an experiment. One that sets neither margin nor model prices as usual.
 *
 * @param weight share of the experiment's companies, above 0
 * @param margin what is kept of a price, from 0 to 0.9; null for the usual one
 * @param modelAlias alias of the rate model that says the cost: challenger or shadow; null for the champion
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Arm(
        String name,
        double weight,
        BigDecimal margin,
        @JsonProperty("model_alias") String modelAlias) {
    static final BigDecimal MOST_MARGIN = new BigDecimal("0.9");
    static final Set<String> ALIASES = Set.of("challenger", "shadow");

    public Arm {
        requireNonNull(name, "name is null");
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,39}")) {
            throw new IllegalArgumentException(
                    "arm name is '%s', must be up to 40 of a-z, 0-9, _ and -".formatted(name));
        }
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "weight of arm %s is %s, must be above 0 and up to 1".formatted(name, weight));
        }
        if (margin != null && (margin.signum() < 0 || margin.compareTo(MOST_MARGIN) > 0)) {
            throw new IllegalArgumentException(
                    "margin of arm %s is %s, must be from 0 to %s".formatted(name, margin, MOST_MARGIN));
        }
        if (modelAlias != null && !ALIASES.contains(modelAlias)) {
            throw new IllegalArgumentException(
                    "model_alias of arm %s is '%s', must be challenger or shadow".formatted(name, modelAlias));
        }
        if (margin != null && modelAlias != null) {
            throw new IllegalArgumentException(
                    "arm %s sets margin and model_alias: then nobody could tell which of them worked".formatted(name));
        }
    }
}
