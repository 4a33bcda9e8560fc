package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.lake.ChangesUnknownException;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.RowsBy;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds what of one job must be computed: the groups of rows that came since its last success, of rows that time has
 * reached, and of deadlines that passed; everything where that cannot be told.
 */
final class ScopeFinder {
    /** Beyond this, reading everything costs no more than looking for so many groups. */
    private static final int MOST_GROUPS = 200_000;

    private final Job job;
    private final Lake lake;
    private final Cut cut;
    private final Map<String, Long> versions;
    private final EntityReader entities;
    private final Arrivals arrivals;

    /**
     * @param lake with a session of its own, in which views are made
     * @param versions of the tables that the job reads in this run
     */
    ScopeFinder(Job job, Lake lake, Cut cut, Map<String, Long> versions, EntityReader entities, Arrivals arrivals) {
        this.job = job;
        this.lake = lake;
        this.cut = cut;
        this.versions = versions;
        this.entities = entities;
        this.arrivals = arrivals;
    }

    /** @param last the job's last success; empty when there is none */
    Scope find(Optional<JobRun> last, boolean full) {
        if (full) {
            return Scope.Everything.because("a full run was asked for");
        }
        if (last.isEmpty()) {
            return Scope.Everything.because("the job has not succeeded before");
        }
        JobRun before = last.get();
        if (before.jobVersion() != job.version()) {
            return Scope.Everything.because("the job is of version %d, its tables are of version %d"
                    .formatted(job.version(), before.jobVersion()));
        }
        if (!before.inputVersions().keySet().equals(versions.keySet())) {
            return Scope.Everything.because("the job reads other tables than before");
        }
        if (cut.batchId() < before.batchId()) {
            return Scope.Everything.because("the lake holds fewer batches of ingest than the last run saw");
        }
        if (cut.batchId() == 0 && job.reads().stream().anyMatch(this::holdsEvents)) {
            return Scope.Everything.because("ingest has no complete batch, so new rows cannot be told from old ones");
        }
        try {
            return job.groups().isEmpty() ? withoutGroups(before) : groups(before);
        } catch (ChangesUnknownException e) {
            return Scope.Everything.because(e.getMessage());
        }
    }

    private Scope withoutGroups(JobRun before) {
        if (job.inputs().size() == 1 && job.inputs().getFirst() instanceof Input.InOrder input) {
            return inOrder(input, before);
        }
        if (!before.asOf().equals(cut.asOf())) {
            return Scope.Everything.because("the instant moved from %s to %s".formatted(before.asOf(), cut.asOf()));
        }
        for (Input input : job.inputs()) {
            if (hasChanged(input, before)) {
                return Scope.Everything.because(input.table() + " has changed");
            }
        }
        return new Scope.Nothing(List.of("no table that it reads has changed, and the instant is the same"));
    }

    private Scope inOrder(Input.InOrder input, JobRun before) {
        String table = input.table();
        long seen = before.inputVersions().get(table);
        if (before.asOf().equals(cut.asOf()) && versions.get(table) == seen) {
            return new Scope.Nothing(List.of("%s has not changed, and the instant is the same".formatted(table)));
        }
        String first = job.writes().getFirst();
        long version = lake.version(first);
        Timestamp stored = lake.readAt(first, version)
                .agg(functions.max(Input.InOrder.KNOWN_BEFORE))
                .first()
                .getTimestamp(0);
        if (stored == null) {
            return Scope.Everything.because("nothing is stored from which it could go on");
        }
        Timestamp earliest = versions.get(table) == seen
                ? null
                : lake.changes(table, seen, versions.get(table))
                        .agg(functions.min(input.time()))
                        .first()
                        .getTimestamp(0);
        return earliest != null && earliest.before(stored)
                ? Scope.Everything.because("a row of %s of %s has changed, which all that follows rests on"
                        .formatted(table, earliest.toInstant()))
                : new Scope.Onwards(
                        stored.toInstant(), version, List.of("no row of %s before that has changed".formatted(table)));
    }

    private boolean hasChanged(Input input, JobRun before) {
        String table = input.table();
        long seen = before.inputVersions().get(table);
        if (versions.get(table) <= seen) {
            return false;
        }
        return holdsEvents(table)
                ? arrivals.mayBeIn(table, before) && !changed(input, before).isEmpty()
                : lake.rowsChanged(table, seen, versions.get(table));
    }

