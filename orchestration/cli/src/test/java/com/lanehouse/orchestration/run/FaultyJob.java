package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A job that computes as another does, but forgets something that touches its rows.
 *
 * @param forgetting what its inputs say instead
 * @param deadlines what time alone changes, as it knows it
 */
record FaultyJob(Job job, UnaryOperator<Input> forgetting, List<String> deadlines) implements ChangedJob {
    /** Forgets that time alone changes rows. */
    static FaultyJob withoutDeadlines(Job job) {
        return new FaultyJob(job, UnaryOperator.identity(), List.of());
    }

    /** Forgets that a changed row of an input touches the rows that refer to it. */
    static FaultyJob withoutReferences(Job job, String table) {
        String none = "SELECT %s FROM stored WHERE false".formatted(String.join(", ", job.groups()));
        return new FaultyJob(
                job,
                input -> input.table().equals(table) && input instanceof Input.Related related
                        ? related.touching(none)
                        : input,
                job.deadlines());
    }

    /** Forgets that time reaches rows of an input that were there before. */
    static FaultyJob withoutReached(Job job, String table) {
        return new FaultyJob(
                job,
                input -> switch (input) {
                    case Input.Grouped grouped when grouped.table().equals(table) -> grouped.reached("false");
                    case Input.Related related when related.table().equals(table) -> related.reached("false");
                    default -> input;
                },
                job.deadlines());
    }

    @Override
    public List<Input> inputs() {
        return job.inputs().stream().map(forgetting).toList();
    }
}
