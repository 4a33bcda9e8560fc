package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Job;
import java.util.List;

/** A job that computes as another does, but forgets that time alone changes rows. */
record FaultyJob(Job job) implements ChangedJob {
    @Override
    public List<String> deadlines() {
        return List.of();
    }
}
