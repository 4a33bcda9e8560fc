package com.lanehouse.scoring.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.ApiKey;
import com.lanehouse.scoring.Json;
import com.lanehouse.scoring.RateEvents;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunk by chunk, at times of the test's choice. Every lane costs a dollar, but for one that makes the rater stumble. */
class BulkWorkersTest {
    private static final ApiKey ACME = new ApiKey("acme", "smb");
    private static final ApiKey BETA = new ApiKey("beta", "smb");

    @TempDir
    Path folder;

    private final List<String> kept = new ArrayList<>();
    private final LaterClock clock = new LaterClock();
    private Database database;
    private BulkWorkers workers;
    private Reception reception;

    @BeforeEach
    void open() {
        database = database();
        workers = new BulkWorkers(database, new DollarRater(), new KeptEvents(), clock);
        reception = new Reception(database, new DollarRater(), workers, clock);
    }

    Database database() {
        return Database.open(Optional.empty(), folder, Map.of());
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void companies_take_turns_whatever_they_have_asked_for() throws Exception {
        String large = accept(ACME, "a", 1_500);
        String second = accept(ACME, "b", 500);
        String other = accept(BETA, "c", 1_000);

        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            turns.add(take().map(chunk -> chunk.jobId() + "/" + chunk.number()).orElse("none"));
        }

        assertThat(turns)
                .containsExactly(large + "/1", other + "/1", second + "/1", other + "/2", large + "/2", large + "/3");
    }

