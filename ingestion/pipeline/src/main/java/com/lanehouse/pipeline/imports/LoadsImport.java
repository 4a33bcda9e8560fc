package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.Event;
import com.lanehouse.events.Json;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads a user's load history, one load a row, into {@code quote.priced}, {@code quote.booked} and {@code load.covered}.
 *
 * <p>The number of the row, rejected ones counted, names the quote: {@code gs-00000017} is the 17th. So quote ids sort
 * as the file does, a second import adds nothing, and a file whose rejected rows were mended in place adds just those.
 *
 * <p>Unless the mapping says otherwise price and cost estimate are the carrier cost itself: a history tells what a load
 * cost, not what anybody expected. A feature must therefore never be made of either.
 */
public final class LoadsImport {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final long MOST_ROWS = 99_999_999;

    private final LoadsMapping mapping;
    private final ChoiceField equipment;
    private final LoadIdLines loadIds = new LoadIdLines();

    private LoadsImport(LoadsMapping mapping, ChoiceField equipment) {
        this.mapping = mapping;
        this.equipment = equipment;
    }

    /**
     * Reads a file.
     *
     * @param csv a header line, then one load a row
     * @param sink takes the events in file order: quote, booking, cover of each row
     * @throws ImportException when there is no such file, it is not CSV, or its header and the mapping do not fit
     */
    public static ImportReport read(Path csv, LoadsMapping mapping, Consumer<Event> sink) {
        requireNonNull(csv, "csv is null");
        requireNonNull(mapping, "mapping is null");
        requireNonNull(sink, "sink is null");
        return new LoadsImport(mapping, rankedEquipment(csv, mapping)).read(csv, sink);
    }

    private ImportReport read(Path csv, Consumer<Event> sink) {
        ImportTally tally = new ImportTally(csv.toString(), sink);
        try (CsvRows rows = CsvRows.open(csv, mapping.format())) {
            CsvHeader header = header(csv, mapping, rows);
            long number = 0;
            for (CsvRecord row = rows.next(); row != null; row = rows.next()) {
                if (++number > MOST_ROWS) {
                    throw new ImportException("%s has more than %,d rows; import it in parts, each with its own source"
                            .formatted(csv, MOST_ROWS));
                }
                long line = row.getStartingLineNumber();
                try {
                    tally.use(events(number, line, row(header, row)));
                } catch (RejectedRow rejected) {
                    tally.reject(line, rejected);
                }
            }
        }
        return tally.report();
    }

    /** Ranks are known once the whole file was read, so it is read once before when the mapping asks for them. */
    private static ChoiceField rankedEquipment(Path csv, LoadsMapping mapping) {
        ChoiceField equipment = mapping.equipment();
        if (!equipment.needsFrequencies()) {
            return equipment;
        }
        Map<String, Long> rowsByWord = new HashMap<>();
        try (CsvRows rows = CsvRows.open(csv, mapping.format())) {
            CsvHeader header = header(csv, mapping, rows);
            for (CsvRecord row = rows.next(); row != null; row = rows.next()) {
                if (row.getFieldCount() == header.size()) {
                    rowsByWord.merge(
                            new LoadsRow(header, row.getFields())
                                    .get(equipment.text().column()),
                            1L,
                            Long::sum);
                }
            }
        }
        return equipment.ranked(rowsByWord);
    }

    private static CsvHeader header(Path csv, LoadsMapping mapping, CsvRows rows) {
        CsvHeader header = CsvHeader.read(csv, rows);
        header.require(csv, mapping);
        return header;
    }

    private static LoadsRow row(CsvHeader header, CsvRecord row) throws RejectedRow {
        if (row.getFieldCount() != header.size()) {
            throw new RejectedRow(
                    "wrong_columns", "has %d columns, not %d".formatted(row.getFieldCount(), header.size()));
        }
        return new LoadsRow(header, row.getFields());
    }

