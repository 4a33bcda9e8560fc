package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import com.lanehouse.warehouse.reference.DieselPrices;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Turns a question and the histories of its day into the rate model's inputs. The first input,
 * {@link #EXPECTED_LOG_RATE}, is the local estimate of ln($/mile): miles curve + market + what like loads on the lane left
 * over, with the shrunk history for their parent. The trees only learn what it leaves over.
 */
public final class RateFeatures {
    /** The input that the trees' output is added to. */
    public static final String EXPECTED_LOG_RATE = "expected_log_rate";

    /** The input that tells how many loads like the one asked about the first input rests on. */
    public static final String LIKE_WEIGHT = "like_weight";

    /** Model parameter: coefficients of the {@link MilesCurve}. */
    public static final String MILES_CURVE = "miles_curve";

    /** Model parameter: the share of the market's moves that is followed, see {@link RateLevel}. */
    public static final String MARKET_SHARE = "market_share";

    /** Model parameter: ratios of the {@link Circuity}. */
    public static final String CIRCUITY = "circuity";

    /** Model parameter: the {@link HistoryPriors}. */
    public static final String HISTORY_PRIORS = "history_priors";

    /** Model parameter: the {@link LikeLoadKernel}. */
    public static final String LIKE_LOADS = "like_loads";

    /** Model parameter: 1 when the costs it learnt from include fuel, else 0. */
    public static final String FUEL_INCLUDED = "fuel_included";

    private static final double DAYS_OF_YEAR = 365.25;
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
            "like_estimate",
            LIKE_WEIGHT,
            "like_spread",
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

    private final RateLevel level;
    private final HistoryPriors priors;
    private final LikeLoadKernel kernel;
    private final DieselPrices diesel;

    /**
     * @param level the miles curve that was fitted with the model, and how it follows the market
     * @param priors those that were chosen with it
     * @param kernel likewise
     */
    public RateFeatures(RateLevel level, HistoryPriors priors, LikeLoadKernel kernel, DieselPrices diesel) {
        this.level = requireNonNull(level, "level is null");
        this.priors = requireNonNull(priors, "priors is null");
        this.kernel = requireNonNull(kernel, "kernel is null");
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

    /** The local estimate of ln($/mile) without a look at which loads are alike: curve + market + shrunk history. */
    public double laneLogRate(RateQuestion question, HistoryView histories) {
        return level.at(MilesCurve.z(question.miles()), histories.market())
                + histories.estimates(question.lane(), level, priors).local();
    }

    /** The first input alone: the local estimate of ln($/mile). */
    public double expectedLogRate(RateQuestion question, HistoryView histories) {
        double z = MilesCurve.z(question.miles());
        double parent = histories.estimates(question.lane(), level, priors).local();
        return level.at(z, histories.market())
                + likeLoads(question, z, histories, parent).estimate();
    }

    private LikeLoads likeLoads(RateQuestion question, double z, HistoryView histories, double parent) {
        return histories.likeLoads(question.lane(), z, weight(question), level, kernel, parent);
    }

    private static double weight(RateQuestion question) {
        return question.weightLbs() == null ? RecentLoad.UNKNOWN_WEIGHT : question.weightLbs();
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
        LaneEstimates estimates = histories.estimates(lane, level, priors);
        LikeLoads like = likeLoads(question, z, histories, estimates.local());
        double season = 2 * Math.PI * pickup.getDayOfYear() / DAYS_OF_YEAR;
        return new double[] {
            level.at(z, histories.market()) + like.estimate(),
            question.miles(),
            z,
            lane.equipment().equals("reefer") ? 1 : 0,
            lane.equipment().equals("flatbed") ? 1 : 0,
            weight(question),
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
            like.estimate(),
            like.weight(),
            like.spread(),
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