    private Scope groups(JobRun before) {
        lake.read(job.writes().getFirst()).createOrReplaceTempView("stored");
        Set<Row> touched = new LinkedHashSet<>();
        List<String> reasons = new ArrayList<>();
        for (Input input : job.inputs()) {
            boolean sameVersion =
                    versions.get(input.table()).equals(before.inputVersions().get(input.table()));
            boolean timeCounts = holdsEvents(input.table()) || !input.reached().equals("false");
            if (sameVersion && (!timeCounts || cut.asOf().equals(before.asOf())) || isQuiet(input, before)) {
                continue;
            }
            if (input instanceof Input.Whole) {
                if (hasChanged(input, before)) {
                    return Scope.Everything.because(input.table() + ", which all of it rests on, has changed");
                }
                continue;
            }
            changed(input, before).createOrReplaceTempView("changed");
            if (input instanceof Input.Related related && related.touched().isEmpty()) {
                referringTo(related).createOrReplaceTempView("referring");
            }
            collect(
                    touchedBy(input),
                    before,
                    "rows of " + input.table() + " that came, went or were reached by time",
                    touched,
                    reasons);
        }
        if (!cut.asOf().equals(before.asOf())) {
            for (String deadline : job.deadlines()) {
                collect(deadline, before, "deadlines that passed", touched, reasons);
            }
        }
        if (touched.isEmpty()) {
            return new Scope.Nothing(List.of("nothing that it rests on has changed since " + before.asOf()));
        }
        if (touched.size() > MOST_GROUPS) {
            return Scope.Everything.because("more than %,d groups are touched".formatted(MOST_GROUPS));
        }
        List<Row> rows = List.copyOf(touched);
        return new Scope.Groups(lake.rows(rows, groupColumns()), rows, reasons);
    }

    private void collect(String query, JobRun before, String why, Set<Row> touched, List<String> reasons) {
        Dataset<Row> found = lake.session()
                .sql(query, Map.of("since", Timestamp.from(before.asOf()), "as_of", Timestamp.from(cut.asOf())))
                .na()
                .drop()
                .distinct();
        int known = touched.size();
        StructType columns = groupColumns();
        if (found.columns().length != columns.length()) {
            throw new IllegalStateException("%s: %s gives %d columns, its groups have %d"
                    .formatted(job.name(), query, found.columns().length, columns.length()));
        }
        touched.addAll(found.toDF(columns.fieldNames()).limit(MOST_GROUPS + 1).collectAsList().stream()
                .map(ScopeFinder::plain)
                .toList());
        if (touched.size() > known) {
            reasons.add("%,d groups by %s".formatted(touched.size() - known, why));
        }
    }

    /** Without its schema a row equals another of the same values, wherever it came from. */
    private static Row plain(Row row) {
        Object[] values = new Object[row.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return org.apache.spark.sql.RowFactory.create(values);
    }

    private String touchedBy(Input input) {
        return switch (input) {
            case Input.Grouped grouped ->
                "SELECT DISTINCT %s FROM changed".formatted(String.join(", ", grouped.groups()));
            case Input.InPeriod in ->
                "SELECT DISTINCT %s FROM changed".formatted(in.period().of(in.column()));
            case Input.Related related ->
                related.touched()
                        .orElse("SELECT DISTINCT %s FROM referring".formatted(String.join(", ", job.groups())));
            case Input.Whole whole -> throw new IllegalArgumentException(whole.table() + " is read as a whole");
            case Input.InOrder in -> throw new IllegalArgumentException(in.table() + " is gone through in order");
        };
    }

    /** The job's own rows that refer to what has changed. */
    private Dataset<Row> referringTo(Input.Related related) {
        Dataset<Row> keys = lake.session()
                .sql("SELECT DISTINCT %s FROM changed".formatted(related.key()))
                .na()
                .drop();
        List<Row> inMemory = keys.collectAsList();
        return entities.rows(
                new RowsBy(job.writes().getFirst(), "true", List.of(related.key())),
                lake.rows(inMemory, keys.schema()),
                inMemory);
    }

    private boolean isQuiet(Input input, JobRun before) {
        return holdsEvents(input.table())
                && input.reached().equals("false")
                && !arrivals.mayBeIn(input.table(), before);
    }

    /** The rows of an input that came, went or were reached by time since the last success. */
    private Dataset<Row> changed(Input input, JobRun before) {
        String table = input.table();
        Map<String, Object> instants =
                Map.of("since", Timestamp.from(before.asOf()), "as_of", Timestamp.from(cut.asOf()));
        Dataset<Row> rows;
        if (holdsEvents(table)) {
            lake.readAt(table, versions.get(table)).createOrReplaceTempView("rows_of_input");
            rows = lake.session().sql("""
                    SELECT * FROM rows_of_input
                    WHERE event_time <= :as_of AND (batch_id > %d OR event_time > :since OR (%s)) AND (%s)
                    """.formatted(before.batchId(), input.reached(), input.where()), instants);
        } else {
            lake.changes(table, before.inputVersions().get(table), versions.get(table))
                    .createOrReplaceTempView("rows_of_input");
            rows = lake.session().sql("SELECT * FROM rows_of_input WHERE " + input.where());
            if (!input.reached().equals("false")) {
                lake.readAt(table, versions.get(table)).createOrReplaceTempView("rows_of_input");
                rows = lake.inOnePart(rows.unionByName(lake.session()
                        .sql(
                                "SELECT * FROM rows_of_input WHERE (%s) AND (%s)"
                                        .formatted(input.reached(), input.where()),
                                instants)));
            }
        }
        return rows;
    }

    private StructType groupColumns() {
        StructType stored = lake.schema(job.writes().getFirst());
        return new StructType(
                job.groups().stream().map(column -> stored.apply(column)).toArray(StructField[]::new));
    }

    private boolean holdsEvents(String table) {
        return lake.catalog().table(table).holdsEvents();
    }
}
