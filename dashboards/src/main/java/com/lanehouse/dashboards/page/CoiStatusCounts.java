package com.lanehouse.dashboards.page;

/**
 * How many active carriers of the newest {@code gold.carrier_scorecards} snapshot have each {@code coi_status}.
 */
public record CoiStatusCounts(long fresh, long expiring, long belowLimit, long expired, long missing) {
    /** Before the first snapshot. */
    public static final CoiStatusCounts NONE = new CoiStatusCounts(0, 0, 0, 0, 0);

    public CoiStatusCounts {
        if (Math.min(Math.min(fresh, expiring), Math.min(belowLimit, Math.min(expired, missing))) < 0) {
            throw new IllegalArgumentException("a count of carriers is negative");
        }
    }

    long total() {
        return fresh + expiring + belowLimit + expired + missing;
    }
}
