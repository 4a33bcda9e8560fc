package com.lanehouse.jobs.directory;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Certificates of insurance as last filed and cancelled (the metric definition, Carrier directory). */
public final class PoliciesJob implements Job {
    @Override
    public String name() {
        return "policies";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.grouped("silver.directory", "coi_id").where("type IN ('coi.filed', 'coi.cancelled')"));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.policies");
    }

    @Override
    public List<String> groups() {
        return List.of("coi_id");
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace(
                "gold.policies",
                "silver.directory",
                "coi_id = traced.coi_id AND type IN ('coi.filed', 'coi.cancelled')"));
    }

    /** The newest filing of a certificate replaces older ones; its newest cancellation may end it sooner. */
    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of("gold.policies", inputs.sql("""
                WITH filed AS (
                  SELECT coi_id, carrier_id, coverage, limit_usd, effective_on, expires_on
                  FROM silver_directory
                  WHERE type = 'coi.filed'
                  QUALIFY row_number() OVER (
                    PARTITION BY coi_id ORDER BY event_time DESC, event_id DESC, source DESC) = 1),
                cancelled AS (
                  SELECT coi_id, max_by(cancels_on, struct(event_time, event_id, source)) AS cancels_on
                  FROM silver_directory
                  WHERE type = 'coi.cancelled'
                  GROUP BY coi_id)
                SELECT coi_id, carrier_id, coverage, limit_usd, effective_on, expires_on, cancels_on,
                       least(expires_on, cancels_on) AS end_on
                FROM filed LEFT JOIN cancelled USING (coi_id)
                """));
    }
}
