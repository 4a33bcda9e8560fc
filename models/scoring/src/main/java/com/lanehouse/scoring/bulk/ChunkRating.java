package com.lanehouse.scoring.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.Json;
import com.lanehouse.scoring.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rates the rows of a chunk; no I/O. */
final class ChunkRating {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkRating.class);

    private final Chunk chunk;
    private final LaneRater.Round round;
    private final Instant now;
    private final LocalDate acceptedOn;
    private final PackedLines results;
    private final PackedLines events;
    private byte[] exposed;
    private int done;
    private int failed;

    private ChunkRating(Chunk chunk, LaneRater.Round round, Instant now, PackedLines results, PackedLines events) {
        this.chunk = chunk;
        this.round = round;
        this.now = now;
        this.acceptedOn = LocalDate.ofInstant(chunk.acceptedAt(), ZoneOffset.UTC);
        this.results = results;
        this.events = events;
    }

    /** Every row gets a rate or an error: one that cannot be rated does not keep the others waiting. */
    static Chunk.Outcome of(Chunk chunk, LaneRater.Round round, Instant now) {
        try (PackedLines results = new PackedLines();
                PackedLines events = new PackedLines()) {
            ChunkRating rating = new ChunkRating(chunk, round, now, results, events);
            PackedLines.forEach(chunk.lines(), rating::rate);
            if (rating.done > 0) {
                events.add(BulkEvents.quotes(chunk.jobId(), chunk.number(), chunk.company(), rating.done, now));
            }
            return new Chunk.Outcome(rating.done, rating.failed, results.bytes(), events.bytes());
        }
    }

    /** Once a chunk, and again where the arm changes in the middle of it; who reads the events tells by their identity. */
    private void expose(byte[] event) {
        if (!Arrays.equals(event, exposed)) {
            events.add(event);
            exposed = event;
        }
    }

    private void rate(ObjectNode line) {
        int row = line.path("row").asInt();
        ObjectNode result = Json.MAPPER.createObjectNode().put("row", row);
        try {
            LaneRater.RatedLane rated = round.rate((ObjectNode) line.path("lane"), acceptedOn, chunk.company(), now);
            result.set("rate", rated.rate());
            rated.exposed().ifPresent(this::expose);
            events.add(BulkEvents.served(chunk.jobId(), row, chunk.company(), rated.served(), now));
            done++;
        } catch (Problem e) {
            result.set("error", e.document());
            failed++;
        } catch (RuntimeException e) {
            LOG.error("row {} of job {} failed", row, chunk.jobId(), e);
            result.set(
                    "error",
                    new Problem(500, "internal", "The service failed", null, "The failure was logged.").document());
            failed++;
        }
        results.add(result);
    }
}
