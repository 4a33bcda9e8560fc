package com.lanehouse.orchestration.bench.refresh;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up what Spark's tasks read and how long they computed, by the job they work for. */
final class JobReads extends SparkListener {
    /** Spark's own name for what the runner says of a thread. */
    static final String JOB = "spark.job.description";

    private final Map<Integer, String> jobOfStage = new ConcurrentHashMap<>();
    private final Map<String, Sum> sums = new ConcurrentHashMap<>();

    /**
     * What a job's tasks did.
     *
     * @param bytes read from data files
     * @param cpuNanos of the tasks; planning and what happens outside tasks is not in it
     */
    record Sum(long bytes, long cpuNanos) {
        Sum plus(Sum other) {
            return new Sum(bytes + other.bytes, cpuNanos + other.cpuNanos);
        }
    }

    /** By job, what was added up since the last call. */
    Map<String, Sum> taken() {
        Map<String, Sum> taken = Map.copyOf(sums);
        sums.clear();
        return taken;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        Properties properties = stage.properties();
        jobOfStage.put(stage.stageInfo().stageId(), properties == null ? "" : properties.getProperty(JOB, ""));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        if (task.taskMetrics() != null) {
            sums.merge(
                    jobOfStage.getOrDefault(task.stageId(), ""),
                    new Sum(
                            task.taskMetrics().inputMetrics().bytesRead(),
                            task.taskMetrics().executorCpuTime()),
                    Sum::plus);
        }
    }
}
