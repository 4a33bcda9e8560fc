package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the columns of somebody's load history become quotes and loads. Read from YAML; every key is explained in
 * {@code docs/import-loads.md}.
 *
 * @param file the mapping's own file, for messages
 * @param source CloudEvent source; with the row's number the identity of what is imported
 * @param idPrefix starts every quote id
 * @param format of the CSV file
 * @param weight absent when the history has none
 * @param price absent: the carrier cost
 * @param costEstimate absent: the carrier cost
 * @param loadId absent: named after the quote
 * @param quotedBeforePickup span from the quote and its booking to the pickup
 * @param knownAfter span from the pickup to the moment the carrier cost is known
 */
public record LoadsMapping(
        Path file,
        String source,
        String idPrefix,
        CsvFormat format,
        TextField companyId,
        ChoiceField segment,
        PlaceField origin,
        PlaceField destination,
        ChoiceField equipment,
        TimeField pickup,
        NumberField miles,
        Optional<NumberField> weight,
        NumberField carrierCost,
        Optional<NumberField> price,
        Optional<NumberField> costEstimate,
        TextField currency,
        ChoiceField fuelIncluded,
        TextField carrierId,
        Optional<TextField> loadId,
        Duration quotedBeforePickup,
        Duration knownAfter) {
    private static final Set<String> SEGMENTS = Set.of("smb", "mid_market", "enterprise");
    private static final Set<String> EQUIPMENT = Set.of("van", "reefer", "flatbed");
    private static final Set<String> TRUTH = Set.of("true", "false");
    private static final String[] KEYS = {
        "source",
        "id-prefix",
        "csv",
        "company-id",
        "segment",
        "origin",
        "destination",
        "equipment",
        "pickup",
        "miles",
        "weight",
        "carrier-cost",
        "price",
        "cost-estimate",
        "currency",
        "fuel-included",
        "carrier-id",
        "load-id",
        "quoted-before-pickup",
        "known-after"
    };

    private static final String[] REQUIRED = {
        "source",
        "company-id",
        "segment",
        "origin",
        "destination",
        "equipment",
        "pickup",
        "miles",
        "carrier-cost",
        "fuel-included",
        "carrier-id"
    };

    public LoadsMapping {
        requireNonNull(file, "file is null");
        requireNonNull(source, "source is null");
        requireNonNull(idPrefix, "idPrefix is null");
        requireNonNull(format, "format is null");
        requireNonNull(companyId, "companyId is null");
        requireNonNull(segment, "segment is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(equipment, "equipment is null");
        requireNonNull(pickup, "pickup is null");
        requireNonNull(miles, "miles is null");
        requireNonNull(weight, "weight is null");
        requireNonNull(carrierCost, "carrierCost is null");
        requireNonNull(price, "price is null");
        requireNonNull(costEstimate, "costEstimate is null");
        requireNonNull(currency, "currency is null");
        requireNonNull(fuelIncluded, "fuelIncluded is null");
        requireNonNull(carrierId, "carrierId is null");
        requireNonNull(loadId, "loadId is null");
        requireNonNull(quotedBeforePickup, "quotedBeforePickup is null");
        requireNonNull(knownAfter, "knownAfter is null");
    }

    /**
     * Reads a mapping.
     *
     * @throws ImportException when the file is missing, no YAML, or says something the importer does not know; the
     *     message names the file and the key
     */
    public static LoadsMapping read(Path yaml) {
        MappingNode root = MappingNode.read(requireNonNull(yaml, "yaml is null"))
                .allowing(KEYS)
                .filledIn(REQUIRED);
        String source = root.required("source").text();
        Optional<MappingNode> csv = root.optional("csv").map(node -> node.allowing("delimiter", "decimal", "charset"));
        char decimal = csv.flatMap(node -> node.optional("decimal"))
                .map(NumberField::decimalMark)
                .orElse('.');
        return new LoadsMapping(
                yaml,
                source,
                root.optional("id-prefix").map(MappingNode::text).orElse(source + "-"),
                csv.map(LoadsMapping::format).orElse(CsvFormat.DEFAULT),
                TextField.read(root.required("company-id")),
                ChoiceField.read(root.required("segment"), SEGMENTS),
                PlaceField.read(root.required("origin")),
                PlaceField.read(root.required("destination")),
                ChoiceField.readRankable(root.required("equipment"), EQUIPMENT),
                TimeField.read(root.required("pickup")),
                NumberField.measure(root.required("miles"), NumberField.MILES, decimal),
                root.optional("weight").map(node -> NumberField.measure(node, NumberField.POUNDS, decimal)),
                NumberField.money(root.required("carrier-cost"), decimal),
                root.optional("price").map(node -> NumberField.money(node, decimal)),
                root.optional("cost-estimate").map(node -> NumberField.money(node, decimal)),
                root.optional("currency").map(TextField::read).orElse(TextField.constant("currency", "USD")),
                ChoiceField.read(root.required("fuel-included"), TRUTH),
                TextField.read(root.required("carrier-id")),
                root.optional("load-id").map(TextField::read),
                root.optional("quoted-before-pickup").map(MappingNode::duration).orElse(Duration.ZERO),
                root.optional("known-after").map(MappingNode::duration).orElse(Duration.ofDays(1)));
    }

    private static CsvFormat format(MappingNode csv) {
        return new CsvFormat(
                csv.optional("charset").map(LoadsMapping::charset).orElse(CsvFormat.DEFAULT.charset()),
                csv.optional("delimiter").map(LoadsMapping::delimiter).orElse(CsvFormat.DEFAULT.delimiter()));
    }

    private static char delimiter(MappingNode node) {
        char delimiter = node.character();
        if (delimiter == '"' || delimiter == '\r' || delimiter == '\n') {
            throw node.error("cannot be a quote or a line break");
        }
        return delimiter;
    }

    private static Charset charset(MappingNode node) {
        try {
            return Charset.forName(node.text());
        } catch (IllegalArgumentException e) {
            throw node.error("'%s' is not a charset such as UTF-8 or windows-1252".formatted(node.text()));
        }
    }

    /** Every column that is read → the key that reads it, for the one who must mend the mapping. */
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns(columns, companyId.key(), companyId.columns());
        columns(columns, "segment", segment.text().columns());
        columns(columns, "origin", origin.columns());
        columns(columns, "destination", destination.columns());
        columns(columns, "equipment", equipment.text().columns());
        columns(columns, "pickup", pickup.text().columns());
        columns(columns, "miles", miles.columnNames());
        weight.ifPresent(field -> columns(columns, "weight", field.columnNames()));
        columns(columns, "carrier-cost", carrierCost.columnNames());
        price.ifPresent(field -> columns(columns, "price", field.columnNames()));
        costEstimate.ifPresent(field -> columns(columns, "cost-estimate", field.columnNames()));
        columns(columns, "currency", currency.columns());
        columns(columns, "fuel-included", fuelIncluded.text().columns());
        columns(columns, "carrier-id", carrierId.columns());
        loadId.ifPresent(field -> columns(columns, "load-id", field.columns()));
        return columns;
    }

    private static void columns(Map<String, String> into, String key, Set<String> columns) {
        columns.forEach(column -> into.putIfAbsent(column, key));
    }
}
