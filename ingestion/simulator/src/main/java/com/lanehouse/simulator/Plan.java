package com.lanehouse.simulator;

import com.lanehouse.warehouse.WarehouseFiles;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A line of the price list {@code reference/plans.csv}. */
record Plan(String name, String lookupKey, long cents, String interval) {
    static List<Plan> load() {
        List<Plan> plans = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(WarehouseFiles.reader("reference/plans.csv"))) {
            for (NamedCsvRecord line : csv) {
                plans.add(new Plan(
                        line.getField("plan"),
                        line.getField("lookup_key"),
                        new BigDecimal(line.getField("amount_usd"))
                                .movePointRight(2)
                                .longValueExact(),
                        line.getField("interval")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read reference/plans.csv", e);
        }
        return List.copyOf(plans);
    }

    boolean yearly() {
        return interval.equals("year");
    }
}
