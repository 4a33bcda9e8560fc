package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the house keeps of a price, by segment and equipment: {@code pricing.yaml} with {@code default-margin} and
 * {@code margins: {segment: {equipment: margin}}}.
 */
final class Margins {
    private static final BigDecimal USUAL = new BigDecimal("0.15");
    private static final BigDecimal MOST = new BigDecimal("0.9");

    private final BigDecimal otherwise;
    private final Map<String, BigDecimal> bySegmentAndEquipment;

    private Margins(BigDecimal otherwise, Map<String, BigDecimal> bySegmentAndEquipment) {
        this.otherwise = otherwise;
        this.bySegmentAndEquipment = Map.copyOf(bySegmentAndEquipment);
    }

    /** 0.15 for all. */
    static Margins usual() {
        return new Margins(USUAL, Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming the entry that is not a margin
     */
    static Margins read(Path file) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            Map<String, BigDecimal> margins = new HashMap<>();
            root.path("margins")
                    .properties()
                    .forEach(segment -> segment.getValue()
                            .properties()
                            .forEach(equipment -> margins.put(
                                    segment.getKey() + "/" + equipment.getKey(),
                                    margin(
                                            equipment.getValue(),
                                            "%s: margins.%s.%s"
                                                    .formatted(file, segment.getKey(), equipment.getKey())))));
            JsonNode otherwise = root.path("default-margin");
            return new Margins(
                    otherwise.isMissingNode() ? USUAL : margin(otherwise, file + ": default-margin"), margins);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    BigDecimal margin(String segment, String equipment) {
        return bySegmentAndEquipment.getOrDefault(segment + "/" + equipment, otherwise);
    }

    /** price = cost ÷ (1 − margin), in cents, rounded half up. */
    static BigDecimal price(double cost, BigDecimal margin) {
        return BigDecimal.valueOf(cost).divide(BigDecimal.ONE.subtract(margin), 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal margin(JsonNode value, String entry) {
        if (!value.isNumber()
                || value.decimalValue().signum() < 0
                || value.decimalValue().compareTo(MOST) > 0) {
            throw new IllegalArgumentException("%s is %s, must be a number from 0 to 0.9".formatted(entry, value));
        }
        return value.decimalValue();
    }
}
