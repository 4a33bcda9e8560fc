package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A job that computes all its rows and ends with an error.
 *
 * @param storesSome whether all its tables but the last are stored before; then it does not end when the last has no rows
 */
record CrashingJob(Job job, boolean storesSome) implements ChangedJob {
    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        Map<String, Dataset<Row>> computed = new HashMap<>(job.compute(inputs));
        if (!storesSome) {
            computed.values().forEach(Dataset::collectAsList);
            throw new IllegalStateException("the machine is gone");
        }
        computed.computeIfPresent(
                writes().getLast(), (table, rows) -> rows.where("raise_error('the machine is gone') IS NULL"));
        return computed;
    }
}
