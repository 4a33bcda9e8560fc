package com.lanehouse.simulator;

/** Who a customer is. Shares and sizes are assumptions. */
enum Segment {
    SMB("smb", 0.65, 0.95, 0.030),
    MID_MARKET("mid_market", 0.25, 2.8, 0.015),
    ENTERPRISE("enterprise", 0.10, 7.0, 0.006);

    private final String code;
    private final double share;
    private final double quotesPerWeekday;
    private final double monthlyChurn;

    Segment(String code, double share, double quotesPerWeekday, double monthlyChurn) {
        this.code = code;
        this.share = share;
        this.quotesPerWeekday = quotesPerWeekday;
        this.monthlyChurn = monthlyChurn;
    }

    String code() {
        return code;
    }

    double share() {
        return share;
    }

    double quotesPerWeekday() {
        return quotesPerWeekday;
    }

    /** Chance per 30 days that a content customer cancels. */
    double monthlyChurn() {
        return monthlyChurn;
    }

    static Segment draw(Chance chance) {
        return values()[chance.weighted(SMB.share, MID_MARKET.share, ENTERPRISE.share)];
    }

    static Segment ofFleet(int trucks) {
        return trucks < 20 ? SMB : trucks < 200 ? MID_MARKET : ENTERPRISE;
    }
}
