package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.EventTypes;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.tables.TableCreation;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables that ingest writes, made when the lake lacks them. */
final class IngestTables {
    static final String EVENTS = "bronze.events";
    static final String DEAD_LETTERS = "bronze.dead_letters";
    static final String BATCHES = "ops.ingest_batches";

    private static final Duration UNUSED_DELETED_EVERY = Duration.ofHours(1);

    private final Path lake;
    private final TableCatalog catalog;
    private final List<String> families;
    private final Map<String, KernelTable> tables = new LinkedHashMap<>();
    private Instant unusedDeleted = Instant.EPOCH;

    IngestTables(Path lake, TableCatalog catalog, EventTypes types) {
        this.lake = lake.toAbsolutePath().normalize();
        this.catalog = catalog;
        this.families = List.copyOf(types.families());
        List<String> names = new ArrayList<>(List.of(EVENTS, DEAD_LETTERS));
        families.forEach(family -> names.add("silver." + family));
        names.add(BATCHES);
        TableCreation.createMissing(
                this.lake, names.stream().map(catalog::table).toList());
        names.forEach(name -> tables.put(
                name, KernelTable.at(this.lake.resolve(catalog.table(name).path()))));
    }

    Path lake() {
        return lake;
    }

    KernelTable table(String name) {
        return tables.get(name);
    }

    KernelTable silver(String family) {
        return tables.get("silver." + family);
    }

    List<String> families() {
        return families;
    }

    List<ColumnDeclaration> columns(String name) {
        return catalog.table(name).columns();
    }

    /** The tables whose versions make a consistent cut: bronze and silver. */
    List<String> cut() {
        return tables.keySet().stream().filter(name -> !name.equals(BATCHES)).toList();
    }

    /** Joins the small files that many batches leave behind, and deletes, now and then, what nobody reads any more. */
    void tidy() {
        tables.values().forEach(KernelTable::compact);
        if (unusedDeleted.plus(UNUSED_DELETED_EVERY).isBefore(Instant.now())) {
            tables.values().forEach(KernelTable::deleteUnusedFiles);
            unusedDeleted = Instant.now();
        }
    }

    Path identityFolder() {
        return lake.resolve("_checkpoints").resolve("identities");
    }
}
