package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import com.lanehouse.warehouse.reference.DieselPrices;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Turns a question and the histories of its day into the rate model's inputs. The first input,
 * {@link #EXPECTED_LOG_RATE}, is the local estimate of ln($/mile): market + miles curve + shrunk history. The trees only
 * learn what it leaves over.
 */
public final class RateFeatures {
    /** The input that the trees' output is added to. */
    public static final String EXPECTED_LOG_RATE = "expected_log_rate";

    /** Model parameter: coefficients of the {@link MilesCurve}. */
    public static final String MILES_CURVE = "miles_curve";

    /** Model parameter: ratios of the {@link Circuity}. */
    public static final String CIRCUITY = "circuity";

    /** Model parameter: the {@link HistoryPriors}. */
    public static final String HISTORY_PRIORS = "history_priors";

    /** Model parameter: 1 when the costs it learnt from include fuel, else 0. */
    public static final String FUEL_INCLUDED = "fuel_included";

    private static final double DAYS_OF_YEAR = 365.25;
    private static final double UNKNOWN_WEIGHT = -1;
    private static final double LONG_AGO_DAYS = 365;

    private static final List<String> NAMES = List.of(
            EXPECTED_LOG_RATE,
            "miles",
            "log_miles",
            "is_reefer",
            "is_flatbed",
            "weight_lbs",
            "lead_days",
            "season_sin",
            "season_cos",
            "weekday",
            "diesel_dollars_per_gallon",
            "market",
            "equipment_estimate",
            "origin_estimate",
            "destination_estimate",
            "areas_estimate",
            "pair_estimate",
            "local_estimate",
            "reverse_estimate",
            "last_residual",
            "last_age_days",
            "origin_weight",
            "destination_weight",
            "pair_weight",
            "lane_weight",
            "equipment_recent",
            "origin_recent",
            "destination_recent",
            "pair_recent");

    private static final List<String> CALENDAR =
            List.of("season_sin", "season_cos", "diesel_dollars_per_gallon", "market");

    private final MilesCurve curve;
    private final HistoryPriors priors;
    private final DieselPrices diesel;

    /**
     * @param curve the miles curve that was fitted with the model
     * @param priors those that were chosen with it
     */
    public RateFeatures(MilesCurve curve, HistoryPriors priors, DieselPrices diesel) {
        this.curve = requireNonNull(curve, "curve is null");
        this.priors = requireNonNull(priors, "priors is null");
        this.diesel = requireNonNull(diesel, "diesel is null");
    }

    /** Names of the inputs, in order. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A copy in which everything that names a point in time (season, diesel price, market level) is 0, so that trees
     * cannot split on it. The expected rate keeps the market's level.
     */
    public static double[] withoutCalendar(double[] vector) {
        double[] copy = vector.clone();
        for (String name : CALENDAR) {
            copy[NAMES.indexOf(name)] = 0;
        }
        return copy;
    }

    /** The first input alone: the local estimate of ln($/mile). */
    public double expectedLogRate(RateQuestion question, HistoryView histories) {
        return histories.market()
                + curve.at(MilesCurve.z(question.miles()))
                + histories.estimates(question.lane(), curve, priors).local();
    }

    /**
     * The inputs for a question, in the order of {@link #names()}.
     *
     * @param histories the book as of a day; must not hold the question's own load
     */
    public double[] vector(RateQuestion question, HistoryView histories) {
        Lane lane = question.lane();
        LocalDate pickup = question.pickupDate();
        double z = MilesCurve.z(question.miles());
        LaneEstimates estimates = histories.estimates(lane, curve, priors);
        double season = 2 * Math.PI * pickup.getDayOfYear() / DAYS_OF_YEAR;
        return new double[] {
            histories.market() + curve.at(z) + estimates.local(),
            question.miles(),
            z,
            lane.equipment().equals("reefer") ? 1 : 0,
            lane.equipment().equals("flatbed") ? 1 : 0,
            question.weightLbs() == null ? UNKNOWN_WEIGHT : question.weightLbs(),
            ChronoUnit.DAYS.between(question.askedOn(), pickup),
            StrictMath.sin(season),
            StrictMath.cos(season),
            pickup.getDayOfWeek().getValue(),
            diesel.dollarsPerGallon(question.askedOn()),
            histories.market(),
            estimates.equipment(),
            estimates.origin(),
            estimates.destination(),
            estimates.areas(),
            estimates.pair(),
            estimates.local(),
            estimates.reverse(),
            estimates.last(),
            histories.daysSinceLast(lane).map(Long::doubleValue).orElse(LONG_AGO_DAYS),
            estimates.originWeight(),
            estimates.destinationWeight(),
            estimates.pairWeight(),
            estimates.laneWeight(),
            estimates.equipmentRecent(),
            estimates.originRecent(),
            estimates.destinationRecent(),
            estimates.pairRecent()
        };
    }
}
