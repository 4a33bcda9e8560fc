package com.lanehouse.pipeline.imports;

import java.util.List;
import java.util.Map;

/** A row by the names of its header. */
record LoadsRow(Map<String, Integer> header, List<String> fields) {
    /** The value without surrounding white space; empty when blank. */
    String get(String column) {
        return fields.get(header.get(column)).strip();
    }
}
