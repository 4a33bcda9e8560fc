package com.lanehouse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingExperimentTest {
    /** The version 2 cases of GrowthBook's own SDK tests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "seed|a|0.0505",
                "seed|b|0.2696",
                "foo|ab|0.2575",
                "foo|def|0.2019",
                "89123klj|8952klfjas09ujkasdf|0.124",
                "90850943850283058242805|123|0.7516",
                "()**(%$##$%#$#|___)((*\":&|0.0128"
            })
    void the_hash_is_growthbook_s(String seed, String value, double expected) {
        assertThat(PricingExperiment.growthBookHash(seed, value)).isEqualTo(expected);
    }
}
