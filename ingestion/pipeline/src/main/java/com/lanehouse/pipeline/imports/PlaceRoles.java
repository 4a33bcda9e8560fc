package com.lanehouse.pipeline.imports;

import java.util.List;

/**
 * The columns that together say where a load begins or ends.
 *
 * @param key of the mapping
 */
record PlaceRoles(String key, ColumnRole zip, ColumnRole area, ColumnRole city, ColumnRole state) {
    static final PlaceRoles ORIGIN = new PlaceRoles(
            "origin", ColumnRole.ORIGIN_ZIP, ColumnRole.ORIGIN_AREA, ColumnRole.ORIGIN_CITY, ColumnRole.ORIGIN_STATE);

    static final PlaceRoles DESTINATION = new PlaceRoles(
            "destination",
            ColumnRole.DESTINATION_ZIP,
            ColumnRole.DESTINATION_AREA,
            ColumnRole.DESTINATION_CITY,
            ColumnRole.DESTINATION_STATE);

    List<ColumnRole> all() {
        return List.of(zip, area, city, state);
    }
}
