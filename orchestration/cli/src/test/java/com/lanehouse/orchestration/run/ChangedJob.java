package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Another job but for what is overridden. */
interface ChangedJob extends Job {
    Job job();

    @Override
    default String name() {
        return job().name();
    }

    @Override
    default List<Input> inputs() {
        return job().inputs();
    }

    @Override
    default List<String> writes() {
        return job().writes();
    }

    @Override
    default List<String> groups() {
        return job().groups();
    }

    @Override
    default List<String> deadlines() {
        return job().deadlines();
    }

    @Override
    default int version() {
        return job().version();
    }

    @Override
    default Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return job().compute(inputs);
    }
}
