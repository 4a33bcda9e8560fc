package com.lanehouse.orchestration.gate;

import com.lanehouse.jobs.ServiceLevel;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as the job slo-status and the runner leave them, in a lake of their own. */
public final class TestingStatus {
    private static final TableCatalog TABLES = TableCatalog.load();

    private final Path lake;
    private long turn;

    public TestingStatus(Path lake) {
        this.lake = lake;
    }

    /** Every service level with 100 good records, but those that are given with good and total. */
    public TestingStatus measured(String end, Map<String, long[]> others) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ServiceLevel level : ServiceLevel.ALL) {
            long[] counts = others.getOrDefault(level.name(), new long[] {100, 100});
            Map<String, Double> burnRates = new LinkedHashMap<>();
            burnRates.put("5m", null);
            burnRates.put("1h", 2.5);
            Map<String, Object> row = new HashMap<>();
            row.put("slo", level.name());
            row.put("window_end", Instant.parse(end));
            row.put("good", counts[0]);
            row.put("total", counts[1]);
            row.put("ratio", counts[1] == 0 ? null : (double) counts[0] / counts[1]);
            row.put("objective", level.objective().doubleValue());
            row.put("budget_remaining", counts[1] == 0 ? null : 0.5);
            row.put("burn_rates", burnRates);
            row.put(
                    "status",
                    counts[1] < 20
                            ? "no_data"
                            : counts[0] < counts[1] * level.objective().doubleValue() ? "breach" : "ok");
            rows.add(row);
        }
        append("gold.slo_status", rows);
        return this;
    }

    public TestingStatus ran(String job, String asOf, String status) {
        Map<String, Object> row = new HashMap<>();
        row.put("run_id", "run-" + asOf);
        row.put("job", job);
        row.put("as_of", Instant.parse(asOf));
        row.put("started_at", Instant.parse(asOf));
        row.put("finished_at", Instant.parse(asOf));
        row.put("status", status);
        row.put("input_versions", Map.of());
        row.put("batch_id", 0L);
        row.put("job_version", 1);
        append("ops.job_runs", List.of(row));
        return this;
    }

    public TestingStatus probed(String time) {
        Map<String, Object> row = new HashMap<>();
        row.put("event_id", "probe-" + time);
        row.put("source", "test");
        row.put("type", "probe.checked");
        row.put("event_time", Instant.parse(time));
        row.put("ingest_time", Instant.parse(time));
        row.put("batch_id", 1L);
        append("silver.platform", List.of(row));
        return this;
    }

    private void append(String table, List<Map<String, Object>> rows) {
        TableDeclaration declared = withoutConstraints(TABLES.table(table));
        KernelTable.at(lake.resolve(declared.path())).append(declared, rows, "test", ++turn);
    }

    /** Kernel writes no table that has some; and a gate must notice what they would refuse. */
    private static TableDeclaration withoutConstraints(TableDeclaration table) {
        Map<String, String> properties = new HashMap<>(table.properties());
        properties.keySet().removeIf(name -> name.startsWith("delta.constraints."));
        return new TableDeclaration(
                table.layer(),
                table.table(),
                table.comment(),
                table.columns(),
                table.key(),
                table.writeMode(),
                properties,
                table.rules());
    }
}
