package com.lanehouse.orchestration.run;

import com.lanehouse.lake.Lake;
import com.lanehouse.tables.KernelTable;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Or;
import io.delta.kernel.expressions.Predicate;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether silver tables may hold rows that a job has not seen: asked of the files' statistics alone, once for all jobs of
 * a run that ask the same. After a quiet minute the answer is no, and no job needs to look at a row.
 */
final class Arrivals {
    private final Lake lake;
    private final Map<Question, Boolean> answers = new ConcurrentHashMap<>();

    /** Rows of later batches, or that happened after an instant. */
    private record Question(String table, long batchId, Instant asOf) {}

    Arrivals(Lake lake) {
        this.lake = lake;
    }

    boolean mayBeIn(String table, JobRun before) {
        return answers.computeIfAbsent(new Question(table, before.batchId(), before.asOf()), this::ask);
    }

    private boolean ask(Question question) {
        // Statistics have milliseconds: one of grace.
        long after = ChronoUnit.MICROS.between(
                Instant.EPOCH, question.asOf().truncatedTo(ChronoUnit.MILLIS).minusMillis(1));
        Predicate later = new Predicate(">", new Column("event_time"), Literal.ofTimestamp(after));
        Predicate newer = new Predicate(">", new Column("batch_id"), Literal.ofLong(question.batchId()));
        return KernelTable.at(Path.of(lake.path(question.table()))).mayHold(new Or(newer, later));
    }
}
