package com.lanehouse.pipeline.ingest;

/** Is told how ingest gets on. */
public interface IngestProgress {
    /**
     * A batch is complete.
     *
     * @param lag records that are on the broker and not yet read, as of the last fetch
     */
    void completed(BatchReport batch, long lag);
}
