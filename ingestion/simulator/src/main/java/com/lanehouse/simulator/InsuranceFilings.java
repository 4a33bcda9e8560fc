package com.lanehouse.simulator;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Insurers, limits and lead times as often as they occur in the FMCSA Licensing & Insurance daily file of 2025-09-03.
 */
final class InsuranceFilings {
    private final Column insurers = new Column();
    private final Column autoLimits = new Column();
    private final Column cancelLeadDays = new Column();

    private static final class Column {
        private final List<String> values = new ArrayList<>();
        private final List<Double> filings = new ArrayList<>();
        private double[] weights;

        String draw(Chance chance) {
            if (weights == null) {
                weights = filings.stream().mapToDouble(Double::doubleValue).toArray();
            }
            return values.get(chance.weighted(weights));
        }
    }

    static InsuranceFilings load() {
        InsuranceFilings filings = new InsuranceFilings();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        InsuranceFilings.class.getResourceAsStream("fmcsa_filings.csv"), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord line : csv) {
                Column column = switch (line.getField("kind")) {
                    case "insurer" -> filings.insurers;
                    case "auto_limit_usd" -> filings.autoLimits;
                    case "cancel_lead_days" -> filings.cancelLeadDays;
                    default ->
                        throw new IllegalStateException(
                                "fmcsa_filings.csv has a line of kind " + line.getField("kind"));
                };
                column.values.add(line.getField("value"));
                column.filings.add(Double.parseDouble(line.getField("filings")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read fmcsa_filings.csv", e);
        }
        return filings;
    }

    String drawInsurer(Chance chance) {
        return insurers.draw(chance);
    }

    /** The limit of a primary auto policy in dollars. */
    long drawAutoLimit(Chance chance) {
        return Long.parseLong(autoLimits.draw(chance));
    }

    /** Days from the filing of a policy to the day its cancellation takes effect, at least 30. */
    int drawCancelLeadDays(Chance chance) {
        return Integer.parseInt(cancelLeadDays.draw(chance)) + chance.below(15);
    }
}
