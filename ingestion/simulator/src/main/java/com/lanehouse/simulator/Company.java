package com.lanehouse.simulator;

import java.util.List;

/** One customer or trial and the state that moves from day to day. */
final class Company {
    /** Where a company stands with us. */
    enum Standing {
        TRIAL,
        CUSTOMER,
        GONE
    }

    private final int number;
    private final String id;
    private final Segment segment;
    private final List<Lane> lanes;
    private final double[] laneWeights;
    private final double size;
    private final double apiVolume;
    private final double taskTrouble;

    private Standing standing;
    private double activity;
    private double dailyDecline = 1;
    private double failedTasks;
    private double slowAnswers;
    private double paymentFailures;
    private Subscription subscription;

    Company(
            int number,
            String id,
            Segment segment,
            List<Lane> lanes,
            double size,
            double apiVolume,
            double taskTrouble,
            Standing standing,
            double activity) {
        this.number = number;
        this.id = id;
        this.segment = segment;
        this.lanes = List.copyOf(lanes);
        this.laneWeights = new double[lanes.size()];
        for (int i = 0; i < laneWeights.length; i++) {
            laneWeights[i] = 1.0 / (i + 1);
        }
        this.size = size;
        this.apiVolume = apiVolume;
        this.taskTrouble = taskTrouble;
        this.standing = standing;
        this.activity = activity;
    }

    int number() {
        return number;
    }

    String id() {
        return id;
    }

    Segment segment() {
        return segment;
    }

    Lane drawLane(Chance chance) {
        return lanes.get(chance.weighted(laneWeights));
    }

    /** 1 = usual for its segment. */
    double size() {
        return size;
    }

    /** Quotes asked for by program on a full working day. */
    double apiVolume() {
        return apiVolume;
    }

    /** How much more often than usual its agent tasks fail. */
    double taskTrouble() {
        return taskTrouble;
    }

    Standing standing() {
        return standing;
    }

    boolean present() {
        return standing != Standing.GONE;
    }

    /** Use of the product against its own best, 0 to 1. */
    double activity() {
        return present() ? activity : 0;
    }

    boolean declining() {
        return dailyDecline < 1;
    }

    void startDeclining(double factorPerDay) {
        dailyDecline = factorPerDay;
    }

    void recover() {
        dailyDecline = 1;
        activity = Math.max(activity, 0.8);
    }

    void subscribe(Subscription subscription) {
        this.subscription = subscription;
        this.standing = Standing.CUSTOMER;
        this.activity = Math.max(activity, 0.7);
        this.dailyDecline = 1;
    }

    void leave() {
        standing = Standing.GONE;
    }

    Subscription subscription() {
        return subscription;
    }

    void noteFailedTask() {
        failedTasks++;
    }

    void noteSlowAnswer() {
        slowAnswers++;
    }

    void notePaymentFailure() {
        paymentFailures++;
    }

    double failedTasks() {
        return failedTasks;
    }

    double slowAnswers() {
        return slowAnswers;
    }

    double paymentFailures() {
        return paymentFailures;
    }

    /** Troubles fade with half-lives of about ten days (tasks, answers) and a month (payments). */
    void endDay() {
        activity = Math.max(0.02, activity * dailyDecline);
        failedTasks *= 0.93;
        slowAnswers *= 0.93;
        paymentFailures *= 0.977;
    }
}
