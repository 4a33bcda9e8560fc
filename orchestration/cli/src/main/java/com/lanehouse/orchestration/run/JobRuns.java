package com.lanehouse.orchestration.run;

import com.lanehouse.lake.Lake;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.tables.LostTurnException;
import com.lanehouse.warehouse.TableDeclaration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ops.job_runs}: every run of every job, and each one's last success. Safe for many threads. */
final class JobRuns {
    private static final String SUCCEEDED = "succeeded";
    private static final List<String> COLUMNS =
            List.of("job", "as_of", "started_at", "status", "batch_id", "job_version", "input_versions");

    /** Counts the rows; of two processes that add one at the same time one tries again. */
    private static final String APPLICATION = "job-runs";

    private static final int ROWS_A_TIDYING = 200;

    private final KernelTable table;
    private final TableDeclaration declaration;
    private final Map<String, JobRun> lastSuccess = new HashMap<>();
    private Instant newest;
    private int added;

    JobRuns(Lake lake) {
        this.declaration = lake.catalog().table("ops.job_runs");
        this.table = KernelTable.at(Path.of(lake.path(declaration.name())));
        Map<String, Instant> startedAt = new HashMap<>();
        for (Map<String, Object> row : table.readRows(COLUMNS)) {
            Instant asOf = (Instant) row.get("as_of");
            newest = newest == null || newest.isBefore(asOf) ? asOf : newest;
            String job = (String) row.get("job");
            Instant started = (Instant) row.get("started_at");
            if (row.get("status").equals(SUCCEEDED) && !started.isBefore(startedAt.getOrDefault(job, Instant.MIN))) {
                startedAt.put(job, started);
                lastSuccess.put(job, success(row));
            }
        }
    }

    private static JobRun success(Map<String, Object> row) {
        Map<String, Long> versions = new HashMap<>();
        ((Map<?, ?>) row.get("input_versions")).forEach((name, version) -> versions.put((String) name, (Long) version));
        return new JobRun(
                (Instant) row.get("as_of"), (long) row.get("batch_id"), (int) row.get("job_version"), versions);
    }

    /** The greatest T of any run, also of failed ones; empty before the first. */
    synchronized Optional<Instant> newestAsOf() {
        return Optional.ofNullable(newest);
    }

    synchronized Optional<JobRun> lastSuccess(String job) {
        return Optional.ofNullable(lastSuccess.get(job));
    }

    /** Adds a run, by column. */
    synchronized void add(Map<String, Object> row) {
        boolean stored = false;
        while (!stored) {
            try {
                table.append(declaration, List.of(row), APPLICATION, table.lastTransaction(APPLICATION) + 1);
                stored = true;
            } catch (LostTurnException e) {
                // Another run has added a row in the meantime: the next turn is ours.
            }
        }
        Instant asOf = (Instant) row.get("as_of");
        newest = newest == null || newest.isBefore(asOf) ? asOf : newest;
        if (row.get("status").equals(SUCCEEDED)) {
            lastSuccess.put((String) row.get("job"), success(row));
        }
        if (++added % ROWS_A_TIDYING == 0) {
            table.compact();
            table.deleteUnusedFiles();
        }
    }
}
