package com.lanehouse.scoring;

import com.lanehouse.warehouse.reference.ZipCode;
import com.lanehouse.warehouse.reference.ZipCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where places lie: a ZIP code by itself, a three-digit area at the middle of its ZIP codes. */
final class Atlas {
    private final ZipCodes zipCodes;
    private final Map<String, ZipCode> middleByArea = new HashMap<>();

    Atlas(ZipCodes zipCodes) {
        this.zipCodes = zipCodes;
        Map<String, List<ZipCode>> byArea = new HashMap<>();
        zipCodes.all()
                .forEach(zip -> byArea.computeIfAbsent(zip.area(), ignored -> new ArrayList<>())
                        .add(zip));
        byArea.forEach((area, zips) -> middleByArea.put(area, nearestToMiddle(zips)));
    }

    /**
     * Finds a place.
     *
     * @param field names the place in the request
     * @throws Problem when nothing is known of where it lies
     */
    ZipCode locate(Place place, String field) {
        if (place.zip() != null) {
            return zipCodes.find(place.zip())
                    .orElseThrow(() -> Problem.unratable(field + ".zip", "is not a US ZIP code: " + place.zip()));
        }
        return Optional.ofNullable(middleByArea.get(place.area()))
                .orElseThrow(() -> Problem.unratable(
                        field + ".area", "is not on the map (give a ZIP code as well): " + place.area()));
    }

    private static ZipCode nearestToMiddle(List<ZipCode> zips) {
        double latitude = zips.stream().mapToDouble(ZipCode::latitude).average().orElseThrow();
        double longitude =
                zips.stream().mapToDouble(ZipCode::longitude).average().orElseThrow();
        ZipCode middle = new ZipCode("00000", "", "", latitude, longitude);
        ZipCode nearest = zips.getFirst();
        for (ZipCode zip : zips) {
            if (zip.greatCircleMilesTo(middle) < nearest.greatCircleMilesTo(middle)) {
                nearest = zip;
            }
        }
        return nearest;
    }
}
