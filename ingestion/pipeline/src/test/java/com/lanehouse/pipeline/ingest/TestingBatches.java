package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.EventTypes;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Batches of ingest without the broker they would be read from. */
public final class TestingBatches {
    private static final EventTypes TYPES = EventTypes.load();

    private final IngestTables tables;
    private final ArrivalReader reader;
    private long offset;

    /** @param lake in which tables are made that it lacks */
    public TestingBatches(Path lake) {
        TableCatalog catalog = TableCatalog.load();
        this.tables = new IngestTables(lake, catalog, TYPES);
        this.reader = new ArrivalReader(TYPES, catalog);
    }

    /** Ingests one batch; what cannot be read becomes a dead letter. */
    public void ingest(List<Record> records) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Record record : records) {
            arrivals.add(reader.read(
                    new Position(record.topic(), 0, offset++), record.value().getBytes(StandardCharsets.UTF_8)));
        }
        arrivals.sort(Comparator.comparing(Arrival::position));
        BatchLog log = BatchLog.read(tables);
        try (IdentityIndex index = IdentityIndexes.open(tables, log)) {
            new IngestBatch(tables, index, "cluster-1", step -> {}).ingest(arrivals, log.newestBatchId() + 1, false);
        }
    }

    /** A record's topic, and the CloudEvent that it holds as JSON. */
    public record Record(String topic, String value) {}
}
