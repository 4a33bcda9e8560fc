package com.lanehouse.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The carrier directory: profiles, their later changes, badges. A thorough carrier (70 %) fills a field with
 * probability 0.95, an average one (22 %) 0.85, a careless one (8 %) 0.55; of what is filled 1.5 % is invalid.
 */
final class CarrierMarket {
    static final int CARRIERS_PER_COMPANY = 4;
    static final int FEWEST = 60;
    private static final double[] DILIGENCE_SHARES = {0.70, 0.22, 0.08};
    private static final double[] DILIGENCE = {0.95, 0.85, 0.55};
    private static final double INVALID = 0.015;
    private static final int REGULARS_PER_AREA = 8;

    private final World world;
    private final Lanes lanes;
    private final CertificateMarket certificates;
    private final List<Carrier> all = new ArrayList<>();

    CarrierMarket(World world, Lanes lanes, CertificateMarket certificates) {
        this.world = world;
        this.lanes = lanes;
        this.certificates = certificates;
    }

    /** Those who were in the directory before the history, with what they filed. */
    void founders() {
        int count = Math.max(FEWEST, CARRIERS_PER_COMPANY * world.config().companies());
        for (int i = 0; i < count; i++) {
            Chance chance = world.chance("carrier founder", i);
            join(-1 - chance.below(700));
        }
    }

    void day(int day) {
        Chance arrivals = world.chance("carrier arrivals", day);
        int joining = arrivals.poisson(0.0004 * all.size());
        for (int i = 0; i < joining; i++) {
            join(day);
        }
        for (Carrier carrier : all) {
            if (carrier.joined() < day) {
                change(carrier, day, world.chance("carrier day", carrier.number(), day));
            }
        }
    }

    /** A carrier for a load: mostly one of the origin's regulars. */
    String drawFor(Lane lane, Chance chance) {
        Carrier drawn = null;
        for (int attempt = 0; attempt < 60; attempt++) {
            int index;
            if (attempt < 10 && chance.happens(0.7)) {
                long area = Long.parseLong(lane.from().area());
                int regular = chance.below(REGULARS_PER_AREA);
                index = (int) (Chance.fixedUnit(
                                world.root(), "regular", area, lane.equipment().ordinal(), regular)
                        * all.size());
            } else {
                index = chance.below(all.size());
            }
            drawn = all.get(index);
            if (drawn.active() && drawn.runs(lane.equipment())) {
                return drawn.id();
            }
        }
        return drawn.id();
    }

    private void join(int day) {
        int number = all.size() + 1;
        Chance chance = world.chance("carrier", number);
        Metro home = lanes.drawMetro(chance);
        Carrier carrier =
                new Carrier(world.name("car", number), number, day, chance.pick(home.zips()), drawEquipment(chance));
        all.add(carrier);
        double diligence = DILIGENCE[chance.weighted(DILIGENCE_SHARES)];
        // Before the hours in which certificates come in: the profile is first.
        long at = world.window().at(day, chance.between(9, 12.9));
        world.events().emit(EventType.CARRIER_UPDATED, carrier.id(), at, data -> {
            data.text("carrier_id", carrier.id());
            for (String field : Carrier.FIELDS) {
                if (!chance.happens(diligence)) {
                    carrier.unfilled().add(field);
                    if (chance.happens(0.2)) {
                        data.nothing(field);
                    }
                } else if (chance.happens(INVALID)) {
                    carrier.unfilled().add(field);
                    carrier.writeInvalid(data, field, chance);
                } else {
                    carrier.writeValid(data, field, Window.dateOf(at), chance);
                }
            }
            data.flag("active", true);
        });
        certificates.follow(carrier, day);
        if (carrier.unfilled().size() <= 2 && chance.happens(0.75)) {
            badge(carrier, true, at + chance.whole(1, 20) * Window.DAY);
        }
    }

    private static List<Equipment> drawEquipment(Chance chance) {
        List<Equipment> equipment = new ArrayList<>();
        Equipment main = Equipment.values()[chance.weighted(0.55, 0.25, 0.20)];
        for (Equipment type : Equipment.values()) {
            if (type == main || chance.happens(0.2)) {
                equipment.add(type);
            }
        }
        return equipment;
    }

    private void change(Carrier carrier, int day, Chance chance) {
        long at = world.window().at(day, chance.between(12, 22));
        if (carrier.active() && chance.happens(0.02)) {
            update(carrier, at, chance);
        }
        if (chance.happens(carrier.active() ? 0.0003 : 0.01)) {
            carrier.activate(!carrier.active());
            world.events()
                    .emit(
                            EventType.CARRIER_UPDATED,
                            carrier.id(),
                            at + Window.MINUTE,
                            data -> data.text("carrier_id", carrier.id()).flag("active", carrier.active()));
        }
        if (chance.happens(0.0015)) {
            badge(carrier, !carrier.verified(), at + 2 * Window.MINUTE);
        }
    }

    /** One to three fields; every other time one that is missing so far, now and then a field is cleared. */
    private void update(Carrier carrier, long at, Chance chance) {
        List<String> fields = new ArrayList<>();
        if (!carrier.unfilled().isEmpty() && chance.happens(0.5)) {
            fields.add(carrier.unfilled().first());
        }
        for (String field :
                List.of("phone", "email", "contact_name", "power_units", "safety_rating", "service_states")) {
            if (!fields.contains(field) && chance.happens(0.25)) {
                fields.add(field);
            }
        }
        if (fields.isEmpty()) {
            fields.add("phone");
        }
        boolean clears = chance.happens(0.04);
        world.events().emit(EventType.CARRIER_UPDATED, carrier.id(), at, data -> {
            data.text("carrier_id", carrier.id());
            for (String field : fields) {
                if (clears) {
                    data.nothing(field);
                } else {
                    carrier.writeValid(data, field, Window.dateOf(at), chance);
                }
            }
        });
        if (clears) {
            carrier.unfilled().addAll(fields);
        } else {
            fields.forEach(carrier.unfilled()::remove);
        }
    }

    private void badge(Carrier carrier, boolean verified, long at) {
        carrier.verify(verified);
        world.events()
                .emit(
                        EventType.CARRIER_BADGE_CHANGED,
                        carrier.id(),
                        at,
                        data -> data.text("carrier_id", carrier.id()).text("badge", verified ? "verified" : "none"));
    }
}
