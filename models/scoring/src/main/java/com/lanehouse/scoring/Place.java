package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One end of a lane as it was asked for.
 *
 * @param zip five digits; null when only an area was given
 * @param area market area; null when only a ZIP code was given
 */
record Place(String zip, String area) {
    Place {
        if (zip == null) {
            requireNonNull(area, "neither zip nor area");
        }
    }

    /** As a request has it. */
    ObjectNode json() {
        ObjectNode place = Json.MAPPER.createObjectNode();
        if (zip != null) {
            place.put("zip", zip);
        }
        if (area != null) {
            place.put("area", area);
        }
        return place;
    }
}
