package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A job that computes as another does, but forgets something of when it must. */
record FaultyJob(Job job, List<Input> inputs, List<String> deadlines) implements Job {
    static FaultyJob withoutDeadlines(Job job) {
        return new FaultyJob(job, job.inputs(), List.of());
    }

    @Override
    public String name() {
        return job.name();
    }

    @Override
    public List<String> writes() {
        return job.writes();
    }

    @Override
    public List<String> groups() {
        return job.groups();
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return job.compute(inputs);
    }
}