    @Test
    void no_two_who_ask_at_the_same_time_take_the_same_chunk() throws Exception {
        accept(ACME, "a", 10_000);
        accept(BETA, "b", 10_000);
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int misses = 0; misses < 20; ) {
                    Optional<Chunk> chunk = take();
                    chunk.ifPresent(found -> taken.add(found.jobId() + "/" + found.number()));
                    misses += chunk.isPresent() ? 0 : 1;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void who_lost_a_lease_stores_nothing() throws Exception {
        String id = accept(ACME, "a", 10);
        Chunk first = take().orElseThrow();
        clock.later(ChunkTable.LEASE);
        Chunk again = take().orElseThrow();

        assertThat(again.number()).isEqualTo(first.number());
        assertThat(store(first)).isFalse();
        assertThat(store(again)).isTrue();
        workers.finish(again.rated(outcome(again)));
        workers.finish(first.rated(outcome(first)));
        assertThat(job(id).done()).isEqualTo(10);
    }

    @Test
    void events_that_were_stored_and_not_kept_are_kept_by_who_comes_next() throws Exception {
        String id = accept(ACME, "a", 10);
        kept.clear();
        store(take().orElseThrow());
        assertThat(job(id).done()).isZero();

        clock.later(ChunkTable.LEASE);
        workers.step();

        assertThat(kept).hasSize(11);
        assertThat(job(id).status()).isEqualTo(Job.Status.DONE);
    }

    @Test
    void what_was_being_rated_when_its_job_was_cancelled_is_forgotten() throws Exception {
        String id = accept(ACME, "a", 10);
        Chunk chunk = take().orElseThrow();

        database.transaction(connection -> {
            JobTable.end(connection, id, Job.Status.CANCELLED, clock.instant());
            return null;
        });

        assertThat(store(chunk)).isFalse();
        assertThat(workers.step()).isFalse();
        assertThat(job(id).done()).isZero();
    }

    @Test
    void a_row_that_makes_the_rater_stumble_has_an_error_and_the_others_a_rate() throws Exception {
        String id = accept(
                ACME, "a", "{\"lanes\":[{\"equipment\":\"van\"},{\"equipment\":\"stumble\"},{\"equipment\":\"van\"}]}");

        workers.step();

        assertThat(job(id).done()).isEqualTo(2);
        assertThat(job(id).failed()).isEqualTo(1);
    }

    @Test
    void a_job_whose_chunk_never_comes_to_an_end_is_given_up() throws Exception {
        String id = accept(ACME, "a", 10);
        database.transaction(connection -> {
            try (PreparedStatement spoil =
                    connection.prepareStatement("UPDATE bulk_chunks SET lanes = ? WHERE chunk = 1")) {
                spoil.setBytes(1, new byte[] {1, 2, 3});
                return spoil.executeUpdate();
            }
        });

        for (int i = 0; i <= BulkWorkers.MOST_ATTEMPTS; i++) {
            assertThat(job(id).isFinished()).isFalse();
            workers.step();
            clock.later(ChunkTable.LEASE);
        }

        assertThat(job(id).status()).isEqualTo(Job.Status.FAILED);
    }

    @Test
    void a_request_whose_process_is_gone_keeps_its_key_for_seconds_only() {
        assertThat(claim("first")).isInstanceOf(KeyTable.Claim.Won.class);
        assertThat(claim("second")).isInstanceOf(KeyTable.Claim.Pending.class);

        clock.later(KeyTable.CLAIMED.plusMillis(1));

        assertThat(claim("third")).isInstanceOf(KeyTable.Claim.Won.class);
        assertThat(database.<Boolean>transaction(connection -> KeyTable.use(connection, "acme", "k", "first", "sha")))
                .as("and cannot make a job any more")
                .isFalse();
    }

    @Test
    void only_the_first_of_a_folder_s_processes_finds_itself_alone() {
        List<String> alone = new ArrayList<>();
        try (LivingProcesses first = LivingProcesses.join(folder, () -> alone.add("first"));
                LivingProcesses second = LivingProcesses.join(folder, () -> alone.add("second"))) {
            assertThat(alone).containsExactly("first");
        }
    }

    private KeyTable.Claim claim(String jobId) {
        return database.transaction(
                connection -> KeyTable.claim(connection, "acme", "k", jobId, "process", clock.instant()));
    }

    private String accept(ApiKey company, String key, int rows) throws Exception {
        return accept(
                company,
                key,
                "{\"lanes\":[%s]}".formatted(String.join(",", Collections.nCopies(rows, "{\"equipment\":\"van\"}"))));
    }

    private String accept(ApiKey company, String key, String body) throws Exception {
        clock.later(Duration.ofSeconds(1));
        return reception
                .receive(
                        company,
                        key,
                        BodyKind.JSON,
                        new BodyStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), BodyKind.JSON),
                        () -> {})
                .jobId();
    }

    private Optional<Chunk> take() {
        return database.transaction(connection -> ChunkTable.take(connection, clock.instant()));
    }

    private Chunk.Outcome outcome(Chunk chunk) {
        return ChunkRating.of(chunk, new DollarRater().round().orElseThrow(), clock.instant());
    }

    private boolean store(Chunk chunk) {
        return database.transaction(
                connection -> ChunkTable.storeRated(connection, chunk, outcome(chunk), clock.instant()));
    }

    private Job job(String id) {
        return database.read(connection -> JobTable.find(connection, "acme", id))
                .orElseThrow();
    }

    private static final class DollarRater implements LaneRater {
        @Override
        public ObjectNode check(ObjectNode lane, LocalDate today) {
            return lane;
        }

        @Override
        public Optional<Round> round() {
            return Optional.of((lane, today, company, now) -> {
                if (lane.path("equipment").asText().equals("stumble")) {
                    throw new IllegalStateException("stumbled");
                }
                return new RatedLane(
                        Json.MAPPER.createObjectNode().put("price", 1),
                        Json.MAPPER.createObjectNode(),
                        Optional.empty());
            });
        }
    }

    private final class KeptEvents implements RateEvents {
        @Override
        public void keep(byte[]... events) {
            for (byte[] event : events) {
                kept.add(new String(event, StandardCharsets.UTF_8));
            }
        }

        @Override
        public long bytesWaiting() {
            return 0;
        }

        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private static final class LaterClock extends Clock {
        private Instant now = Instant.parse("2026-05-04T10:00:00Z");

        void later(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
