package com.lanehouse.pipeline.imports;

import java.util.List;

/** A row by the names of its header. */
record LoadsRow(CsvHeader header, List<String> fields) {
    /** The value without surrounding white space; empty when blank. */
    String get(String column) {
        return fields.get(header.positions().get(column)).strip();
    }
}
