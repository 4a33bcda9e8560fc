package com.lanehouse.simulator;

import com.lanehouse.simulator.Company.Standing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * Customers pay, upgrade, pause and leave through Stripe. The daily chance that a customer cancels is
 *
 * <pre>monthlyChurn[segment] / 30 × exp(2.2 × (1 − activity) + 0.6 × payment failures + 0.35 × failed agent tasks + 0.10 × slow answers)</pre>
 *
 * with the failures of the last weeks counted with fading weight and at most 3 of each. Use falls before most leave: a
 * company begins to decline with a daily chance of 0.15 %, four times that after trouble, and half recover.
 */
final class SubscriptionMarket {
    static final int WARM_UP_DAYS = 60;
    static final double CHURN_BY_LOST_ACTIVITY = 2.2;
    static final double CHURN_BY_PAYMENT_FAILURE = 0.6;
    static final double CHURN_BY_FAILED_TASK = 0.35;
    static final double CHURN_BY_SLOW_ANSWER = 0.10;
    static final double DAILY_DECLINE = 0.0015;
    static final double FORMER_CUSTOMERS = 0.12;
    static final double WON_BACK_A_DAY = 0.0012;
    private static final double PAYMENT_FAILS = 0.04;

    private final World world;
    private final Companies companies;
    private final Agenda agenda;
    private final List<Plan> plans = Plan.load();
    private long stripeEvents;
    private long invoices;

    SubscriptionMarket(World world, Companies companies, Agenda agenda) {
        this.world = world;
        this.companies = companies;
        this.agenda = agenda;
    }

    /** Brings in those who are or were customers when the warm-up begins, with their billing history. */
    void founders() {
        int count = world.config().companies();
        int former = (int) Math.round(count * FORMER_CUSTOMERS);
        for (int i = 0; i < count + former; i++) {
            Chance chance = world.chance("founder", i);
            Company company = companies.add(Segment.draw(chance), Standing.CUSTOMER, chance.between(0.8, 1));
            int age = 31 + (int) Math.min(1_000, chance.exponential(280));
            int signUp = -WARM_UP_DAYS - age;
            Subscription subscription = open(company, signUp, chance);
            pay(subscription, subscription.start + 5, true, true);
            int grows = chance.happens(0.2) ? signUp + chance.whole(20, age) : Integer.MAX_VALUE;
            int leaves = i < count ? Integer.MAX_VALUE : signUp + chance.whole(25, age);
            for (int day = signUp + 1; day < -WARM_UP_DAYS && day < leaves; day++) {
                if (day == grows) {
                    subscription.quantity++;
                    tell(subscription, "customer.subscription.updated", moment(subscription, day, chance));
                }
                if (dayOf(subscription.periodEnd) == day) {
                    renew(company, subscription, day, chance, false);
                }
            }
            company.subscribe(subscription);
            if (i >= count) {
                end(company, subscription, leaves, chance);
            }
        }
    }

    void day(int day) {
        for (Company company : companies.all()) {
            Chance chance = world.chance("billing", company.number(), day);
            if (company.standing() == Standing.CUSTOMER) {
                customerDay(company, company.subscription(), day, chance);
            } else if (company.standing() == Standing.GONE
                    && company.subscription() != null
                    && chance.happens(WON_BACK_A_DAY)) {
                Subscription again = open(company, day, chance);
                pay(again, again.start + 5, true, true);
                company.subscribe(again);
            }
            company.endDay();
        }
    }

    private void customerDay(Company company, Subscription subscription, int day, Chance chance) {
        double trouble = company.paymentFailures() + company.failedTasks() / 2;
        if (!company.declining() && chance.happens(DAILY_DECLINE * (trouble > 1 ? 4 : 1))) {
            company.startDeclining(chance.between(0.93, 0.975));
        } else if (company.declining() && chance.happens(0.015)) {
            company.recover();
        }
        if (dayOf(subscription.periodEnd) <= day) {
            renew(company, subscription, day, chance, true);
        }
        if (subscription.cancelAt > 0) {
            return;
        }
        if (chance.happens(dailyChurn(company))) {
            if (chance.happens(0.6)) {
                end(company, subscription, day, chance);
            } else {
                subscription.canceledAt = moment(subscription, day, chance);
                subscription.cancelAt = subscription.periodEnd;
                tell(subscription, "customer.subscription.updated", subscription.canceledAt);
            }
        } else {
            perhapsChange(company, subscription, day, chance);
        }
    }

    static double dailyChurn(Company company) {
        double drivers = CHURN_BY_LOST_ACTIVITY * (1 - company.activity())
                + CHURN_BY_PAYMENT_FAILURE * Math.min(3, company.paymentFailures())
                + CHURN_BY_FAILED_TASK * Math.min(3, company.failedTasks())
                + CHURN_BY_SLOW_ANSWER * Math.min(3, company.slowAnswers());
        return company.segment().monthlyChurn() / 30 * StrictMath.exp(drivers);
    }

