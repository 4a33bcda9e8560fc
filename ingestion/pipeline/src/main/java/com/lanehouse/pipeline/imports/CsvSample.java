package com.lanehouse.pipeline.imports;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a file about which nothing is known yet: how it seems to be written down, and what its columns hold.
 *
 * @param header names of the columns
 * @param columns in file order
 * @param rows rows looked at
 * @param whole whether these are all rows of the file
 * @param otherWidth rows that are longer or shorter than the header; nothing else is known of them
 */
record CsvSample(
        CsvFormat format, CsvHeader header, List<ColumnSample> columns, int rows, boolean whole, int otherWidth) {
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_VALUES = 2_000_000;
    private static final int ROWS_FOR_DELIMITER = 200;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    CsvSample {
        columns = List.copyOf(columns);
    }

    /** @throws ImportException when there is no such file or it is not CSV */
    static CsvSample read(Path csv) {
        CsvFormat format = format(csv);
        try (CsvRows rows = CsvRows.open(csv, format)) {
            CsvHeader header = CsvHeader.read(csv, rows);
            List<List<String>> values = new ArrayList<>();
            header.positions().forEach((name, position) -> values.add(new ArrayList<>()));
            int most = Math.clamp(MOST_VALUES / header.size(), 1, MOST_ROWS);
            int read = 0;
            int otherWidth = 0;
            CsvRecord row = rows.next();
            for (; row != null && read < most; row = rows.next()) {
                read++;
                if (row.getFieldCount() != header.size()) {
                    otherWidth++;
                    continue;
                }
                for (int position = 0; position < values.size(); position++) {
                    values.get(position).add(row.getField(position).strip());
                }
            }
            List<ColumnSample> columns = new ArrayList<>();
            header.positions().forEach((name, position) -> columns.add(new ColumnSample(name, values.get(position))));
            return new CsvSample(format, header, columns, read, row == null, otherWidth);
        }
    }

    private static CsvFormat format(Path csv) {
        Charset charset = charset(csv);
        CsvFormat best = new CsvFormat(charset, ',');
        int most = 0;
        for (char delimiter : DELIMITERS) {
            CsvFormat format = new CsvFormat(charset, delimiter);
            int fields = fieldsOfFittingRows(csv, format);
            if (fields > most) {
                best = format;
                most = fields;
            }
        }
        return best;
    }

    /** UTF-8 unless the bytes contradict; then what spreadsheets in the west write. */
    private static Charset charset(Path csv) {
        if (CsvRows.isTextIn(StandardCharsets.UTF_8, csv)) {
            return StandardCharsets.UTF_8;
        }
        try (InputStream bytes = Files.newInputStream(csv)) {
            int mark = bytes.read() << 8 | bytes.read();
            return mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : Charset.forName("windows-1252");
        } catch (IOException e) {
            throw new ImportException("%s cannot be read: %s; check its permissions".formatted(csv, e.getMessage()), e);
        }
    }

    /** High for the right delimiter: it parts the lines, and all into as many fields as the header. */
    private static int fieldsOfFittingRows(Path csv, CsvFormat format) {
        try (CsvRows rows = CsvRows.open(csv, format)) {
            CsvRecord first = rows.next();
            if (first == null || first.getFieldCount() == 1) {
                return 0;
            }
            int fields = first.getFieldCount();
            for (int read = 0; read < ROWS_FOR_DELIMITER; read++) {
                CsvRecord row = rows.next();
                if (row == null) {
                    break;
                }
                if (row.getFieldCount() == first.getFieldCount()) {
                    fields += row.getFieldCount();
                }
            }
            return fields;
        } catch (ImportException e) {
            return 0; // quotes that do not close in this reading; the reading that is chosen says so to the user
        }
    }
}
