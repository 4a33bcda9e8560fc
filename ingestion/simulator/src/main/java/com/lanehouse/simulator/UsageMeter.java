package com.lanehouse.simulator;

import java.util.List;

/**
 * What companies use. A company's volume is drawn once with a heavy tail, so a few per cent of the starter and pro
 * companies come near or over the limits of their plan.
 */
final class UsageMeter {
    private final World world;
    private final Companies companies;

    /** A feature, the chance that a busy company uses it on a working day, and how much of it, as a median. */
    private record Feature(String key, double daily, double smb, double midMarket, double enterprise, double spread) {
        double median(Segment segment) {
            return switch (segment) {
                case SMB -> smb;
                case MID_MARKET -> midMarket;
                case ENTERPRISE -> enterprise;
            };
        }
    }

    private static final List<Feature> FEATURES = List.of(
            new Feature("bulk_jobs", 0.35, 3, 14, 40, 1.1),
            new Feature("directory_invites", 0.22, 1.2, 4, 9, 1.0),
            new Feature("tracking_updates", 0.7, 12, 60, 200, 0.6),
            new Feature("document_uploads", 0.4, 4, 15, 45, 0.6),
            new Feature("lane_reports", 0.25, 1, 2, 4, 0.5));

    UsageMeter(World world, Companies companies) {
        this.world = world;
        this.companies = companies;
    }

    void day(int day) {
        double weekday = world.window().weekend(day) ? 0.25 : 1;
        for (Company company : companies.all()) {
            if (!company.present()) {
                continue;
            }
            Chance chance = world.chance("usage", company.number(), day);
            double activity = company.activity();
            quotes(company, day, weekday * activity, chance);
            for (Feature feature : FEATURES) {
                if (chance.happens(feature.daily * weekday * StrictMath.sqrt(activity))) {
                    double amount = chance.logNormal(feature.median(company.segment()), feature.spread)
                            * activity
                            * Math.min(3, company.size());
                    use(company, feature.key, Math.round(amount), world.window().at(day, hour(chance)), null);
                }
            }
        }
    }

    // Program access reports its count once a day, that of larger companies at noon too.
    private void quotes(Company company, int day, double share, Chance chance) {
        double volume = company.apiVolume() * share * chance.logNormal(1, 0.3);
        double morning = company.segment() == Segment.SMB ? 0 : chance.between(0.35, 0.6);
        use(company, "quotes", Math.round(volume * morning), world.window().at(day, chance.between(15, 16)), "api");
        use(
                company,
                "quotes",
                Math.round(volume * (1 - morning)),
                world.window().at(day, chance.between(22, 23)),
                "api");
    }

    private static double hour(Chance chance) {
        return Math.clamp(16.5 + 3 * chance.gaussian(), 0, 23.99);
    }

    private void use(Company company, String feature, long quantity, long at, String channel) {
        if (quantity < 1) {
            return;
        }
        world.events().emit(EventType.USAGE_RECORDED, company.id(), at, data -> {
            data.text("company_id", company.id()).text("feature_key", feature).whole("qty", quantity);
            if (channel != null) {
                data.object("metadata", metadata -> metadata.text("channel", channel));
            }
        });
    }
}
