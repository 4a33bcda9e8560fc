package com.lanehouse.simulator;

import com.lanehouse.warehouse.reference.ZipCode;
import java.time.LocalDate;

/** The fields of a lane as quotes and served rates carry them. */
final class LaneFields {
    private LaneFields() {}

    /**
     * Writes from {@code segment} to {@code miles}.
     *
     * @param weightPounds 0 = not told
     * @param areaOnly as a caller would who knows no ZIP code
     */
    static void write(Fields data, Segment segment, Lane lane, LocalDate pickup, long weightPounds, boolean areaOnly) {
        data.text("segment", segment.code())
                .object("origin", place -> place(place, lane.origin(), areaOnly))
                .object("destination", place -> place(place, lane.destination(), areaOnly))
                .text("equipment", lane.equipment().code())
                .text("pickup_date", pickup.toString());
        if (weightPounds > 0) {
            data.whole("weight_lbs", weightPounds);
        }
        data.decimal("miles", lane.miles(), 1);
    }

    private static void place(Fields place, ZipCode zip, boolean areaOnly) {
        if (areaOnly) {
            place.text("area", zip.area());
        } else {
            place.text("zip", zip.zip()).text("city", zip.city()).text("state", zip.state());
        }
    }

    static long drawWeight(Chance chance) {
        return 500L * chance.whole(20, 90);
    }
}