    private void perhapsChange(Company company, Subscription subscription, int day, Chance chance) {
        double grow = company.declining() ? 0.003 : 0.022;
        double shrink = company.declining() ? 0.025 : 0.005;
        int change = chance.weighted(grow / 30, shrink / 30, 0.004 / 30, 1 - (grow + shrink + 0.004) / 30);
        if (change == 3 || subscription.paused || !subscription.status.equals("active")) {
            return;
        }
        if (change == 0) {
            if (chance.happens(0.4) && !subscription.plan.name().equals("enterprise")) {
                subscription.plan = neighbour(subscription.plan, 1);
            } else {
                subscription.quantity++;
            }
        } else if (change == 1) {
            if (subscription.quantity > 1) {
                subscription.quantity--;
            } else if (!subscription.plan.name().equals("starter")) {
                subscription.plan = neighbour(subscription.plan, -1);
            } else {
                return;
            }
        } else {
            subscription.paused = true;
            int back = day + chance.whole(15, 40);
            agenda.on(back, () -> resume(company, subscription, back));
        }
        tell(subscription, "customer.subscription.updated", moment(subscription, day, chance));
    }

    private void resume(Company company, Subscription subscription, int day) {
        if (company.subscription() == subscription && company.present() && subscription.paused) {
            subscription.paused = false;
            Chance chance = world.chance("resume", company.number(), day);
            tell(subscription, "customer.subscription.updated", moment(subscription, day, chance));
        }
    }

    private Plan neighbour(Plan plan, int step) {
        List<String> order = List.of("starter", "pro", "enterprise");
        return plan(order.get(order.indexOf(plan.name()) + step), plan.yearly());
    }

