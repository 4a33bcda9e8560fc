package com.lanehouse.warehouse.reference;

import com.lanehouse.warehouse.WarehouseFiles;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/** All US ZIP codes that have a state and a place, ordered by ZIP. */
public final class ZipCodes {
    private final TreeMap<String, ZipCode> byZip;

    private ZipCodes(TreeMap<String, ZipCode> byZip) {
        this.byZip = byZip;
    }

    /** Reads {@code reference/zip_codes.csv} from the classpath. */
    public static ZipCodes load() {
        TreeMap<String, ZipCode> byZip = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(WarehouseFiles.reader("reference/zip_codes.csv"))) {
            for (NamedCsvRecord line : csv) {
                ZipCode zipCode = new ZipCode(
                        line.getField("zip"),
                        line.getField("city"),
                        line.getField("state"),
                        Double.parseDouble(line.getField("latitude")),
                        Double.parseDouble(line.getField("longitude")));
                byZip.put(zipCode.zip(), zipCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read reference/zip_codes.csv", e);
        }
        return new ZipCodes(byZip);
    }

    /** The ZIP code; a ZIP+4 is looked up by its first five digits. Empty when unknown. */
    public Optional<ZipCode> find(String zip) {
        return zip == null || zip.length() < 5 ? Optional.empty() : Optional.ofNullable(byZip.get(zip.substring(0, 5)));
    }

    public Collection<ZipCode> all() {
        return Collections.unmodifiableCollection(byZip.values());
    }
}
