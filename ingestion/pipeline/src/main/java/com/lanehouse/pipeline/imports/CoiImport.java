package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.Event;
import com.lanehouse.events.Json;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads FMCSA's daily file of insurance filings (Licensing and Insurance, active and pending; no header, 11 columns)
 * into {@code carrier.updated}, once per carrier, and {@code coi.filed}, once per row.
 *
 * <p>The choices, each with its reason in {@code docs/import-coi.md}: forms 91 and 91X are auto, 34 is cargo, bonds are
 * rejected; the cancel effective date is the certificate's last day in force; a limit is the policy's own maximum of
 * cover, an excess policy's too; an event happens at 00:00 UTC of the day FMCSA posted the filing.
 *
 * <p>Event ids derive from the content alone: the same file, or a row that tomorrow's file repeats, adds nothing.
 */
public final class CoiImport {
    /** CloudEvent source of every event. */
    public static final String SOURCE = "fmcsa/li";

    private CoiImport() {}

    /**
     * Reads a file.
     *
     * @param file FMCSA's file as published
     * @param sink takes the events in file order, each carrier before its first certificate
     * @throws ImportException when there is no such file, or it is not CSV
     */
    public static ImportReport read(Path file, Consumer<Event> sink) {
        requireNonNull(file, "file is null");
        requireNonNull(sink, "sink is null");
        // FMCSA does not say which; in single bytes every byte is a character, so that fits whatever UTF-8 does not.
        CsvFormat format = CsvRows.isTextIn(StandardCharsets.UTF_8, file)
                ? CsvFormat.DEFAULT
                : new CsvFormat(StandardCharsets.ISO_8859_1, ',');
        Map<String, Carrier> carriers = carriers(file, format);
        ImportTally tally = new ImportTally(file.toString(), sink);
        Set<String> announced = new HashSet<>();
        try (CsvRows rows = CsvRows.open(file, format)) {
            for (CsvRecord row = rows.next(); row != null; row = rows.next()) {
                try {
                    CoiFiling filing = CoiFiling.read(row.getFields());
                    List<Event> events = new ArrayList<>(2);
                    String carrierId = filing.carrierId();
                    if (announced.add(carrierId)) {
                        events.add(carriers.get(carrierId).updated(carrierId));
                    }
                    events.add(filed(filing));
                    tally.use(events);
                } catch (RejectedRow rejected) {
                    tally.reject(row.getStartingLineNumber(), rejected);
                }
            }
        }
        return tally.report();
    }

    /** A carrier exists from its earliest filing, which may be any row: so the file is read once before. */
    private static Map<String, Carrier> carriers(Path file, CsvFormat format) {
        Map<String, Carrier> carriers = new HashMap<>();
        try (CsvRows rows = CsvRows.open(file, format)) {
            for (CsvRecord row = rows.next(); row != null; row = rows.next()) {
                try {
                    CoiFiling filing = CoiFiling.read(row.getFields());
                    carriers.merge(
                            filing.carrierId(),
                            new Carrier(filing.dotNumber(), filing.mcNumber(), filing.posted()),
                            Carrier::and);
                } catch (RejectedRow rejected) {
                    continue; // counted when the row is read again for its events
                }
            }
        }
        return carriers;
    }

    private static Event filed(CoiFiling filing) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("coi_id", filing.coiId())
                .put("carrier_id", filing.carrierId())
                .put("coverage", filing.coverage())
                .put("insurer", filing.insurer())
                .put("policy_number", filing.policyNumber())
                .put("limit_usd", filing.limitUsd())
                .put("effective_on", filing.effective().toString());
        filing.cancels().ifPresent(day -> data.put("expires_on", day.toString()));
        data.put("form", filing.form()).put("kind", filing.kind()).put("underlying_limit_usd", filing.underlyingUsd());
        // Of two events at one instant the greater id is the newer: a cancellation must follow the filing it ends.
        String id = filing.coiId() + filing.cancels().map(day -> "-ends-" + day).orElse("");
        return new Event(id, SOURCE, "coi.filed", filing.carrierId(), startOf(filing.posted()), data);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** What all rows of a carrier say of it together, whatever their order. */
    private record Carrier(String dotNumber, Optional<String> mcNumber, LocalDate since) {
        Carrier and(Carrier other) {
            Optional<String> mc = mcNumber.isEmpty()
                            || (other.mcNumber.isPresent()
                                    && other.mcNumber.get().compareTo(mcNumber.get()) < 0)
                    ? other.mcNumber
                    : mcNumber;
            return new Carrier(dotNumber, mc, since.isBefore(other.since) ? since : other.since);
        }

        Event updated(String carrierId) {
            ObjectNode data = Json.MAPPER.createObjectNode().put("carrier_id", carrierId);
            if (!dotNumber.isEmpty()) {
                data.put("dot_number", dotNumber);
            }
            mcNumber.ifPresent(mc -> data.put("mc_number", mc));
            String id = "carrier-" + ContentHash.of(carrierId, dotNumber, mcNumber.orElse(""), since.toString());
            return new Event(id, SOURCE, "carrier.updated", carrierId, startOf(since), data);
        }
    }
}
