package com.lanehouse.jobs.acquisition;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Period;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Leads to trials to payments by cohort: sums of the leads' outcomes, with open ones left out of the rates (the metric
 * definition, Acquisition funnel).
 */
public final class AcquisitionFunnelJob implements Job {
    @Override
    public String name() {
        return "acquisition-funnel";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.inPeriod("gold.lead_outcomes", "cohort_week", Period.WEEK));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.acquisition_funnel");
    }

    @Override
    public List<String> groups() {
        return List.of("cohort_week");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                Trace.sharing("gold.acquisition_funnel", "gold.lead_outcomes", "cohort_week", "segment", "channel"));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of("gold.acquisition_funnel", inputs.sql("""
                WITH counts AS (
                  SELECT cohort_week, segment, channel,
                         count(*) AS leads,
                         count_if(trial_status = 'started') AS trials,
                         count_if(status = 'paid') AS paid,
                         count_if(trial_status = 'open') AS leads_open,
                         count_if(trial_status = 'expired') AS leads_expired,
                         count_if(trial_status = 'started' AND status = 'open') AS trials_open,
                         count_if(trial_status = 'started' AND status = 'expired') AS trials_expired
                  FROM gold_lead_outcomes
                  GROUP BY cohort_week, segment, channel)
                SELECT *,
                       try_divide(trials, leads - leads_open) AS lead_to_trial,
                       try_divide(paid, trials - trials_open) AS trial_to_paid
                FROM counts
                """));
    }
}
