package com.lanehouse.simulator;

import java.time.LocalDate;
import java.util.List;

/**
 * Certificates of insurance. A carrier's auto and cargo policies run a year and are renewed (95 % in time), or run
 * until they are cancelled, with the lead times of the federal filings; nearly all who lose a policy find another.
 * Where the primary auto policy is below $1,000,000, 96 % hold an excess policy and certify the combined limit.
 */
final class CertificateMarket {
    static final double NEVER_FILED = 0.02;
    static final double EXCESS_HELD = 0.96;
    static final double RENEWED_IN_TIME = 0.95;
    private static final long BROKERS_AUTO_LIMIT = 1_000_000;
    private static final int OLDEST_DAY = -420;
    private static final int MOST_POLICIES = 12;

    private final World world;
    private final InsuranceFilings filings;
    private long certificates;

    CertificateMarket(World world, InsuranceFilings filings) {
        this.world = world;
        this.filings = filings;
    }

    /** Files everything a carrier ever files, from the day it joined. */
    void follow(Carrier carrier, int joined) {
        for (String coverage : new String[] {"auto", "cargo", "general", "workers_comp"}) {
            Chance chance = world.chance("certificates " + coverage, carrier.number());
            double held = switch (coverage) {
                case "general" -> 0.45;
                case "workers_comp" -> 0.15;
                default -> 1 - NEVER_FILED;
            };
            if (chance.happens(held)) {
                policies(carrier, coverage, joined, drawLimit(coverage, chance), chance);
            }
        }
    }

    private long drawLimit(String coverage, Chance chance) {
        return switch (coverage) {
            case "auto" -> {
                long primary = filings.drawAutoLimit(chance);
                yield primary < BROKERS_AUTO_LIMIT && chance.happens(EXCESS_HELD) ? BROKERS_AUTO_LIMIT : primary;
            }
            case "cargo" ->
                List.of(50_000L, 100_000L, 150_000L, 250_000L).get(chance.weighted(0.015, 0.78, 0.08, 0.125));
            case "general" -> 1_000_000;
            default -> 500_000;
        };
    }

    private void policies(Carrier carrier, String coverage, int joined, long limit, Chance chance) {
        // A policy rarely starts on the day its carrier joins: the first one is some way into its year.
        int effective = Math.max(OLDEST_DAY, joined) - chance.below(330);
        int filed = Math.max(OLDEST_DAY, joined) + (chance.happens(0.9) ? 0 : chance.whole(1, 10));
        int lastDay = world.window().days();
        for (int i = 0; i < MOST_POLICIES && filed < lastDay; i++) {
            boolean term = chance.happens(0.7);
            String id = world.name("coi", ++certificates);
            long at = world.window().at(filed, chance.between(13, 21));
            LocalDate from = world.window().date(effective);
            LocalDate to = term ? world.window().date(effective + 365) : null;
            file(id, carrier, coverage, limit, at, from, to, chance);
            int end = effective + 365;
            if (!term || chance.happens(0.03)) {
                if (!term && chance.happens(0.45)) {
                    return;
                }
                int cancels = filed + filings.drawCancelLeadDays(chance);
                if (cancels >= end && term) {
                    cancels = end - 1;
                }
                int notice = Math.max(filed + 1, cancels - chance.whole(30, 40));
                cancel(
                        id,
                        carrier.id(),
                        world.window().at(notice, chance.between(13, 21)),
                        world.window().date(cancels));
                end = cancels;
            }
            effective = end;
            if (chance.happens(RENEWED_IN_TIME)) {
                filed = Math.max(filed + 1, end - chance.whole(1, 28));
            } else if (chance.happens(0.85)) {
                filed = end + chance.whole(2, 30);
                effective = filed;
            } else {
                return;
            }
        }
    }

    private void file(
            String id,
            Carrier carrier,
            String coverage,
            long limit,
            long at,
            LocalDate from,
            LocalDate to,
            Chance chance) {
        String insurer = filings.drawInsurer(chance);
        String policy = chance.pick("CA", "MTC", "TRK", "CPP") + chance.digits(8);
        world.events().emit(EventType.COI_FILED, carrier.id(), at, data -> {
            data.text("coi_id", id)
                    .text("carrier_id", carrier.id())
                    .text("coverage", coverage)
                    .text("insurer", insurer)
                    .text("policy_number", policy)
                    .whole("limit_usd", limit)
                    .text("effective_on", from.toString());
            if (to != null) {
                data.text("expires_on", to.toString());
            }
        });
    }

    private void cancel(String coiId, String carrierId, long at, LocalDate cancelsOn) {
        world.events()
                .emit(
                        EventType.COI_CANCELLED,
                        carrierId,
                        at,
                        data -> data.text("coi_id", coiId).text("cancels_on", cancelsOn.toString()));
    }
}
