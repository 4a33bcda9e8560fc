package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A job made of one function, which computes everything; beside the interface it stands in for. */
record TestingJob(String name, List<String> reads, List<String> writes, Function<JobInputs, Dataset<Row>> function)
        implements Job {
    @Override
    public List<Input> inputs() {
        return reads.stream().<Input>map(Input::whole).toList();
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of(writes.getFirst(), function.apply(inputs));
    }
}
