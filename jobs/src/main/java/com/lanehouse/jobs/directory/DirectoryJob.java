package com.lanehouse.jobs.directory;

import com.lanehouse.jobs.DirectoryHealth;
import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Each carrier's scorecard at T and the directory's health, from what is known of carriers then (the metric definition,
 * Carrier directory). */
public final class DirectoryJob implements Job {
    @Override
    public String name() {
        return "directory";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.whole("gold.carriers"));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.carrier_scorecards", "gold.directory_daily");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                Trace.sharing("gold.carrier_scorecards", "gold.carriers", "carrier_id"),
                new Trace("gold.directory_daily", "gold.carriers", "active"));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of(
                "gold.carrier_scorecards", scorecards(inputs), "gold.directory_daily", DirectoryHealth.at(inputs));
    }

    private static Dataset<Row> scorecards(JobInputs inputs) {
        return inputs.sql("""
                SELECT :as_of AS as_of, carrier_id, active, completeness, missing_fields, coi_status,
                       coi_soonest_end,
                       50D * completeness
                         + 30D * CASE coi_status WHEN 'fresh' THEN 1D WHEN 'expiring' THEN 2D / 3D ELSE 0D END
                         + 20D * IF(good_standing, 1D, 0D) AS score,
                       completeness >= 0.85D AND coi_status IN ('fresh', 'expiring') AND good_standing AS badge_eligible
                FROM (SELECT *, (17 - size(missing_fields)) / 17D AS completeness FROM gold_carriers)
                """);
    }
}
