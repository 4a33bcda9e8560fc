package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.scoring.Guardrails.RateOfChange;
import com.lanehouse.scoring.Guardrails.RegionalCap;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricingTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "guardrails:", "margins: {}"})
    void what_is_not_said_is_as_usual(String yaml) {
        assertThat(Pricing.read(yaml)).isEqualTo(Pricing.usual());
        assertThat(Pricing.read(yaml).margin("smb", "van")).isEqualTo("0.15");
    }

    @Test
    void a_margin_is_that_of_segment_and_equipment_else_the_default() {
        Pricing pricing = Pricing.read("default-margin: 0.2\nmargins: {smb: {van: 0.1}}");
        assertThat(pricing.margin("smb", "van")).isEqualTo("0.1");
        assertThat(pricing.margin("smb", "reefer")).isEqualTo("0.2");
        assertThat(pricing.margin("enterprise", "van")).isEqualTo("0.2");
    }

    @Test
    void the_example_shows_every_entry() throws IOException {
        Pricing pricing = Pricing.read(Files.readString(example()));
        assertThat(pricing.margin("enterprise", "van")).isEqualTo("0.12");
        assertThat(pricing.guardrails())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(new Guardrails(
                        Optional.of(new RateOfChange(new BigDecimal("0.35"), 5)),
                        List.of(
                                new RegionalCap("FL", Optional.empty(), new BigDecimal("4.50")),
                                new RegionalCap("CA", Optional.of("reefer"), new BigDecimal("6.00"))),
                        Optional.of(new BigDecimal("0.06")),
                        Optional.of(new BigDecimal("0.90")),
                        Optional.of(new BigDecimal("25.00"))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "default-margin: 1 | default-margin is 1, must be a number from 0 to 0.9",
                "default-margin: '0.1' | default-margin is \"0.1\", must be a number from 0 to 0.9",
                "margin: 0.1 | margin is unknown; there are [default-margin, fallback-per-mile, guardrails, margins]",
                "margins: {small: {van: 0.1}} | margins.small is unknown; there are [enterprise, mid_market, smb]",
                "margins: {smb: {truck: 0.1}} | margins.smb.truck is unknown; there are [flatbed, reefer, van]",
                "margins: {smb: {van: -0.1}} | margins.smb.van is -0.1, must be a number from 0 to 0.9",
                "margins: 0.1 | margins is 0.1, must be entries with names",
                "guardrails: {minimum: 0.1} | guardrails.minimum is unknown; there are",
                "guardrails: {rate-of-change: {}} | guardrails.rate-of-change.most is missing",
                "guardrails: {regional-caps: {}} | guardrails.regional-caps is {}, must be a list",
                "guardrails: {regional-caps: [{state: FL}]} | guardrails.regional-caps[0].most-per-mile is missing",
                "guardrails: {regional-caps: [{state: FL, equipment: boat, most-per-mile: 1}]} | regional-caps[0].equipment is boat, must be one of [flatbed, reefer, van]",
                "guardrails: {regional-caps: [{state: fl, most-per-mile: 1}]} | regional-caps[0].state is fl, must be one of [A",
                "fallback-per-mile: {boat: 1} | fallback-per-mile.boat is unknown; there are [flatbed, reefer, van]",
                "guardrails: {floor-per-mile: 3, ceiling-per-mile: 2} | floor-per-mile is 3, above ceiling-per-mile, 2",
                "[1] | the file is [1], must be entries with names",
                "a: [ | not YAML: "
            })
    void a_wrong_entry_is_named_with_what_it_must_be(String yaml, String message) {
        assertThatThrownBy(() -> Pricing.read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.strip());
    }

    private static Path example() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("docs/examples"))) {
            root = root.getParent();
        }
        return root.resolve("docs/examples/pricing.yaml");
    }
}
