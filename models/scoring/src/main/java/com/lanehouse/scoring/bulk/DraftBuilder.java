package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.Json;
import com.lanehouse.scoring.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Sorts rows into those to be rated, packed in chunks, and those turned away. What it holds is small. */
final class DraftBuilder implements RowSink, AutoCloseable {
    static final int MOST_ROWS = 100_000;
    static final int CHUNK_ROWS = 500;

    private final BodyKind kind;
    private final LaneRater rater;
    private final LocalDate today;
    private final List<byte[]> chunks = new ArrayList<>();
    private final PackedLines rejections = new PackedLines();
    private PackedLines chunk = new PackedLines();
    private int accepted;

    DraftBuilder(BodyKind kind, LaneRater rater, LocalDate today) {
        this.kind = requireNonNull(kind, "kind is null");
        this.rater = requireNonNull(rater, "rater is null");
        this.today = requireNonNull(today, "today is null");
    }

    @Override
    public void lane(int row, ObjectNode lane) {
        requireRoom(row);
        try {
            ObjectNode line = Json.MAPPER.createObjectNode().put("row", row);
            line.set("lane", rater.check(lane, today));
            chunk.add(line);
        } catch (Problem e) {
            reject(row, kind.field(e.field()), kind.reason(e));
            return;
        }
        accepted++;
        if (chunk.count() == CHUNK_ROWS) {
            endChunk();
        }
    }

    @Override
    public void broken(int row, String field, String reason) {
        requireRoom(row);
        reject(row, field, reason);
    }

    private void reject(int row, String field, String reason) {
        rejections.add(Json.MAPPER
                .createObjectNode()
                .put("row", row)
                .put("field", field)
                .put("reason", reason));
    }

    private static void requireRoom(int row) {
        if (row > MOST_ROWS) {
            throw new Problem(
                    413,
                    "too-large",
                    "The body is too large",
                    "lanes",
                    "lanes may be 100,000 at most; send more in further jobs");
        }
    }

    private void endChunk() {
        chunks.add(chunk.bytes());
        chunk.close();
        chunk = new PackedLines();
    }

    /** @throws Problem when there was no row at all */
    Draft draft() {
        if (accepted + rejections.count() == 0) {
            throw Problem.invalid("lanes", "are none: a job needs one row at least");
        }
        if (chunk.count() > 0) {
            endChunk();
        }
        return new Draft(accepted, chunks, rejections.count(), rejections.bytes());
    }

    @Override
    public void close() {
        chunk.close();
        rejections.close();
    }
}
