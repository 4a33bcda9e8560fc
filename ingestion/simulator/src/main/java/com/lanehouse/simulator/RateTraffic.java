package com.lanehouse.simulator;

import java.time.LocalDate;

/** Rates that are no quotes: bulk jobs, the public rate calculator, and a shadow model beside the live one. */
final class RateTraffic {
    private static final double SHADOW_ERROR = 0.05;

    private final World world;
    private final Companies companies;
    private final Lanes lanes;
    private final CostTruth costs;
    private long rates;

    RateTraffic(World world, Companies companies, Lanes lanes, CostTruth costs) {
        this.world = world;
        this.companies = companies;
        this.lanes = lanes;
        this.costs = costs;
    }

    void day(int day) {
        Chance chance = world.chance("rates", day);
        double weekday = world.window().weekend(day) ? 0.25 : 1;
        int estimates = chance.poisson(Math.max(0.5, 30 * world.scale() * weekday));
        for (int i = 0; i < estimates; i++) {
            Lane lane = lanes.draw(chance, Equipment.values()[chance.weighted(0.6, 0.2, 0.2)]);
            long at = world.window().at(day, chance.between(0, 24));
            serve("estimate", null, Segment.draw(chance), lane, at, chance);
        }
        int jobs = chance.poisson(Math.max(0.3, 9 * world.scale() * weekday));
        for (int i = 0; i < jobs; i++) {
            Company company = chance.pick(companies.all());
            if (company.present()) {
                long at = world.window().at(day, chance.between(12, 22));
                int rows = chance.whole(3, 25);
                for (int row = 0; row < rows; row++) {
                    serve("bulk", company, company.segment(), company.drawLane(chance), at + 15L * row, chance);
                }
            }
        }
    }

    private void serve(String channel, Company company, Segment segment, Lane lane, long at, Chance chance) {
        LocalDate pickup = Window.dateOf(at).plusDays(chance.whole(1, 7));
        double median = costs.median(lane, pickup);
        double error = QuoteMarket.ESTIMATE_ERROR;
        long latency = Math.max(2, Math.round(chance.logNormal(channel.equals("bulk") ? 25 : 150, 0.5)));
        write(
                channel,
                company,
                segment,
                lane,
                pickup,
                LaneFields.drawWeight(chance),
                median,
                error,
                latency,
                at,
                chance);
    }

    /** The shadow model's answer to a quote, a moment later. */
    void shadow(Company company, Lane lane, LocalDate pickup, long weight, double median, long at, Chance chance) {
        long latency = Math.max(2, Math.round(chance.logNormal(170, 0.4)));
        long later = at + chance.whole(20, 400);
        write("shadow", company, company.segment(), lane, pickup, weight, median, SHADOW_ERROR, latency, later, chance);
    }

    private void write(
            String channel,
            Company company,
            Segment segment,
            Lane lane,
            LocalDate pickup,
            long weight,
            double median,
            double error,
            long latency,
            long at,
            Chance chance) {
        String rateId = world.name("rate", ++rates);
        long estimate = Math.round(median * StrictMath.exp(error * chance.gaussian())) * 100;
        long price = Math.round(estimate / (1 - DemandTruth.margin(segment, lane.equipment())));
        world.events().emit(EventType.RATE_SERVED, company == null ? rateId : company.id(), at, data -> {
            data.text("rate_id", rateId).text("channel", channel);
            if (company != null) {
                data.text("company_id", company.id());
            }
            LaneFields.write(data, segment, lane, pickup, weight, false);
            data.money("cost_estimate", estimate)
                    .money("price", price)
                    .text("currency", "USD")
                    .flag("fuel_included", true)
                    .text("model_version", channel.equals("shadow") ? "candidate-1" : "rule-of-thumb-3")
                    .whole("latency_ms", latency);
        });
    }
}
