package com.lanehouse.jobs;

import static java.util.Objects.requireNonNull;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a job may see: its tables at pinned versions, and the instant it computes for. */
public final class JobInputs {
    private final SparkSession session;
    private final Instant asOf;
    private final Map<String, Dataset<Row>> tables;
    private final Optional<Dataset<Row>> stored;

    /**
     * @param session a session of its own: the tables become temporary views in it
     * @param asOf T; silver tables must not hold events after it
     * @param tables by name, {@code layer.table}
     */
    public JobInputs(SparkSession session, Instant asOf, Map<String, Dataset<Row>> tables) {
        this(session, asOf, tables, Optional.empty());
    }

    private JobInputs(
            SparkSession session, Instant asOf, Map<String, Dataset<Row>> tables, Optional<Dataset<Row>> stored) {
        this.session = requireNonNull(session, "session is null");
        this.asOf = requireNonNull(asOf, "asOf is null");
        this.tables = new TreeMap<>(tables);
        this.stored = stored;
        this.tables.forEach((name, rows) -> rows.createOrReplaceTempView(name.replace('.', '_')));
    }

    /** The same for a job that goes on from what its first table holds, and whose input holds only what comes after. */
    public JobInputs goingOnFrom(Dataset<Row> rows) {
        return new JobInputs(session, asOf, tables, Optional.of(rows));
    }

    /** What the job goes on from; empty when it begins anew. */
    public Optional<Dataset<Row>> stored() {
        return stored;
    }

    public SparkSession session() {
        return session;
    }

    public Instant asOf() {
        return asOf;
    }

    public Dataset<Row> table(String name) {
        Dataset<Row> rows = tables.get(name);
        if (rows == null) {
            throw new IllegalArgumentException(
                    "table %s is not among the job's reads %s".formatted(name, tables.keySet()));
        }
        return rows;
    }

    /**
     * Runs a query. In it a table {@code silver.usage} is called {@code silver_usage}, and {@code :as_of} is the
     * instant as a TIMESTAMP.
     */
    public Dataset<Row> sql(String query) {
        return session.sql(query, Map.of("as_of", Timestamp.from(asOf)));
    }

    /** Gives an intermediate result a name for later queries. */
    public void view(String name, Dataset<Row> rows) {
        rows.createOrReplaceTempView(name);
    }
}
