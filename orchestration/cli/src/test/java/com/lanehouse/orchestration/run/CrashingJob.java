package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A job that ends with an error before it has stored its last table, so after the others are stored. */
record CrashingJob(Job job) implements ChangedJob {
    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        Map<String, Dataset<Row>> computed = new HashMap<>(job.compute(inputs));
        computed.computeIfPresent(
                writes().getLast(), (table, rows) -> rows.where("raise_error('the machine is gone') IS NULL"));
        return computed;
    }
}
