package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.LaneCell.LastLoad;
import com.lanehouse.features.LaneCell.Sums;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The past loads as they stand on one day. Immutable. */
public final class HistoryView {
    private static final Sums NONE = new Sums();

    /** Loads that a market level of 0 is worth. */
    private static final double MARKET_PRIOR = 3;

    /** Loads that the whole market is worth when the recent loads of a part of it are looked at. */
    private static final double RECENT_PRIOR = 5;

    /** Loads that the wider history is worth when it is mixed into a narrower one. */
    private static final double ALL_PRIOR = 5;

    private static final double EQUIPMENT_PRIOR = 10;

    private final LocalDate day;
    private final double market;
    private final Sums all;
    private final Map<String, Sums> byEquipment;
    private final Map<String, Sums> byOrigin;
    private final Map<String, Sums> byDestination;
    private final Map<AreaEquipment, Sums> byOriginEquipment;
    private final Map<AreaEquipment, Sums> byDestinationEquipment;
    private final Map<AreaPair, Sums> byPair;
    private final Map<Lane, Sums> byLane;
    private final Map<Lane, LastLoad> lastByLane;

    private HistoryView(Builder builder) {
        this.day = builder.day;
        this.all = builder.all;
        this.market = all.recentMarket() / (all.recentWeight() + MARKET_PRIOR);
        this.byEquipment = builder.byEquipment;
        this.byOrigin = builder.byOrigin;
        this.byDestination = builder.byDestination;
        this.byOriginEquipment = builder.byOriginEquipment;
        this.byDestinationEquipment = builder.byDestinationEquipment;
        this.byPair = builder.byPair;
        this.byLane = builder.byLane;
        this.lastByLane = builder.lastByLane;
    }

    public LocalDate day() {
        return day;
    }

    /**
     * Level of the market: how far ln($/mile) of recent loads lies above what their lanes and miles let expect; 0 when
     * nothing is known.
     */
    public double market() {
        return market;
    }

    /** Loads in the book. */
    long loads() {
        return all.loads();
    }

    /** Whether any past load is known. */
    public boolean knowsLoads() {
        return loads() > 0;
    }

    /** Loads known on a lane, in all equipments together. */
    public long loadsOn(Lane lane) {
        return byPair.getOrDefault(AreaPair.of(lane), NONE).loads();
    }

    /** Loads known on a lane in the lane's own equipment. */
    public long loadsInEquipmentOn(Lane lane) {
        return byLane.getOrDefault(lane, NONE).loads();
    }

    /**
     * What a mile used to cost on a lane in the lane's own equipment, in dollars: the mean ln($/mile) of its loads, older
     * ones weighing less; empty when there is none.
     */
    public OptionalDouble usualRate(Lane lane) {
        Sums sums = byLane.get(lane);
        return sums == null || sums.weight() <= 0 ? OptionalDouble.empty() : OptionalDouble.of(sums.meanRate());
    }

    /** Days since the last load of the lane became known, if there was one. */
    public Optional<Long> daysSinceLast(Lane lane) {
        return last(lane).map(load -> Math.max(0, day.toEpochDay() - load.epochDay()));
    }

