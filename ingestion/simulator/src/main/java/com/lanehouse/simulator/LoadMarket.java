package com.lanehouse.simulator;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Booked quotes become loads: covered by a carrier at the true cost, delivered, invoiced; a few are cancelled. */
final class LoadMarket {
    static final double CANCELLED = 0.015;

    private final World world;
    private final CarrierMarket carriers;
    private final AuditTrail audit;
    private long loads;
    private long invoices;

    LoadMarket(World world, CarrierMarket carriers, AuditTrail audit) {
        this.world = world;
        this.carriers = carriers;
        this.audit = audit;
    }

    /** A quote as far as its load needs it; the median cost is in dollars. */
    record Quote(
            String id,
            Company company,
            Lane lane,
            LocalDate pickup,
            long priceCents,
            double median,
            boolean fuelIncluded) {
        long pickupMoment(int hour) {
            return pickup.atTime(hour, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
        }
    }

    void book(Quote quote, long bookedAt, Chance chance) {
        String loadId = world.name("load", ++loads);
        String companyId = quote.company().id();
        long bookedPrice = chance.happens(0.92)
                ? quote.priceCents()
                : Math.round(quote.priceCents() * chance.between(0.97, 1)) / 100 * 100;
        world.events()
                .emit(
                        EventType.QUOTE_BOOKED,
                        companyId,
                        bookedAt,
                        data -> data.text("quote_id", quote.id())
                                .text("load_id", loadId)
                                .money("booked_price", bookedPrice));

        double delayHours = Math.clamp(chance.logNormal(9, 1.0), 0.3, 71);
        long coveredAt = Math.min(
                bookedAt + (long) (delayHours * Window.HOUR),
                Math.max(bookedAt + 20 * Window.MINUTE, quote.pickupMoment(18)));
        long carrierCents =
                Math.round(CostTruth.actual(quote.median(), quote.lane().equipment(), chance) * 100);
        String carrierId = carriers.drawFor(quote.lane(), chance);
        world.events()
                .emit(
                        EventType.LOAD_COVERED,
                        companyId,
                        coveredAt,
                        data -> data.text("load_id", loadId)
                                .text("quote_id", quote.id())
                                .text("carrier_id", carrierId)
                                .money("carrier_cost", carrierCents)
                                .flag("fuel_included", quote.fuelIncluded()));

        boolean cancelled = chance.happens(CANCELLED);
        if (cancelled) {
            long at = coveredAt + (long) (chance.between(0.5, 20) * Window.HOUR);
            world.events().emit(EventType.LOAD_CANCELLED, companyId, at, data -> data.text("load_id", loadId));
        }
        // Some cancelled loads are billed all the same: they must be excluded by whoever compares costs.
        if (!cancelled || chance.happens(0.3)) {
            invoice(quote, loadId, Math.max(coveredAt, quote.pickupMoment(16)), bookedPrice, carrierCents, chance);
        }
    }

    private void invoice(
            Quote quote, String loadId, long pickedUp, long bookedPrice, long carrierCents, Chance chance) {
        String invoiceId = world.name("inv", ++invoices);
        double transitDays = StrictMath.ceil(quote.lane().miles() / 550);
        long at = pickedUp + (long) ((transitDays + chance.between(0.3, 3)) * Window.DAY);
        long accessorials = chance.happens(0.18) ? 500L * chance.whole(10, 70) : 0;
        long invoicedCost =
                chance.happens(0.06) ? Math.round(carrierCents * (1 + 0.02 * chance.gaussian())) : carrierCents;
        boolean fuelIncluded = chance.happens(0.012) != quote.fuelIncluded();
        emitInvoice(quote, invoiceId, loadId, at, bookedPrice, invoicedCost, accessorials, fuelIncluded);
        audit.follow(
                at,
                "service:billing",
                "emit",
                "invoice",
                invoiceId,
                quote.company().id());
        if (chance.happens(0.004)) {
            long again = at + (long) (chance.between(3, 60) * Window.HOUR);
            long corrected = Math.round(invoicedCost * (1 + 0.03 * chance.gaussian()));
            emitInvoice(quote, invoiceId, loadId, again, bookedPrice, corrected, accessorials, fuelIncluded);
            audit.follow(
                    again,
                    "service:billing",
                    "correct",
                    "invoice",
                    invoiceId,
                    quote.company().id());
        }
    }

    private void emitInvoice(
            Quote quote,
            String invoiceId,
            String loadId,
            long at,
            long bookedPrice,
            long carrierCents,
            long accessorials,
            boolean fuelIncluded) {
        String companyId = quote.company().id();
        world.events()
                .emit(
                        EventType.INVOICE_EMITTED,
                        companyId,
                        at,
                        data -> data.text("invoice_id", invoiceId)
                                .text("load_id", loadId)
                                .text("quote_id", quote.id())
                                .text("company_id", companyId)
                                .money("billed_amount", bookedPrice + accessorials)
                                .money("carrier_cost", carrierCents)
                                .money("accessorials", accessorials)
                                .flag("fuel_included", fuelIncluded));
    }
}
