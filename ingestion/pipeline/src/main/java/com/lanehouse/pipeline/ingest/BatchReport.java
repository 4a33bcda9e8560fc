package com.lanehouse.pipeline.ingest;

/**
 * What one ingest batch did.
 *
 * @param rowsRead records read from the broker
 * @param events rows added to {@code bronze.events}
 * @param deadLetters rows added to {@code bronze.dead_letters}
 * @param silverRows rows added to silver
 * @param duplicates arrivals dropped because their identity was known
 */
public record BatchReport(
        long batchId, long rowsRead, long events, long deadLetters, long silverRows, long duplicates) {
    /** The sum of two reports, with the newer batch id. */
    public BatchReport plus(BatchReport next) {
        return new BatchReport(
                next.batchId,
                rowsRead + next.rowsRead,
                events + next.events,
                deadLetters + next.deadLetters,
                silverRows + next.silverRows,
                duplicates + next.duplicates);
    }
}