    private Plan plan(String name, boolean yearly) {
        return plans.stream()
                .filter(plan -> plan.name().equals(name) && plan.yearly() == yearly)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("reference/plans.csv has no plan " + name));
    }

    /** The plan a company of a segment takes. */
    static String drawPlan(Segment segment, Chance chance) {
        double[] weights = switch (segment) {
            case SMB -> new double[] {0.72, 0.27, 0.01};
            case MID_MARKET -> new double[] {0.06, 0.80, 0.14};
            case ENTERPRISE -> new double[] {0, 0.18, 0.82};
        };
        return List.of("starter", "pro", "enterprise").get(chance.weighted(weights));
    }

    private Subscription open(Company company, int day, Chance chance) {
        return open(company, drawPlan(company.segment(), chance), day, chance, "active", 0);
    }

    /** Creates the customer (once) and a subscription; Stripe tells of both. */
    private Subscription open(Company company, String planName, int day, Chance chance, String status, int trialDays) {
        long start = world.window().at(day, chance.between(12, 22)) / 1000;
        String customer = "cus_" + world.chance("customer", company.number()).alphanumeric(14);
        if (company.subscription() == null) {
            String email = "billing@" + company.id().replace('_', '-') + ".example.com";
            stripe(
                    "customer.created",
                    company.id(),
                    start - 4,
                    json -> StripeObjects.customer(json, customer, company, email, start - 4));
        }
        Subscription subscription = new Subscription(
                "sub_" + chance.alphanumeric(24),
                "si_" + chance.alphanumeric(14),
                customer,
                company.id(),
                chance.happens(0.9),
                start);
        subscription.plan = plan(planName, chance.happens(0.2));
        subscription.quantity = chance.happens(0.8) ? 1 : chance.whole(2, 5);
        subscription.status = status;
        subscription.discount = drawDiscount(start, chance);
        subscription.periodStart = start;
        if (trialDays > 0) {
            subscription.trialEnd = start + trialDays * 86_400L;
            subscription.periodEnd = subscription.trialEnd;
        } else {
            subscription.periodEnd = nextPeriod(subscription, start);
        }
        subscription.lastSaid = start - 1;
        tell(subscription, "customer.subscription.created", start);
        return subscription;
    }

    private static Discount drawDiscount(long start, Chance chance) {
        if (!chance.happens(0.12)) {
            return null;
        }
        String id = "di_" + chance.alphanumeric(24);
        return switch (chance.below(4)) {
            case 0 -> new Discount(id, "WELCOME20", 20, 0, "repeating", 3, start);
            case 1 -> new Discount(id, "PARTNER10", 10, 0, "forever", 0, start);
            case 2 -> new Discount(id, "FIRST25", 25, 0, "once", 0, start);
            default -> new Discount(id, "SAVE15USD", 0, 1_500, "repeating", 6, start);
        };
    }

    /** A trial that Stripe knows of from its first day. */
    Subscription openTrial(Company company, String planName, int day, int trialDays, Chance chance) {
        return open(company, planName, day, chance, "trialing", trialDays);
    }

    /** The trial company pays: its trialing subscription goes active, or it gets one. */
    void convert(Company company, String planName, Subscription trial, int day, Chance chance) {
        Subscription subscription = trial;
        if (trial == null) {
            subscription = open(company, planName, day, chance, "active", 0);
        } else {
            long at = moment(trial, day, chance);
            trial.status = "active";
            trial.periodStart = at;
            trial.periodEnd = nextPeriod(trial, at);
            tell(trial, "customer.subscription.updated", at);
        }
        pay(subscription, subscription.lastSaid + 5, true, true);
        company.subscribe(subscription);
    }

    /** The trial ends without a payment. */
    void abandon(Subscription trial, int day, Chance chance) {
        cancel(trial, moment(trial, day, chance));
    }

    private void renew(Company company, Subscription subscription, int day, Chance chance, boolean mayFail) {
        if (subscription.cancelAt > 0) {
            end(company, subscription, day, chance);
            return;
        }
        subscription.periodStart = subscription.periodEnd;
        subscription.periodEnd = nextPeriod(subscription, subscription.periodStart);
        tell(subscription, "customer.subscription.updated", subscription.periodStart + 2);
        if (subscription.paused) {
            return;
        }
        double fails = company.declining() ? 2 * PAYMENT_FAILS : PAYMENT_FAILS;
        if (mayFail && subscription.status.equals("active") && chance.happens(fails)) {
            subscription.status = "past_due";
            failedAttempt(company, subscription, subscription.periodStart + 3_600);
            retryLater(company, subscription, day, chance);
        } else if (subscription.status.equals("active")) {
            pay(subscription, subscription.periodStart + 3_600, true, false);
        }
    }

    private void failedAttempt(Company company, Subscription subscription, long at) {
        pay(subscription, at, false, false);
        company.notePaymentFailure();
        tell(subscription, "customer.subscription.updated", at + 2);
    }

    private void retryLater(Company company, Subscription subscription, int day, Chance chance) {
        int retry = day + chance.whole(3, 7);
        agenda.on(retry, () -> {
            if (company.subscription() != subscription || !subscription.status.equals("past_due")) {
                return;
            }
            Chance again = world.chance("retry", company.number(), retry);
            long at = moment(subscription, retry, again);
            if (again.happens(0.6)) {
                pay(subscription, at, true, false);
                subscription.status = "active";
                tell(subscription, "customer.subscription.updated", at + 2);
            } else if (subscription.attempts < 4) {
                failedAttempt(company, subscription, at);
                retryLater(company, subscription, retry, again);
            } else {
                end(company, subscription, retry, again);
            }
        });
    }

    private void end(Company company, Subscription subscription, int day, Chance chance) {
        cancel(subscription, moment(subscription, day, chance));
        company.leave();
    }

    private void cancel(Subscription subscription, long at) {
        subscription.status = "canceled";
        subscription.canceledAt = at;
        tell(subscription, "customer.subscription.deleted", at);
    }

    private void pay(Subscription subscription, long at, boolean succeeds, boolean first) {
        if (subscription.openInvoice == null) {
            subscription.openInvoice =
                    "in_" + world.chance("invoice", ++invoices).alphanumeric(24);
            subscription.attempts = 0;
        }
        subscription.attempts++;
        String invoice = subscription.openInvoice;
        stripe(
                succeeds ? "invoice.paid" : "invoice.payment_failed",
                subscription.companyId,
                at,
                json -> StripeObjects.invoice(json, invoice, subscription, at, succeeds, first));
        if (succeeds) {
            subscription.openInvoice = null;
        }
        subscription.lastSaid = Math.max(subscription.lastSaid, at);
    }

    private void tell(Subscription subscription, String type, long at) {
        subscription.lastSaid = Math.max(subscription.lastSaid, at);
        stripe(type, subscription.companyId, at, json -> StripeObjects.subscription(json, subscription));
    }

    private void stripe(String type, String companyId, long second, Consumer<Fields> object) {
        Chance chance = world.chance("stripe event", ++stripeEvents);
        String id = "evt_" + chance.alphanumeric(24);
        long receipt = second * 1000 + (long) (1000 * chance.between(0.3, 4));
        world.events().emitStripe(id, companyId, receipt, json -> StripeObjects.event(json, id, type, second, object));
    }

    /** A second of the day, after whatever was last said of the subscription. */
    private long moment(Subscription subscription, int day, Chance chance) {
        return Math.max(world.window().at(day, chance.between(9, 23)) / 1000, subscription.lastSaid + 7);
    }

    private static long nextPeriod(Subscription subscription, long from) {
        ZonedDateTime start = Instant.ofEpochSecond(from).atZone(ZoneOffset.UTC);
        return (subscription.plan.yearly() ? start.plusYears(1) : start.plusMonths(1)).toEpochSecond();
    }

    private int dayOf(long second) {
        return world.window().dayOf(second * 1000);
    }
}
