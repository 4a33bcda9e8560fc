package com.lanehouse.simulator;

/** A Stripe subscription as it stands; times are epoch seconds. */
final class Subscription {
    final String id;
    final String item;
    final String customer;
    final String companyId;
    /** Whether the subscription itself names its company; its customer always does. */
    final boolean namesCompany;

    final long start;

    Plan plan;
    int quantity;
    String status;
    long trialEnd = -1;
    long periodStart;
    long periodEnd;
    long cancelAt = -1;
    long canceledAt = -1;
    boolean paused;
    Discount discount;
    int attempts;
    String openInvoice;
    /** When Stripe last said something about it. */
    long lastSaid;

    Subscription(String id, String item, String customer, String companyId, boolean namesCompany, long start) {
        this.id = id;
        this.item = item;
        this.customer = customer;
        this.companyId = companyId;
        this.namesCompany = namesCompany;
        this.start = start;
    }

    /** What one period costs, discount taken off, in cents. */
    long invoiceCents(long atSecond) {
        long gross = plan.cents() * quantity;
        if (discount == null || !discount.holdsAt(atSecond)) {
            return gross;
        }
        return Math.max(0, gross - discount.centsOff() - gross * discount.percentOff() / 100);
    }
}
