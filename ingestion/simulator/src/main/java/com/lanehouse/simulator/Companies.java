package com.lanehouse.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All companies so far, in order of appearance. */
final class Companies {
    private static final double OWN_LANES_FROM_HOME = 0.6;

    private final World world;
    private final Lanes lanes;
    private final List<Company> all = new ArrayList<>();

    Companies(World world, Lanes lanes) {
        this.world = world;
        this.lanes = lanes;
    }

    List<Company> all() {
        return Collections.unmodifiableList(all);
    }

    /** Adds a company; what it is like is drawn from its number alone. */
    Company add(Segment segment, Company.Standing standing, double activity) {
        int number = all.size() + 1;
        Chance chance = world.chance("company", number);
        double size = chance.logNormal(0.85, 0.55);
        double medianApiVolume = switch (segment) {
            case SMB -> 50;
            case MID_MARKET -> 300;
            case ENTERPRISE -> 900;
        };
        Company company = new Company(
                number,
                world.name("co", number),
                segment,
                drawLanes(segment, chance),
                size,
                chance.logNormal(medianApiVolume, 1.0) * Math.min(size, 2),
                chance.logNormal(0.8, 0.7),
                standing,
                activity);
        all.add(company);
        return company;
    }

    private List<Lane> drawLanes(Segment segment, Chance chance) {
        double[] equipment = switch (chance.weighted(0.45, 0.2, 0.15, 0.2)) {
            case 0 -> new double[] {0.88, 0.08, 0.04};
            case 1 -> new double[] {0.25, 0.72, 0.03};
            case 2 -> new double[] {0.28, 0.02, 0.70};
            default -> new double[] {0.5, 0.25, 0.25};
        };
        int count = switch (segment) {
            case SMB -> chance.whole(4, 8);
            case MID_MARKET -> chance.whole(10, 20);
            case ENTERPRISE -> chance.whole(25, 45);
        };
        Metro home = lanes.drawMetro(chance);
        List<Lane> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Metro from = chance.happens(OWN_LANES_FROM_HOME) ? home : lanes.drawMetro(chance);
            drawn.add(lanes.drawFrom(from, chance, Equipment.values()[chance.weighted(equipment)]));
        }
        return drawn;
    }
}
