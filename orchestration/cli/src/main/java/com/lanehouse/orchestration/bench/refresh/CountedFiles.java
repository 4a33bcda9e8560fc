package com.lanehouse.orchestration.bench.refresh;

import com.lanehouse.localfiles.LocalFiles;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/** The files of a lake in a process that remembers which data files each job opened to read. */
public final class CountedFiles extends LocalFiles {
    private static final Map<String, Set<String>> OPENED = new ConcurrentHashMap<>();

    /** By job, the data files that Spark's tasks have opened since the last call. */
    static Map<String, Set<String>> taken() {
        Map<String, Set<String>> opened = Map.copyOf(OPENED);
        OPENED.clear();
        return opened;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        TaskContext task = TaskContext.get();
        String name = path.toUri().getPath();
        if (task != null && name.endsWith(".parquet") && !name.contains("/_delta_log/")) {
            String job = task.getLocalProperty(JobReads.JOB);
            OPENED.computeIfAbsent(job == null ? "" : job, ignored -> ConcurrentHashMap.newKeySet())
                    .add(name);
        }
        return super.open(path, bufferSize);
    }
}
