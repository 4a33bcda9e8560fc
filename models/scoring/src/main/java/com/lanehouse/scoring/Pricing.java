package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.registry.settings.Entries;
import com.lanehouse.scoring.Guardrails.RateOfChange;
import com.lanehouse.scoring.Guardrails.RegionalCap;
import com.lanehouse.warehouse.reference.ZipCode;
import com.lanehouse.warehouse.reference.ZipCodes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How costs become prices: what the house keeps of a price, by segment and equipment, and the guardrails. Declared in one
 * YAML file, {@code pricing.yaml}; {@code docs/examples/pricing.yaml} shows every entry.
 */
record Pricing(
        BigDecimal defaultMargin,
        Map<String, BigDecimal> margins,
        Guardrails guardrails,
        Map<String, BigDecimal> fallbackPerMile) {
    /** Read when the first cap is. */
    private static final class Places {
        static final Set<String> STATES =
                ZipCodes.load().all().stream().map(ZipCode::state).collect(Collectors.toUnmodifiableSet());
    }

    private static final Set<String> SEGMENTS = Set.of("smb", "mid_market", "enterprise");
    private static final Set<String> EQUIPMENTS = Set.of("van", "reefer", "flatbed");
    private static final BigDecimal USUAL_MARGIN = new BigDecimal("0.15");
    private static final BigDecimal MOST_MARGIN = new BigDecimal("0.9");
    private static final long USUAL_LOADS = 5;

    Pricing {
        requireNonNull(defaultMargin, "defaultMargin is null");
        margins = Map.copyOf(margins);
        fallbackPerMile = Map.copyOf(fallbackPerMile);
        requireNonNull(guardrails, "guardrails is null");
    }

    /** A margin of 0.15 for all and no guardrails. */
    static Pricing usual() {
        return new Pricing(USUAL_MARGIN, Map.of(), Guardrails.NONE, Map.of());
    }

    /**
     * Reads the file's text.
     *
     * @throws IllegalArgumentException naming the entry that is wrong, and what it must be
     */
    static Pricing read(String yaml) {
        Optional<Entries> read = Entries.read(yaml);
        if (read.isEmpty()) {
            return usual();
        }
        Entries entries = read.orElseThrow();
        entries.only(Set.of("default-margin", "margins", "guardrails", "fallback-per-mile"));
        return new Pricing(
                entries.amount("default-margin", BigDecimal.ZERO, MOST_MARGIN).orElse(USUAL_MARGIN),
                margins(entries),
                entries.entries("guardrails").map(Pricing::guardrails).orElse(Guardrails.NONE),
                fallbackPerMile(entries));
    }

    BigDecimal margin(String segment, String equipment) {
        return margins.getOrDefault(segment + "/" + equipment, defaultMargin);
    }

    private static Map<String, BigDecimal> margins(Entries entries) {
        Map<String, BigDecimal> margins = new HashMap<>();
        entries.entries("margins").ifPresent(bySegment -> {
            bySegment.only(SEGMENTS);
            for (String segment : SEGMENTS) {
                bySegment.entries(segment).ifPresent(byEquipment -> {
                    byEquipment.only(EQUIPMENTS);
                    for (String equipment : EQUIPMENTS) {
                        byEquipment
                                .amount(equipment, BigDecimal.ZERO, MOST_MARGIN)
                                .ifPresent(margin -> margins.put(segment + "/" + equipment, margin));
                    }
                });
            }
        });
        return margins;
    }

    private static Map<String, BigDecimal> fallbackPerMile(Entries entries) {
        Map<String, BigDecimal> perMile = new HashMap<>();
        entries.entries("fallback-per-mile").ifPresent(byEquipment -> {
            byEquipment.only(EQUIPMENTS);
            for (String equipment : EQUIPMENTS) {
                byEquipment
                        .amount(equipment, BigDecimal.ZERO, null)
                        .ifPresent(dollars -> perMile.put(equipment, dollars));
            }
        });
        return perMile;
    }

    private static Guardrails guardrails(Entries entries) {
        entries.only(Set.of("rate-of-change", "regional-caps", "minimum-margin", "floor-per-mile", "ceiling-per-mile"));
        return new Guardrails(
                entries.entries("rate-of-change").map(Pricing::rateOfChange),
                regionalCaps(entries),
                entries.amount("minimum-margin", BigDecimal.ZERO, MOST_MARGIN),
                entries.amount("floor-per-mile", BigDecimal.ZERO, null),
                entries.amount("ceiling-per-mile", BigDecimal.ZERO, null));
    }

    private static RateOfChange rateOfChange(Entries entries) {
        entries.only(Set.of("most", "loads"));
        return new RateOfChange(
                entries.required("most", entries.amount("most", BigDecimal.ZERO, null)),
                entries.amount("loads", BigDecimal.ONE, null)
                        .map(BigDecimal::longValue)
                        .orElse(USUAL_LOADS));
    }

    private static List<RegionalCap> regionalCaps(Entries entries) {
        List<RegionalCap> caps = new ArrayList<>();
        for (Entries cap : entries.list("regional-caps")) {
            cap.only(Set.of("state", "equipment", "most-per-mile"));
            caps.add(new RegionalCap(
                    cap.required("state", cap.text("state", Places.STATES)),
                    cap.text("equipment", EQUIPMENTS),
                    cap.required("most-per-mile", cap.amount("most-per-mile", BigDecimal.ZERO, null))));
        }
        return caps;
    }
}
