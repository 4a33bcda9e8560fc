package com.lanehouse.orchestration.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import com.lanehouse.lake.Lake;
import com.lanehouse.orchestration.run.RandomHistory;
import com.lanehouse.orchestration.run.SteppedRuns;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import com.lanehouse.warehouse.TableCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Every table of every job, over a random history that came in random batches and was run at random instants. */
class TracesProperties {
    /** More take longer: {@code -Dlanehouse.traced=100}. */
    private static final int ROWS_A_TABLE = Integer.getInteger("lanehouse.traced", 3);

    private static final int EVENTS_OF_EACH_KIND = 25;
    private static final int STEPS = 2;
    private static final List<Job> JOBS = JobCatalog.all();

    @Test
    void every_table_of_every_job_is_traced_into_every_table_that_the_job_reads() {
        for (Job job : JOBS) {
            assertThat(job.traces())
                    .as(job.name())
                    .extracting(trace -> trace.table() + " from " + trace.input())
                    .containsExactlyInAnyOrderElementsOf(job.writes().stream()
                            .flatMap(table -> job.reads().stream().map(input -> table + " from " + input))
                            .toList());
        }
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void a_row_that_is_computed_from_what_it_was_made_of_alone_is_the_same(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Record> events = new RandomHistory(random).events(EVENTS_OF_EACH_KIND);
        List<String> wrong = new ArrayList<>();
        try (SteppedRuns runs = new SteppedRuns(random)) {
            for (int step = 0; step < STEPS; step++) {
                runs.ingest(events.subList(events.size() * step / STEPS, events.size() * (step + 1) / STEPS));
                runs.run(JOBS, false);
                if (step < STEPS - 1) {
                    laterOrAtTheEnd(runs, random);
                }
            }
            Tracer tracer = new Tracer(runs.lake(), JOBS);
            for (Job job : JOBS) {
                for (String table : job.writes()) {
                    List<Row> rows = new ArrayList<>(runs.lake().read(table).collectAsList());
                    Collections.shuffle(rows, random);
                    for (Row row : rows.subList(0, Math.min(ROWS_A_TABLE, rows.size()))) {
                        List<String> again = computedAgain(runs.lake().withNewSession(), job, table, row, tracer);
                        if (!again.equals(List.of(row.toString()))) {
                            wrong.add("%s: %s came out as %s".formatted(table, row, again));
                        }
                    }
                    if (!rows.isEmpty()) {
                        requireEvents(tracer.trace(table, rows.getFirst(), 2));
                    }
                }
            }
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
    }

    /** Mostly the end: by then most of what can happen to an entity has. */
    private static void laterOrAtTheEnd(SteppedRuns runs, Random random) {
        if (random.nextInt(4) == 0) {
            runs.later();
        } else {
            runs.at(RandomHistory.END);
        }
    }

    /** The row of the same key, from the traced rows alone. */
    private static List<String> computedAgain(Lake own, Job job, String table, Row row, Tracer tracer) {
        PastRun run = tracer.runOf(table, row);
        InputRows inputs = InputRows.of(own, job, run);
        Map<String, List<Row>> traced = new TreeMap<>();
        for (Trace trace : job.traces()) {
            if (trace.table().equals(table)) {
                traced.put(
                        trace.input(),
                        inputs.matching(trace, List.of(row)).collectAsList().stream()
                                .map(found -> found.getStruct(1))
                                .toList());
            }
        }
        Map<String, Dataset<Row>> alone = traced.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        input -> own.session().createDataFrame(input.getValue(), own.schema(input.getKey()))));
        Dataset<Row> computed =
                job.compute(new JobInputs(own.session(), run.asOf(), alone)).get(table);
        Column sameKey = own.catalog().table(table).key().stream()
                .map(column -> functions.col(column).equalTo(row.getAs(column)))
                .reduce(functions.lit(true), Column::and);
        return own.shaped(table, computed).where(sameKey).collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    /** Every event of a tree is followed to the record of Kafka that holds it. */
    private static void requireEvents(TracedRow traced) {
        if (TableCatalog.load().table(traced.table()).holdsEvents()) {
            assertThat(traced.steps()).singleElement().satisfies(step -> {
                assertThat(step.table()).isEqualTo("bronze.events");
                Row arrival = step.rows().getFirst().row();
                assertThat(new String(arrival.<byte[]>getAs("payload"), StandardCharsets.UTF_8))
                        .contains("\"id\":\"%s\"".formatted(traced.row().<String>getAs("event_id")));
            });
        }
        traced.steps().forEach(step -> step.rows().forEach(TracesProperties::requireEvents));
    }
}
