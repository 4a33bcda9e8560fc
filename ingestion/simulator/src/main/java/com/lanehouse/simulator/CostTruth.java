package com.lanehouse.simulator;

import com.lanehouse.warehouse.reference.DieselPrices;
import java.time.LocalDate;

/**
 * The hidden median cost of carrying a load:
 *
 * <pre>
 * $/mile = (longHaul[equipment] + 210 / (miles + 40) + (diesel − 3.50) / 6.5 × 1.15)
 *          × exp(outbound[origin] + inbound[destination] + season[equipment, day of year] + weekday)
 * </pre>
 *
 * with the diesel price of the pickup week in dollars a gallon at 6.5 miles a gallon and 15 % empty miles. What a
 * carrier is paid is this median × exp(noise), noise normal with mean 0 and the equipment's standard deviation.
 */
final class CostTruth {
    static final double SHORT_HAUL_DOLLARS = 210;
    static final double SHORT_HAUL_MILES = 40;
    static final double BASE_DIESEL = 3.50;
    static final double MILES_PER_GALLON = 6.5;
    static final double EMPTY_MILES = 1.15;
    static final double VAN_PEAK = 0.045;
    static final double REEFER_PEAK = 0.070;
    static final double FLATBED_PEAK = 0.050;
    static final int VAN_PEAK_DAY = 325;
    static final int REEFER_PEAK_DAY = 175;
    static final int FLATBED_PEAK_DAY = 150;

    private final DieselPrices diesel;

    CostTruth(DieselPrices diesel) {
        this.diesel = diesel;
    }

    /** Median cost of the whole load in dollars. */
    double median(Lane lane, LocalDate pickup) {
        double perMile = lane.equipment().longHaulPerMile()
                + SHORT_HAUL_DOLLARS / (lane.miles() + SHORT_HAUL_MILES)
                + (diesel.dollarsPerGallon(pickup) - BASE_DIESEL) / MILES_PER_GALLON * EMPTY_MILES;
        double market =
                lane.from().outbound() + lane.to().inbound() + season(lane.equipment(), pickup) + weekday(pickup);
        return perMile * lane.miles() * StrictMath.exp(market);
    }

    /** Vans peak before the holidays, reefers with the harvest, flatbeds with building in early summer. */
    static double season(Equipment equipment, LocalDate day) {
        return switch (equipment) {
            case VAN -> VAN_PEAK * wave(day, VAN_PEAK_DAY);
            case REEFER -> REEFER_PEAK * wave(day, REEFER_PEAK_DAY);
            case FLATBED -> FLATBED_PEAK * wave(day, FLATBED_PEAK_DAY);
        };
    }

    private static double wave(LocalDate day, int peakDayOfYear) {
        return StrictMath.cos(2 * StrictMath.PI * (day.getDayOfYear() - peakDayOfYear) / 365.25);
    }

    static double weekday(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case FRIDAY -> 0.02;
            case SATURDAY, SUNDAY -> 0.04;
            case MONDAY -> -0.01;
            default -> 0;
        };
    }

    /** One actual cost in dollars around the median. */
    static double actual(double median, Equipment equipment, Chance chance) {
        return median * StrictMath.exp(equipment.noise() * chance.gaussian());
    }
}
