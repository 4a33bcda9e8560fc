package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A job that ends with an error when it first computes, after it computed all its rows; one with several tables a second
 * time, when all of them but the last are stored. Then it runs as it should.
 */
final class CrashingJob implements ChangedJob {
    static final String CRASH = "the machine is gone";

    private final Job job;
    private final Lake lake;
    private int timesComputed;
    private Path blockedCommit;

    CrashingJob(Job job, Lake lake) {
        this.job = job;
        this.lake = lake;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        timesComputed++;
        Map<String, Dataset<Row>> computed = job.compute(inputs);
        if (timesComputed == 1) {
            computed.values().forEach(Dataset::collectAsList);
            throw new IllegalStateException(CRASH);
        }
        if (timesComputed <= crashes()) {
            blockNextCommit(writes().getLast());
        }
        return computed;
    }

    int crashes() {
        return writes().size() > 1 ? 2 : 1;
    }

    int timesComputed() {
        return timesComputed;
    }

    /** A folder where the commit's file would be cannot be written over. */
    private void blockNextCommit(String table) {
        try {
            blockedCommit = Files.createDirectory(
                    Path.of(lake.path(table), "_delta_log", "%020d.json".formatted(lake.version(table) + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The machine is back. */
    void repair() throws IOException {
        if (blockedCommit != null) {
            Files.delete(blockedCommit);
            blockedCommit = null;
        }
    }
}