    private List<Event> events(long number, long line, LoadsRow row) throws RejectedRow {
        String quoteId = "%s%08d".formatted(mapping.idPrefix(), number);
        ZonedDateTime pickup = mapping.pickup().in(row);
        ObjectNode priced = priced(quoteId, row);
        BigDecimal cost = mapping.carrierCost().requiredIn(row);
        BigDecimal price = money(mapping.price(), row, cost);
        requireCurrency(priced.get("currency").textValue(), row);
        boolean fuelIncluded = Boolean.parseBoolean(mapping.fuelIncluded().in(row));
        String carrierId = mapping.carrierId().requiredIn(row);
        Instant quoted = pickup.toInstant().minus(mapping.quotedBeforePickup());
        Instant known = pickup.toInstant().plus(mapping.knownAfter());

        priced.put("pickup_date", pickup.toLocalDate().toString())
                .put("cost_estimate", money(mapping.costEstimate(), row, cost))
                .put("price", price)
                .put("fuel_included", fuelIncluded);
        String loadId = loadId(quoteId, line, row);
        ObjectNode booked = Json.MAPPER
                .createObjectNode()
                .put("quote_id", quoteId)
                .put("load_id", loadId)
                .put("booked_price", price);
        ObjectNode covered = Json.MAPPER
                .createObjectNode()
                .put("load_id", loadId)
                .put("quote_id", quoteId)
                .put("carrier_id", carrierId)
                .put("carrier_cost", cost)
                .put("fuel_included", fuelIncluded);
        return List.of(
                event(quoteId, "quote.priced", quoted, priced),
                event(quoteId, "quote.booked", quoted, booked),
                event(quoteId, "load.covered", known, covered));
    }

    private ObjectNode priced(String quoteId, LoadsRow row) throws RejectedRow {
        ObjectNode priced = Json.MAPPER
                .createObjectNode()
                .put("quote_id", quoteId)
                .put("company_id", mapping.companyId().requiredIn(row))
                .put("segment", mapping.segment().in(row));
        priced.set("origin", mapping.origin().in(row));
        priced.set("destination", mapping.destination().in(row));
        priced.put("equipment", equipment.in(row));
        if (mapping.weight().isPresent()) {
            mapping.weight().get().positiveIn(row).ifPresent(pounds -> priced.put("weight_lbs", pounds));
        }
        // No service answered: no model priced it, and no time was spent.
        return priced.put("miles", mapping.miles().requiredIn(row))
                .put("currency", currency(row))
                .put("rate_source", "fallback")
                .put("latency_ms", 0);
    }

    private String currency(LoadsRow row) throws RejectedRow {
        String currency = mapping.currency().requiredIn(row).toUpperCase(Locale.ROOT);
        if (!CURRENCY.matcher(currency).matches()) {
            throw new RejectedRow("bad_currency", "currency '%s' is not 3 letters".formatted(currency));
        }
        return currency;
    }

    private String loadId(String quoteId, long line, LoadsRow row) throws RejectedRow {
        if (mapping.loadId().isEmpty()) {
            return quoteId + "-load";
        }
        String loadId = mapping.loadId().get().requiredIn(row);
        OptionalLong before = loadIds.putIfAbsent(loadId, line);
        if (before.isPresent()) {
            throw new RejectedRow(
                    "duplicate_load_id", "load-id '%s' is on line %d already".formatted(loadId, before.getAsLong()));
        }
        return loadId;
    }

    private void requireCurrency(String currency, LoadsRow row) throws RejectedRow {
        mapping.carrierCost().requireCurrency(currency, row);
        for (Optional<NumberField> amount : List.of(mapping.price(), mapping.costEstimate())) {
            if (amount.isPresent()) {
                amount.get().requireCurrency(currency, row);
            }
        }
    }

    private static BigDecimal money(Optional<NumberField> field, LoadsRow row, BigDecimal cost) throws RejectedRow {
        return field.isPresent() ? field.get().requiredIn(row) : cost;
    }

    private Event event(String quoteId, String type, Instant time, ObjectNode data) {
        String id = quoteId + "-" + type.substring(type.indexOf('.') + 1);
        return new Event(id, mapping.source(), type, quoteId, time, data);
    }
}
