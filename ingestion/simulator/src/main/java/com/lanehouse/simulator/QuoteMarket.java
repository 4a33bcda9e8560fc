package com.lanehouse.simulator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Companies ask for rates, book some of them, and loads run. The broker's own estimate is a rule of thumb: the true
 * median × exp(bias + error), with a fixed bias per area pair and equipment and a fresh error per quote.
 */
final class QuoteMarket {
    static final double LANE_BIAS = 0.05;
    static final double ESTIMATE_ERROR = 0.06;
    static final double FALLBACK_ERROR = 0.12;
    static final double DAILY_GROWTH = 0.0008;
    private static final double[] SOURCES = {0.75, 0.20, 0.05};
    private static final double[] HOUR_WEIGHTS = {
        1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 2, 5, 9, 11, 12, 12, 11, 10, 11, 11, 10, 7, 4, 2
    };

    private final World world;
    private final Companies companies;
    private final Lanes lanes;
    private final CostTruth costs;
    private final LoadMarket loads;
    private final RateTraffic rates;
    private final PricingExperiment experiment;
    private final AuditTrail audit;
    private final TruthFile truth;
    private long quotes;

    QuoteMarket(
            World world,
            Companies companies,
            Lanes lanes,
            CostTruth costs,
            LoadMarket loads,
            RateTraffic rates,
            PricingExperiment experiment,
            AuditTrail audit,
            TruthFile truth) {
        this.world = world;
        this.companies = companies;
        this.lanes = lanes;
        this.costs = costs;
        this.loads = loads;
        this.rates = rates;
        this.experiment = experiment;
        this.audit = audit;
        this.truth = truth;
    }

    void day(int day) throws IOException {
        double weekday = world.window().weekend(day) ? 0.22 : 1;
        for (Company company : companies.all()) {
            if (!company.present()) {
                continue;
            }
            Chance chance = world.chance("quotes", company.number(), day);
            double mean = company.segment().quotesPerWeekday()
                    * company.size()
                    * company.activity()
                    * weekday
                    * (1 + DAILY_GROWTH * day);
            double[] hours = new double[chance.poisson(mean)];
            for (int i = 0; i < hours.length; i++) {
                hours[i] = chance.weighted(HOUR_WEIGHTS) + chance.unit();
            }
            Arrays.sort(hours);
            String variant = experiment.variant(company, day);
            if (variant != null && hours.length > 0) {
                experiment.expose(company, variant, world.window().at(day, hours[0]) - 40);
            }
            for (double hour : hours) {
                quote(company, variant, world.window().at(day, hour), chance);
            }
        }
    }

    private void quote(Company company, String variant, long at, Chance chance) throws IOException {
        String quoteId = world.name("q", ++quotes);
        Segment segment = company.segment();
        Lane lane = chance.happens(0.85)
                ? company.drawLane(chance)
                : lanes.draw(chance, company.drawLane(chance).equipment());
        LocalDate pickup = Window.dateOf(at).plusDays(chance.whole(1, 7));
        long weight = LaneFields.drawWeight(chance);
        double median = costs.median(lane, pickup);
        int source = chance.weighted(SOURCES);
        double error = source == 2 ? FALLBACK_ERROR : ESTIMATE_ERROR;
        double estimate = median * StrictMath.exp(laneBias(lane) + error * chance.gaussian());
        long estimateCents = Math.round(estimate) * 100;
        double margin = DemandTruth.margin(segment, lane.equipment())
                + (PricingExperiment.TREATMENT.equals(variant) ? PricingExperiment.TREATMENT_MARGIN_CHANGE : 0);
        long priceCents = Math.round(estimateCents / (1 - margin));
        long latency = latency(source, chance);
        boolean canadian = chance.happens(0.003);
        boolean fuelIncluded = chance.happens(0.97);
        boolean areaOnly = chance.happens(0.02);
        boolean tellsWeight = chance.happens(0.9);
        if (latency > 500) {
            company.noteSlowAnswer();
        }
        world.events().emit(EventType.QUOTE_PRICED, company.id(), at, data -> {
            data.text("quote_id", quoteId).text("company_id", company.id());
            LaneFields.write(data, segment, lane, pickup, tellsWeight ? weight : 0, areaOnly);
            data.money("cost_estimate", estimateCents)
                    .money("price", priceCents)
                    .text("currency", canadian ? "CAD" : "USD")
                    .flag("fuel_included", fuelIncluded)
                    .text("rate_source", sourceName(source));
            if (source != 2) {
                data.text("model_version", "rule-of-thumb-3").text("feature_version", "1");
            }
            if (variant != null) {
                data.object(
                        "experiment", part -> part.text("id", experiment.id()).text("variant", variant));
            }
            if (source == 2) {
                data.texts("guardrails", List.of("no_model_answer"));
            }
            data.whole("latency_ms", latency);
        });
        double win = DemandTruth.winProbability(segment, priceCents / 100.0, median);
        truth.quote(quoteId, median, win);
        if (chance.happens(0.08)) {
            rates.shadow(company, lane, pickup, weight, median, at, chance);
        }
        long published = at + (long) (chance.between(0.5, 10) * Window.MINUTE);
        if (chance.happens(0.3)) {
            world.events()
                    .emit(EventType.QUOTE_PUBLISHED, company.id(), published, data -> data.text("quote_id", quoteId));
            audit.follow(published, "user:" + company.id(), "publish", "quote", quoteId, company.id());
        }
        outcome(
                new LoadMarket.Quote(quoteId, company, lane, pickup, priceCents, median, fuelIncluded),
                win,
                at,
                chance);
    }

    private double laneBias(Lane lane) {
        return LANE_BIAS
                * Chance.fixedGaussian(
                        world.root(),
                        "lane bias",
                        Long.parseLong(lane.from().area()),
                        Long.parseLong(lane.to().area()),
                        lane.equipment().ordinal());
    }

    private static long latency(int source, Chance chance) {
        double milliseconds = switch (source) {
            case 0 -> chance.logNormal(190, 0.5);
            case 1 -> chance.logNormal(45, 0.55);
            default -> chance.logNormal(450, 0.45);
        };
        return Math.max(2, Math.round(milliseconds));
    }

    private static String sourceName(int source) {
        return switch (source) {
            case 0 -> "model";
            case 1 -> "cache";
            default -> "fallback";
        };
    }

    private void outcome(LoadMarket.Quote quote, double win, long at, Chance chance) {
        long pickupMorning = quote.pickupMoment(8);
        if (chance.happens(win)) {
            long wished = at + Math.max(20 * Window.MINUTE, (long) (chance.logNormal(6, 1.1) * Window.HOUR));
            long latest = Math.max(at + 30 * Window.MINUTE, pickupMorning);
            loads.book(quote, Math.min(wished, latest), chance);
        } else if (chance.happens(0.68)) {
            double hours = Math.clamp(chance.logNormal(18, 1.0), 0.2, 240);
            boolean tellsWhy = chance.happens(0.8);
            String reason = chance.happens(0.6) ? "price" : chance.pick("timing", "capacity", "service", "cancelled");
            world.events().emit(EventType.QUOTE_LOST, quote.company().id(), at + (long) (hours * Window.HOUR), data -> {
                data.text("quote_id", quote.id());
                if (tellsWhy) {
                    data.text("reason", reason);
                }
            });
        }
    }
}
