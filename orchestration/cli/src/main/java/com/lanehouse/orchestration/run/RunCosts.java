package com.lanehouse.orchestration.run;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up what Spark's tasks read and how long they computed, for each run of a job. */
final class RunCosts extends SparkListener implements AutoCloseable {
    private static final String RUN = "lanehouse.run";
    private static final double NANOS = 1e9;

    private final SparkContext spark;
    private final Map<Integer, String> runOfStage = new ConcurrentHashMap<>();
    private final Map<String, Cost> costs = new ConcurrentHashMap<>();

    RunCosts(SparkContext spark) {
        this.spark = spark;
        spark.addSparkListener(this);
    }

    /** @param cpuSeconds of the tasks: planning and what happens outside tasks is not in it */
    record Cost(long rowsIn, long bytesIn, double cpuSeconds) {
        static final Cost NONE = new Cost(0, 0, 0);

        private static Cost of(TaskMetrics task) {
            return new Cost(
                    task.inputMetrics().recordsRead(), task.inputMetrics().bytesRead(), task.executorCpuTime() / NANOS);
        }

        private Cost plus(Cost other) {
            return new Cost(rowsIn + other.rowsIn, bytesIn + other.bytesIn, cpuSeconds + other.cpuSeconds);
        }
    }

    /** From now on what this thread asks of Spark is for a run. */
    void begin(String run) {
        costs.put(run, Cost.NONE);
        spark.setLocalProperty(RUN, run);
    }

    /** Ends what was begun in this thread. */
    Cost end(String run) {
        spark.setLocalProperty(RUN, null);
        try {
            // Spark tells of its tasks a little later than they end.
            spark.listenerBus().waitUntilEmpty();
        } catch (java.util.concurrent.TimeoutException e) {
            // Then what it has told so far must do.
        }
        return costs.remove(run);
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        Properties properties = stage.properties();
        String run = properties == null ? null : properties.getProperty(RUN);
        // Another runner may share the Spark context: its runs are its own to count.
        if (run != null && costs.containsKey(run)) {
            runOfStage.put(stage.stageInfo().stageId(), run);
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        String run = runOfStage.get(task.stageId());
        if (run != null && task.taskMetrics() != null) {
            Cost cost = Cost.of(task.taskMetrics());
            costs.computeIfPresent(run, (begun, before) -> before.plus(cost));
        }
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
        runOfStage.remove(stage.stageInfo().stageId());
    }

    @Override
    public void close() {
        spark.removeSparkListener(this);
    }
}
