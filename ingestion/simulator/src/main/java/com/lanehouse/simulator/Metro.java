package com.lanehouse.simulator;

import com.lanehouse.warehouse.reference.ZipCode;
import java.util.List;

/**
 * A freight market: one ZIP area with some of its ZIP codes.
 *
 * @param weight relative freight volume
 * @param outbound log cost of leaving: positive where more leaves than arrives
 * @param inbound log cost of entering
 */
record Metro(String area, double weight, double outbound, double inbound, List<ZipCode> zips) {
    Metro {
        if (zips.isEmpty()) {
            throw new IllegalArgumentException("area %s has no ZIP code".formatted(area));
        }
        zips = List.copyOf(zips);
    }
}
