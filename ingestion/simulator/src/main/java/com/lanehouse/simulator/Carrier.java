package com.lanehouse.simulator;

import com.lanehouse.warehouse.reference.ZipCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** A carrier of the directory: what its profile says and what it leaves out. */
final class Carrier {
    /** The required profile fields. */
    static final List<String> FIELDS = List.of(
            "legal_name",
            "dot_number",
            "mc_number",
            "street",
            "city",
            "state",
            "zip",
            "phone",
            "email",
            "contact_name",
            "authority_status",
            "safety_rating",
            "w9_received_on",
            "contract_signed_on",
            "equipment_types",
            "power_units",
            "service_states");

    private final String id;
    private final int number;
    private final int joined;
    private final ZipCode home;
    private final List<Equipment> equipment;
    private final TreeSet<String> unfilled = new TreeSet<>();
    private boolean active = true;
    private boolean verified;

    Carrier(String id, int number, int joined, ZipCode home, List<Equipment> equipment) {
        this.id = id;
        this.number = number;
        this.joined = joined;
        this.home = home;
        this.equipment = List.copyOf(equipment);
    }

    String id() {
        return id;
    }

    int number() {
        return number;
    }

    /** The day of its first profile. */
    int joined() {
        return joined;
    }

    boolean runs(Equipment wanted) {
        return equipment.contains(wanted);
    }

    boolean active() {
        return active;
    }

    void activate(boolean nowActive) {
        active = nowActive;
    }

    boolean verified() {
        return verified;
    }

    void verify(boolean nowVerified) {
        verified = nowVerified;
    }

    /** Fields that are missing or invalid, in alphabetical order. */
    TreeSet<String> unfilled() {
        return unfilled;
    }

    /** Writes a valid value of a field as of a day. */
    void writeValid(Fields data, String field, LocalDate day, Chance chance) {
        switch (field) {
            case "legal_name" -> data.text(field, Names.carrier(chance));
            case "dot_number" -> data.text(field, chance.digits(7));
            case "mc_number" -> data.text(field, "MC" + chance.digits(chance.whole(6, 7)));
            case "street" ->
                data.text(
                        field,
                        chance.digits(4) + " "
                                + chance.pick("Industrial Pkwy", "Depot Rd", "Commerce Dr", "Terminal Way"));
            case "city" -> data.text(field, home.city());
            case "state" -> data.text(field, home.state());
            case "zip" -> data.text(field, chance.happens(0.1) ? home.zip() + "-" + chance.digits(4) : home.zip());
            case "phone" -> data.text(field, Names.phone(chance));
            case "email" -> data.text(field, "dispatch@" + id.replace('_', '-') + ".example.com");
            case "contact_name" -> data.text(field, Names.person(chance));
            case "authority_status" ->
                data.text(
                        field,
                        List.of("active", "pending", "inactive", "revoked")
                                .get(chance.weighted(0.955, 0.01, 0.025, 0.01)));
            case "safety_rating" ->
                data.text(
                        field,
                        List.of("none", "satisfactory", "conditional", "unsatisfactory")
                                .get(chance.weighted(0.58, 0.36, 0.05, 0.01)));
            case "w9_received_on", "contract_signed_on" ->
                data.text(field, day.minusDays(chance.below(30)).toString());
            case "equipment_types" ->
                data.texts(field, equipment.stream().map(Equipment::code).toList());
            case "power_units" -> data.whole(field, 1 + Math.min(900, (long) chance.logNormal(6, 1.2)));
            case "service_states" -> data.texts(field, serviceStates(chance));
            default -> throw new IllegalArgumentException("no profile field " + field);
        }
    }

    private List<String> serviceStates(Chance chance) {
        List<String> states = new ArrayList<>();
        states.add(home.state());
        for (String state : List.of("TX", "IL", "GA", "CA", "OH", "TN", "PA", "FL", "IN", "MO")) {
            if (!states.contains(state) && chance.happens(0.35)) {
                states.add(state);
            }
        }
        return states;
    }

    /** Writes a value that people do enter and that is not valid. */
    void writeInvalid(Fields data, String field, Chance chance) {
        switch (field) {
            case "dot_number" -> data.text(field, chance.pick("N/A", "DOT" + chance.digits(7), chance.digits(9)));
            case "mc_number" ->
                data.text(field, chance.pick("mc" + chance.digits(6), "MC " + chance.digits(6), chance.digits(6)));
            case "state" -> data.text(field, chance.pick("Texas", home.state().toLowerCase(Locale.ROOT), "XX"));
            case "zip" -> data.text(field, chance.pick(home.zip().substring(0, 4), home.zip() + "1234"));
            case "phone" -> data.text(field, chance.pick("555-01" + chance.digits(2), "call the office"));
            case "email" ->
                data.text(field, chance.pick("dispatch.example.com", "dispatch@localhost", "a@b@example.com"));
            case "authority_status" -> data.text(field, chance.pick("ACTIVE", "authorized", "unknown"));
            case "safety_rating" -> data.text(field, chance.pick("Satisfactory", "A", "not rated"));
            case "w9_received_on", "contract_signed_on" ->
                data.text(field, chance.pick("03/04/2024", "yes", "2199-01-01"));
            case "equipment_types", "service_states" -> data.emptyArray(field);
            case "power_units" -> data.whole(field, 0);
            default -> data.text(field, chance.pick("", " "));
        }
    }
}
