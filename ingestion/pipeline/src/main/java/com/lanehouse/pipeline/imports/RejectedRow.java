package com.lanehouse.pipeline.imports;

/** A row that cannot become events; caught by the importer that read the row and counted by reason. */
final class RejectedRow extends Exception {
    private final String reason;

    /**
     * @param reason name under which it is counted, such as {@code bad_date}
     * @param detail what is wrong, naming the field and quoting its value
     */
    RejectedRow(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
