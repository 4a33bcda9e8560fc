package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a body asks for.
 *
 * @param accepted rows to be rated
 * @param chunks their lanes, {@code {"row":…,"lane":…}} a line, in order
 * @param rejected rows turned away
 * @param rejections {@code {"row":…,"field":…,"reason":…}} a line, in order
 */
record Draft(int accepted, List<byte[]> chunks, int rejected, byte[] rejections) {
    Draft {
        chunks = List.copyOf(chunks);
        requireNonNull(rejections, "rejections is null");
        if (accepted < 0 || rejected < 0) {
            throw new IllegalArgumentException("%d accepted, %d rejected".formatted(accepted, rejected));
        }
    }
}
