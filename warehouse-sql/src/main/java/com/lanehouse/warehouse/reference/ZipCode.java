package com.lanehouse.warehouse.reference;

import static java.util.Objects.requireNonNull;

/**
 * A US ZIP code and where it lies (GeoNames postal data, CC BY 4.0).
 *
 * @param zip five digits
 * @param state USPS code
 * @param latitude degrees north
 * @param longitude degrees east
 */
public record ZipCode(String zip, String city, String state, double latitude, double longitude) {
    private static final double EARTH_RADIUS_MILES = 3_958.8;

    public ZipCode {
        requireNonNull(zip, "zip is null");
        requireNonNull(city, "city is null");
        requireNonNull(state, "state is null");
    }

    /** The first three digits: the area that lanes are grouped by. */
    public String area() {
        return zip.substring(0, 3);
    }

    /** Great-circle distance in statute miles (haversine formula). */
    public double greatCircleMilesTo(ZipCode other) {
        double latitudeStep = Math.toRadians(other.latitude - latitude) / 2;
        double longitudeStep = Math.toRadians(other.longitude - longitude) / 2;
        double haversine = Math.pow(Math.sin(latitudeStep), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(other.latitude))
                        * Math.pow(Math.sin(longitudeStep), 2);
        return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }
}
