package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Where a load goes and in what.
 *
 * @param originArea market area, else the first three digits of the ZIP code
 * @param destinationArea likewise
 * @param equipment van, reefer or flatbed
 */
public record Lane(String originArea, String destinationArea, String equipment) implements Comparable<Lane> {
    private static final Comparator<Lane> ORDER = Comparator.comparing(Lane::originArea)
            .thenComparing(Lane::destinationArea)
            .thenComparing(Lane::equipment);

    public Lane {
        requireNonNull(originArea, "originArea is null");
        requireNonNull(destinationArea, "destinationArea is null");
        requireNonNull(equipment, "equipment is null");
    }

    /** The area that histories are grouped by: the market area when there is one, else the ZIP code's first three digits. */
    public static String area(String area, String zip) {
        if (area != null && !area.isBlank()) {
            return area;
        }
        if (zip == null || zip.length() < 3) {
            throw new IllegalArgumentException("neither an area nor a ZIP code of at least three digits: " + zip);
        }
        return zip.substring(0, 3);
    }

    Lane reversed() {
        return new Lane(destinationArea, originArea, equipment);
    }

    Lane with(String otherEquipment) {
        return new Lane(originArea, destinationArea, otherEquipment);
    }

    @Override
    public int compareTo(Lane other) {
        return ORDER.compare(this, other);
    }
}
