package com.lanehouse.pipeline.imports;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of a file's columns. A name that is there twice, or blank, says nothing by itself: such columns are told
 * apart by their number, as in {@code Rate (column 6)} and {@code (column 3)}.
 *
 * @param positions unambiguous name → position from 0, in file order
 * @param repeated name that is there more than once → its unambiguous names
 * @param size how many columns
 */
record CsvHeader(Map<String, Integer> positions, Map<String, List<String>> repeated, int size) {
    CsvHeader {
        positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
        repeated = Collections.unmodifiableMap(new LinkedHashMap<>(repeated));
    }

    /** @throws ImportException when there is no line to be the header */
    static CsvHeader read(Path csv, CsvRows rows) {
        CsvRecord first = rows.next();
        if (first == null) {
            throw new ImportException("%s has blank lines only; it needs a header line".formatted(csv));
        }
        return of(first.getFields());
    }

    static CsvHeader of(List<String> fields) {
        List<String> names = fields.stream().map(String::strip).toList();
        Set<String> seen = new LinkedHashSet<>();
        Map<String, List<String>> repeated = new LinkedHashMap<>();
        for (String name : names) {
            if (!seen.add(name)) {
                repeated.put(name, new ArrayList<>());
            }
        }
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int position = 0; position < names.size(); position++) {
            String name = names.get(position);
            String numbered = "%s (column %d)".formatted(name, position + 1).strip();
            if (repeated.containsKey(name)) {
                repeated.get(name).add(numbered);
            }
            positions.put(name.isEmpty() || repeated.containsKey(name) ? numbered : name, position);
        }
        repeated.remove("");
        return new CsvHeader(positions, repeated, names.size());
    }

    /** @throws ImportException when the mapping reads a column that is not there or whose name is there twice */
    void require(Path csv, LoadsMapping mapping) {
        mapping.columns().forEach((column, key) -> {
            if (repeated.containsKey(column)) {
                throw new ImportException(
                        "%s has more than one column '%s', which %s of mapping %s reads; write '%s' there, or rename one"
                                .formatted(
                                        csv, column, key, mapping.file(), String.join("' or '", repeated.get(column))));
            }
            if (!positions.containsKey(column)) {
                throw new ImportException("%s has no column '%s', which %s of mapping %s reads%s"
                        .formatted(csv, column, key, mapping.file(), Suggestion.sentence(column, positions.keySet())));
            }
        });
    }
}
