package com.lanehouse.pipeline.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;

/**
 * The line on which each load id came first. An id is not kept but 128 bits of its SHA-256, so that its length does not
 * matter and a row costs 30 to 45 bytes. Two ids with the same 128 bits would be taken for one; among the most rows
 * that an import takes, 100 million, the odds of any such pair are below 1 in 10²². An ingest keeps its identities
 * whole and on disk instead, because they stay for ever and come from everybody.
 */
final class LoadIdLines {
    /** Parts grow one after the other: one table that is copied as a whole would need twice the memory meanwhile. */
    private static final int PARTS = 1024;

    private static final int PART_BITS = Integer.numberOfTrailingZeros(PARTS);
    private static final int FIRST_SLOTS = 16;
    private static final int LONGS_PER_SLOT = 3;

    /** Of each part the slots, three numbers each: both halves of the hash and the line, 0 where the slot is free. */
    private final long[][] parts = new long[PARTS][FIRST_SLOTS * LONGS_PER_SLOT];

    private final int[] sizes = new int[PARTS];
    private final MessageDigest sha = sha();

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * Remembers the line of an id unless an earlier one is known.
     *
     * @param line from 1
     * @return the earlier line; nothing when the id is new
     * @throws ImportException when the ids do not fit into memory
     */
    OptionalLong putIfAbsent(String loadId, long line) {
        if (line < 1) {
            throw new IllegalArgumentException("line is %d, not from 1".formatted(line));
        }
        ByteBuffer hash = ByteBuffer.wrap(sha.digest(loadId.getBytes(UTF_8)));
        long high = hash.getLong();
        long low = hash.getLong();
        int part = (int) (high >>> (Long.SIZE - PART_BITS));
        int slot = slot(parts[part], high, low);
        if (parts[part][slot + 2] != 0) {
            return OptionalLong.of(parts[part][slot + 2]);
        }
        if (isFull(part)) {
            parts[part] = larger(parts[part]);
            slot = slot(parts[part], high, low);
        }
        fill(parts[part], slot, high, low, line);
        sizes[part]++;
        return OptionalLong.empty();
    }

    /** Where the hash is or has to go: the first slot from its own one on that holds it or is free. */
    private static int slot(long[] slots, long high, long low) {
        int slot = (int) Math.unsignedMultiplyHigh(low, slots.length / LONGS_PER_SLOT) * LONGS_PER_SLOT;
        while (slots[slot + 2] != 0 && (slots[slot] != high || slots[slot + 1] != low)) {
            slot = slot + LONGS_PER_SLOT == slots.length ? 0 : slot + LONGS_PER_SLOT;
        }
        return slot;
    }

    private static void fill(long[] slots, int slot, long high, long low, long line) {
        slots[slot] = high;
        slots[slot + 1] = low;
        slots[slot + 2] = line;
    }

    /** At four fifths: beyond, searching for a free slot takes long. */
    private boolean isFull(int part) {
        return 5L * sizes[part] >= 4L * (parts[part].length / LONGS_PER_SLOT);
    }

    private long[] larger(long[] slots) {
        try {
            long[] larger = new long[slots.length / LONGS_PER_SLOT * 3 / 2 * LONGS_PER_SLOT];
            for (int from = 0; from < slots.length; from += LONGS_PER_SLOT) {
                if (slots[from + 2] != 0) {
                    fill(
                            larger,
                            slot(larger, slots[from], slots[from + 1]),
                            slots[from],
                            slots[from + 1],
                            slots[from + 2]);
                }
            }
            return larger;
        } catch (OutOfMemoryError e) {
            // A single large allocation that failed leaves room for what is small, such as this message.
            throw new ImportException(
                    ("%,d load ids fill the memory, and there are more; give it more, such as LANEHOUSE_HEAP=4g before"
                                    + " the command, or leave load-id out of the mapping")
                            .formatted(size()),
                    e);
        }
    }

    private long size() {
        long size = 0;
        for (int ofPart : sizes) {
            size += ofPart;
        }
        return size;
    }
}
