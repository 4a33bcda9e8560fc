package com.lanehouse.simulator;

import com.lanehouse.simulator.Company.Standing;

/**
 * Leads become trials, trials become customers:
 *
 * <pre>
 * P(trial) = sigmoid(−0.9 + channel + segment)
 * P(paid)  = sigmoid(−3.0 + 4.0 × engagement during the trial + 0.7 × channel + 0.6 × segment)
 * </pre>
 *
 * with the channel's and segment's terms below and engagement uniform between 0.05 and 1; the engagement is the share
 * of its later use of the product that a trial company shows.
 */
final class GrowthMarket {
    static final double LEADS_PER_COMPANY_AND_DAY = 0.04;
    static final double TRIAL_INTERCEPT = -0.9;
    static final double PAID_INTERCEPT = -3.0;
    static final double PAID_BY_ENGAGEMENT = 4.0;
    static final double PAID_BY_CHANNEL = 0.7;
    static final double PAID_BY_SEGMENT = 0.6;
    private static final int TRIAL_DAYS = 14;

    private final World world;
    private final Companies companies;
    private final SubscriptionMarket subscriptions;
    private final Agenda agenda;
    private long leads;

    GrowthMarket(World world, Companies companies, SubscriptionMarket subscriptions, Agenda agenda) {
        this.world = world;
        this.companies = companies;
        this.subscriptions = subscriptions;
        this.agenda = agenda;
    }

    /** Where leads come from, how often, and how good they are. */
    enum Channel {
        PAID_SEARCH("paid_search", 0.26, -0.2, "google"),
        ORGANIC("organic", 0.22, 0.1, null),
        REFERRAL("referral", 0.12, 0.7, null),
        PARTNER("partner", 0.10, 0.5, "tms-marketplace"),
        OUTBOUND("outbound", 0.12, -0.5, null),
        EVENT("event", 0.06, 0.0, "tradeshow"),
        RATE_CALCULATOR("rate_calculator", 0.12, 0.2, "website");

        final String code;
        final double share;
        final double quality;
        final String utmSource;

        Channel(String code, double share, double quality, String utmSource) {
            this.code = code;
            this.share = share;
            this.quality = quality;
            this.utmSource = utmSource;
        }

        static Channel draw(Chance chance) {
            double[] shares = new double[values().length];
            for (Channel channel : values()) {
                shares[channel.ordinal()] = channel.share;
            }
            return values()[chance.weighted(shares)];
        }
    }

    static double segmentTerm(Segment segment) {
        return switch (segment) {
            case SMB -> 0.0;
            case MID_MARKET -> 0.3;
            case ENTERPRISE -> -0.3;
        };
    }

    static double trialProbability(Channel channel, Segment segment) {
        return Chance.sigmoid(TRIAL_INTERCEPT + channel.quality + segmentTerm(segment));
    }

    static double paidProbability(Channel channel, Segment segment, double engagement) {
        return Chance.sigmoid(PAID_INTERCEPT
                + PAID_BY_ENGAGEMENT * engagement
                + PAID_BY_CHANNEL * channel.quality
                + PAID_BY_SEGMENT * segmentTerm(segment));
    }

    void day(int day) {
        Chance chance = world.chance("leads", day);
        double weekday = world.window().weekend(day) ? 0.35 : 1.26;
        double mean = Math.max(0.5, LEADS_PER_COMPANY_AND_DAY * world.config().companies());
        int count = chance.poisson(mean * weekday);
        for (int i = 0; i < count; i++) {
            lead(day, chance);
        }
    }

    private void lead(int day, Chance chance) {
        String leadId = world.name("lead", ++leads);
        Segment segment = Segment.draw(chance);
        Channel channel = Channel.draw(chance);
        int fleet = switch (segment) {
            case SMB -> chance.whole(1, 19);
            case MID_MARKET -> chance.whole(20, 199);
            case ENTERPRISE -> chance.whole(200, 1_500);
        };
        boolean tellsFleet = chance.happens(0.85);
        boolean tellsName = chance.happens(0.9);
        String name = Names.company(chance);
        long at = world.window().at(day, chance.between(11, 23.5));
        world.events().emit(EventType.LEAD_CREATED, leadId, at, data -> {
            data.text("lead_id", leadId).text("email", "contact@" + leadId.replace('_', '-') + ".example.com");
            if (tellsName) {
                data.text("company_name", name);
            }
            data.text("segment", segment.code()).text("channel", channel.code);
            if (channel.utmSource != null) {
                data.object(
                        "utm",
                        utm -> utm.text("source", channel.utmSource)
                                .text("medium", channel == Channel.PAID_SEARCH ? "cpc" : "referral")
                                .text(
                                        "campaign",
                                        world.window().date(day).toString().substring(0, 7) + "-" + segment.code()));
            }
            if (tellsFleet) {
                data.whole("fleet_size", fleet).whole("monthly_loads", fleet * 6L);
            }
        });
        if (chance.happens(trialProbability(channel, segment))) {
            int start = day + (int) Math.min(40, chance.exponential(4));
            Chance trial = world.chance("trial", leads);
            if (start == day) {
                startTrial(leadId, channel, segment, day, at + Window.MINUTE * trial.whole(3, 25), trial);
            } else {
                agenda.on(
                        start,
                        () -> startTrial(
                                leadId,
                                channel,
                                segment,
                                start,
                                world.window().at(start, trial.between(11, 23)),
                                trial));
            }
        }
    }

    private void startTrial(String leadId, Channel channel, Segment segment, int day, long at, Chance chance) {
        double engagement = chance.between(0.05, 1);
        Company company = companies.add(segment, Standing.TRIAL, engagement);
        String plan = SubscriptionMarket.drawPlan(segment, chance);
        long trialEnds = at + TRIAL_DAYS * Window.DAY;
        world.events()
                .emit(
                        EventType.TRIAL_STARTED,
                        company.id(),
                        at,
                        data -> data.text("lead_id", leadId)
                                .text("company_id", company.id())
                                .text("plan", plan)
                                .time("trial_ends_at", trialEnds));
        Subscription trial =
                chance.happens(0.5) ? subscriptions.openTrial(company, plan, day + 1, TRIAL_DAYS, chance) : null;
        if (chance.happens(paidProbability(channel, segment, engagement))) {
            int pays = day + (chance.happens(0.9) ? chance.whole(3, TRIAL_DAYS) : chance.whole(TRIAL_DAYS, 24));
            agenda.on(pays, () -> subscriptions.convert(company, plan, trial, pays, chance));
        } else {
            agenda.on(day + TRIAL_DAYS, () -> {
                company.leave();
                world.events()
                        .emit(
                                EventType.TRIAL_EXPIRED,
                                company.id(),
                                trialEnds + 1_000,
                                data -> data.text("company_id", company.id()));
                if (trial != null) {
                    subscriptions.abandon(trial, day + TRIAL_DAYS + 1, chance);
                }
            });
        }
    }
}