    /**
     * What the residual ln($/mile) − market − curve of a load on the lane used to be, from the widest history to the
     * narrowest, each shrunk towards the one above it: (Σ w·r + m·parent) ÷ (Σ w + m).
     */
    LaneEstimates estimates(Lane lane, MilesCurve curve, HistoryPriors priors) {
        requireNonNull(curve, "curve is null");
        double everything = shrunk(all, curve, 0, ALL_PRIOR);
        double equipment = shrunk(byEquipment.get(lane.equipment()), curve, everything, EQUIPMENT_PRIOR);
        Sums originSums = byOrigin.get(lane.originArea());
        Sums destinationSums = byDestination.get(lane.destinationArea());
        double origin = shrunk(originSums, curve, everything, priors.area()) - everything;
        double destination = shrunk(destinationSums, curve, everything, priors.area()) - everything;
        double originEquipment = shrunk(
                byOriginEquipment.get(new AreaEquipment(lane.originArea(), lane.equipment())),
                curve,
                equipment + origin,
                priors.area());
        double destinationEquipment = shrunk(
                byDestinationEquipment.get(new AreaEquipment(lane.destinationArea(), lane.equipment())),
                curve,
                equipment + destination,
                priors.area());
        double areas = originEquipment + destinationEquipment - equipment;
        double pairParent = everything + origin + destination;
        double pair = shrunk(byPair.get(AreaPair.of(lane)), curve, pairParent, priors.pair()) - pairParent;
        double local = shrunk(byLane.get(lane), curve, areas + pair, priors.lane());
        Lane back = lane.reversed();
        double reverseParent = everything
                + shrunk(byOrigin.get(back.originArea()), curve, everything, priors.area())
                - everything
                + shrunk(byDestination.get(back.destinationArea()), curve, everything, priors.area())
                - everything;
        double reverse = shrunk(byPair.get(AreaPair.of(back)), curve, reverseParent, priors.pair()) - everything;
        return new LaneEstimates(
                everything,
                equipment,
                origin,
                destination,
                areas,
                pair,
                local,
                reverse,
                weight(originSums),
                weight(destinationSums),
                weight(byPair.get(AreaPair.of(lane))),
                weight(byLane.get(lane)),
                last(lane).map(load -> load.residual(curve)).orElse(local),
                recent(byEquipment.get(lane.equipment())),
                recent(originSums),
                recent(destinationSums),
                recent(byPair.get(AreaPair.of(lane))));
    }

    /** How far recent loads lie above the market. */
    private double recent(Sums sums) {
        return sums == null
                ? 0
                : (sums.recentMarket() - market * sums.recentWeight()) / (sums.recentWeight() + RECENT_PRIOR);
    }

    /** The lane's newest load in its own equipment. */
    private Optional<LastLoad> last(Lane lane) {
        return Optional.ofNullable(lastByLane.get(lane));
    }

    private static double shrunk(Sums sums, MilesCurve curve, double parent, double priorLoads) {
        return sums == null ? parent : (sums.residual(curve) + priorLoads * parent) / (sums.weight() + priorLoads);
    }

    private static double weight(Sums sums) {
        return sums == null ? 0 : sums.weight();
    }

    private record AreaPair(String origin, String destination) {
        static AreaPair of(Lane lane) {
            return new AreaPair(lane.originArea(), lane.destinationArea());
        }
    }

    private record AreaEquipment(String area, String equipment) {}

    /** Adds cells up; they must come in the order of lanes, since floating-point sums depend on it. */
    static final class Builder {
        private final LocalDate day;
        private final Sums all = new Sums();
        private final Map<String, Sums> byEquipment = new HashMap<>();
        private final Map<String, Sums> byOrigin = new HashMap<>();
        private final Map<String, Sums> byDestination = new HashMap<>();
        private final Map<AreaEquipment, Sums> byOriginEquipment = new HashMap<>();
        private final Map<AreaEquipment, Sums> byDestinationEquipment = new HashMap<>();
        private final Map<AreaPair, Sums> byPair = new HashMap<>();
        private final Map<Lane, Sums> byLane = new HashMap<>();
        private final Map<Lane, LastLoad> lastByLane = new HashMap<>();

        Builder(LocalDate day) {
            this.day = requireNonNull(day, "day is null");
        }

        void add(Lane lane, LaneCell cell) {
            long epochDay = day.toEpochDay();
            cell.addTo(all, epochDay);
            cell.addTo(at(byEquipment, lane.equipment()), epochDay);
            cell.addTo(at(byOrigin, lane.originArea()), epochDay);
            cell.addTo(at(byDestination, lane.destinationArea()), epochDay);
            cell.addTo(at(byOriginEquipment, new AreaEquipment(lane.originArea(), lane.equipment())), epochDay);
            cell.addTo(
                    at(byDestinationEquipment, new AreaEquipment(lane.destinationArea(), lane.equipment())), epochDay);
            cell.addTo(at(byPair, AreaPair.of(lane)), epochDay);
            cell.addTo(at(byLane, lane), epochDay);
            lastByLane.put(lane, cell.last());
        }

        HistoryView build() {
            return new HistoryView(this);
        }

        private static <K> Sums at(Map<K, Sums> sums, K key) {
            return sums.computeIfAbsent(key, ignored -> new Sums());
        }
    }
}
