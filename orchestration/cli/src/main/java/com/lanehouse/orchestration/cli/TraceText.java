package com.lanehouse.orchestration.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.orchestration.trace.TracedRow;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What a row was made of, as indented lines or as JSON. What stands above is not said again. */
final class TraceText {
    private static final String EVENTS = "bronze.events";

    /** Columns that say where a row came from, which the record of Kafka below says better; and what is no text. */
    private static final Set<String> LEFT_OUT = Set.of("ingest_time", "batch_id", "payload", "artifact");

    private final TableCatalog catalog;
    private final boolean payload;
    private final Set<TracedRow> said = new HashSet<>();

    /** @param payload whether events are shown as they were received */
    TraceText(TableCatalog catalog, boolean payload) {
        this.catalog = catalog;
        this.payload = payload;
    }

    List<String> lines(TracedRow traced) {
        List<String> lines = new ArrayList<>();
        lines.add("%s%s"
                .formatted(
                        traced.table(),
                        traced.asOf().map(asOf -> ", computed as of " + asOf).orElse("")));
        add(traced, "  ", lines);
        if (traced.steps().isEmpty()) {
            lines.add("    made of nothing: no row of what it is computed from belongs to it");
        }
        return lines;
    }

    private void add(TracedRow traced, String indent, List<String> lines) {
        Row row = traced.row();
        if (traced.table().equals(EVENTS)) {
            lines.add(indent
                    + RowsTable.printable("Kafka %s/%s/%s of cluster %s, read %s"
                            .formatted(
                                    row.<String>getAs("topic"),
                                    row.<Integer>getAs("partition"),
                                    row.<Long>getAs("offset"),
                                    row.<String>getAs("cluster_id"),
                                    RowsTable.text(row.getAs("ingest_time")))));
            if (payload) {
                lines.add(indent + "  " + RowsTable.printable(payload(row)));
            }
            return;
        }
        boolean again = !said.add(traced);
        lines.add(indent + columns(traced) + (again && !traced.steps().isEmpty() ? "  (as above)" : ""));
        if (again) {
            return;
        }
        for (TracedRow.Step step : traced.steps()) {
            if (!step.table().equals(EVENTS)) {
                lines.add("%s  %,d of %s%s"
                        .formatted(
                                indent,
                                step.count(),
                                step.table(),
                                step.count() > step.rows().size()
                                        ? ", the first " + step.rows().size()
                                        : ""));
            }
            step.rows().forEach(below -> add(below, indent + "    ", lines));
        }
    }

    /** The key first, then what else is known; that of an event begins with what and when it was. */
    private String columns(TracedRow traced) {
        Row row = traced.row();
        Set<String> names = new LinkedHashSet<>();
        if (catalog.table(traced.table()).holdsEvents()) {
            names.add("type");
            names.add("event_time");
        }
        names.addAll(catalog.table(traced.table()).key());
        names.addAll(List.of(row.schema().fieldNames()));
        names.removeAll(LEFT_OUT);
        return names.stream()
                .filter(name -> row.getAs(name) != null)
                .map(name -> name + "=" + RowsTable.cut(RowsTable.text(row.getAs(name))))
                .collect(Collectors.joining("  "));
    }

    ObjectNode json(TracedRow traced) {
        ObjectNode columns = RowJson.of(traced.row());
        columns.remove("artifact");
        if (traced.table().equals(EVENTS)) {
            columns.remove("payload");
            if (payload) {
                columns.put("payload", payload(traced.row()));
            }
        }
        ObjectNode node = columns.objectNode().put("table", traced.table());
        traced.asOf().ifPresent(asOf -> node.put("computed_as_of", asOf.toString()));
        node.set("row", columns);
        if (!said.add(traced)) {
            return node.put("as_above", true);
        }
        ArrayNode steps = node.putArray("made_of");
        for (TracedRow.Step step : traced.steps()) {
            ArrayNode rows = steps.addObject()
                    .put("table", step.table())
                    .put("count", step.count())
                    .putArray("rows");
            step.rows().forEach(below -> rows.add(json(below)));
        }
        return node;
    }

    private static String payload(Row event) {
        return new String(event.<byte[]>getAs("payload"), StandardCharsets.UTF_8);
    }
}
