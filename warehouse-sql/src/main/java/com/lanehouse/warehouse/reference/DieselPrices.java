package com.lanehouse.warehouse.reference;

import com.lanehouse.warehouse.WarehouseFiles;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.TreeMap;

/**
 * Weekly US retail price of No. 2 diesel in dollars per gallon (EIA). Days after the series reuse it shifted by whole
 * years: such prices are simulated, see {@link #isSimulated}.
 */
public final class DieselPrices {
    private final TreeMap<LocalDate, Double> byWeek;

    private DieselPrices(TreeMap<LocalDate, Double> byWeek) {
        this.byWeek = byWeek;
    }

    /** Reads {@code reference/diesel_weekly.csv} from the classpath. */
    public static DieselPrices load() {
        TreeMap<LocalDate, Double> byWeek = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(WarehouseFiles.reader("reference/diesel_weekly.csv"))) {
            for (NamedCsvRecord line : csv) {
                byWeek.put(LocalDate.parse(line.getField("week")), Double.parseDouble(line.getField("usd_per_gallon")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read reference/diesel_weekly.csv", e);
        }
        return new DieselPrices(byWeek);
    }

    /** The newest price published on or before the day; before the series its first price. */
    public double dollarsPerGallon(LocalDate day) {
        LocalDate shifted = day;
        while (isSimulated(shifted)) {
            shifted = shifted.minusYears(1);
        }
        var week = byWeek.floorEntry(shifted);
        return (week == null ? byWeek.firstEntry() : week).getValue();
    }

    /** True for days past the last published week. */
    public boolean isSimulated(LocalDate day) {
        return day.isAfter(byWeek.lastKey().plusDays(6));
    }
}
