package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Body of {@code POST /v1/rates}.
 *
 * @param equipment van, reefer or flatbed
 * @param weightLbs null when not given
 */
record RateRequest(Place origin, Place destination, String equipment, LocalDate pickupDate, Double weightLbs) {
    private static final List<String> EQUIPMENTS = List.of("van", "reefer", "flatbed");
    private static final Pattern ZIP = Pattern.compile("\\d{5}(-\\d{4})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final double MOST_POUNDS = 200_000;
    private static final int LONGEST_AREA = 40;
    private static final long FURTHEST_DAYS = 366;

    RateRequest {
        requireNonNull(origin, "origin is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(equipment, "equipment is null");
        requireNonNull(pickupDate, "pickupDate is null");
    }

    /**
     * Reads and checks a body. Unknown fields are passed over.
     *
     * @param today a pickup may lie a year before or after it
     * @throws Problem naming the first field that is wrong
     */
    static RateRequest of(ObjectNode body, LocalDate today) {
        return new RateRequest(
                place(body, "origin"),
                place(body, "destination"),
                equipment(body),
                pickupDate(body, today),
                weight(body));
    }

    /** A body that reads as this request. */
    ObjectNode json() {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("origin", origin.json());
        body.set("destination", destination.json());
        body.put("equipment", equipment).put("pickup_date", pickupDate.toString());
        if (weightLbs != null) {
            body.put("weight_lbs", weightLbs);
        }
        return body;
    }

    private static Place place(ObjectNode body, String field) {
        JsonNode place = required(body, field);
        if (!place.isObject()) {
            throw Problem.invalid(field, "must be an object with a zip or an area");
        }
        String zip = text(place.get("zip"), field + ".zip");
        String area = text(place.get("area"), field + ".area");
        if (zip == null && area == null) {
            throw Problem.invalid(field + ".zip", "is missing: give a ZIP code or an area");
        }
        if (zip != null && !ZIP.matcher(zip).matches()) {
            throw Problem.invalid(field + ".zip", "must be five digits, or five and four");
        }
        if (area != null && (area.isBlank() || area.length() > LONGEST_AREA)) {
            throw Problem.invalid(field + ".area", "must be 1 to 40 characters");
        }
        return new Place(zip == null ? null : zip.substring(0, 5), area);
    }

    private static String equipment(ObjectNode body) {
        String equipment = text(required(body, "equipment"), "equipment");
        if (!EQUIPMENTS.contains(equipment)) {
            throw Problem.invalid("equipment", "must be one of van, reefer, flatbed");
        }
        return equipment;
    }

    private static LocalDate pickupDate(ObjectNode body, LocalDate today) {
        String text = text(required(body, "pickup_date"), "pickup_date");
        LocalDate date;
        try {
            if (!DATE.matcher(text).matches()) {
                throw new DateTimeException("not a date");
            }
            date = LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid("pickup_date", "must be a date such as 2026-03-31");
        }
        if (date.isBefore(today.minusDays(FURTHEST_DAYS)) || date.isAfter(today.plusDays(FURTHEST_DAYS))) {
            throw Problem.invalid("pickup_date", "must lie within a year of today, " + today);
        }
        return date;
    }

    private static Double weight(ObjectNode body) {
        JsonNode weight = body.get("weight_lbs");
        if (weight == null || weight.isNull()) {
            return null;
        }
        if (!weight.isNumber()) {
            throw Problem.invalid("weight_lbs", "must be a number");
        }
        double pounds = weight.doubleValue();
        if (!(pounds > 0 && pounds <= MOST_POUNDS)) {
            throw Problem.invalid("weight_lbs", "must be above 0 and at most 200000");
        }
        return pounds;
    }

    private static JsonNode required(ObjectNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            throw Problem.invalid(field, "is missing");
        }
        return value;
    }

    private static String text(JsonNode value, String field) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Problem.invalid(field, "must be a string");
        }
        return value.textValue();
    }
}
