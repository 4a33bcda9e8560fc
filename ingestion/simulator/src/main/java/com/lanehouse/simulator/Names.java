package com.lanehouse.simulator;

/** Made-up names; domains and phone numbers are those reserved for examples. */
final class Names {
    private Names() {}

    static String company(Chance chance) {
        return chance.pick(
                        "Redwood",
                        "Blue Mesa",
                        "Northline",
                        "Prairie",
                        "Copper Creek",
                        "Harbor",
                        "Granite",
                        "Lone Pine",
                        "Summit",
                        "Cedar Ridge",
                        "Iron Gate",
                        "Silver Lake",
                        "Bayou",
                        "Timberline",
                        "Golden Plains",
                        "Riverbend",
                        "Eagle Pass",
                        "Cascade",
                        "Magnolia",
                        "Great Basin")
                + " "
                + chance.pick(
                        "Foods", "Supply", "Paper", "Steel", "Beverage", "Building Products", "Packaging", "Farms");
    }

    static String carrier(Chance chance) {
        return chance.pick(
                        "Ridgeback",
                        "Old Mill",
                        "Westgate",
                        "Clearwater",
                        "Two Rivers",
                        "High Plains",
                        "Stonebridge",
                        "Pinecrest",
                        "Bluebonnet",
                        "Lakeshore",
                        "Big Sky",
                        "Sandhill",
                        "Keystone",
                        "Ironwood",
                        "Heron",
                        "Fox Hollow",
                        "Longleaf",
                        "Mesquite",
                        "Tidewater",
                        "Whitetail")
                + " "
                + chance.pick("Trucking", "Transport", "Freight Lines", "Logistics", "Carriers", "Hauling", "Express")
                + " "
                + chance.pick("LLC", "Inc", "Co");
    }

    static String person(Chance chance) {
        return chance.pick(
                        "Ana", "Ben", "Carla", "Dmitri", "Elena", "Frank", "Grace", "Hector", "Iris", "Jamal", "Karen",
                        "Luis", "Maria", "Nate", "Olga", "Priya")
                + " "
                + chance.pick(
                        "Alvarez", "Baker", "Chen", "Diaz", "Evans", "Foster", "Garcia", "Hughes", "Ivanov", "Jones",
                        "Kim", "Lopez", "Miller", "Nguyen", "Patel", "Singh");
    }

    /** Ten digits with an exchange reserved for fiction. */
    static String phone(Chance chance) {
        String area = chance.pick("312", "214", "404", "213", "901", "317", "614", "816", "602", "713");
        String last = "01" + chance.digits(2);
        return switch (chance.below(4)) {
            case 0 -> "(" + area + ") 555-" + last;
            case 1 -> area + "-555-" + last;
            case 2 -> "+1 " + area + " 555 " + last;
            default -> area + "555" + last;
        };
    }
}
