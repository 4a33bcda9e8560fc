package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.LaneCell.LastLoad;
import com.lanehouse.features.LaneCell.Sums;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Map<AreaPair, Sums> byPair;
    private final Map<Lane, Sums> byLane;
    private final Map<Lane, LastLoad> lastByLane;
    private final Map<AreaPair, List<EquipmentLoads>> recentByPair;
    private final Map<EffectsKey, Effects> effects = new ConcurrentHashMap<>();

    private HistoryView(Builder builder) {
        this.day = builder.day;
        this.all = builder.all;
        this.market = all.recentMarket() / (all.recentWeight() + MARKET_PRIOR);
        this.byEquipment = builder.byEquipment;
        this.byOrigin = builder.byOrigin;
        this.byDestination = builder.byDestination;
        this.byPair = builder.byPair;
        this.byLane = builder.byLane;
        this.lastByLane = builder.lastByLane;
        this.recentByPair = builder.recentByPair;
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
     * What the residual of a load on the lane, held against a level, used to be, from the widest history to the
     * narrowest, each shrunk towards the one above it: (Σ w·r + m·parent) ÷ (Σ w + m).
     */
    LaneEstimates estimates(Lane lane, RateLevel level, HistoryPriors priors) {
        requireNonNull(level, "level is null");
        double everything = shrunk(all, level, 0, ALL_PRIOR);
        double equipment = equipmentLevel(lane.equipment(), level);
        Effects effects = effects(level, priors.area());
        double origin = effects.ofAreas().origin(lane.originArea());
        double destination = effects.ofAreas().destination(lane.destinationArea());
        double areas = effects.areas(lane, equipment);
        double pairParent = everything + origin + destination;
        double pair = shrunk(byPair.get(AreaPair.of(lane)), level, pairParent, priors.pair()) - pairParent;
        double local = shrunk(byLane.get(lane), level, areas + pair, priors.lane());
        Lane back = lane.reversed();
        double reverseParent = everything
                + effects.ofAreas().origin(back.originArea())
                + effects.ofAreas().destination(back.destinationArea());
        double reverse = shrunk(byPair.get(AreaPair.of(back)), level, reverseParent, priors.pair()) - everything;
        Sums originSums = byOrigin.get(lane.originArea());
        Sums destinationSums = byDestination.get(lane.destinationArea());
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
                last(lane).map(load -> load.residual(level)).orElse(local),
                recent(byEquipment.get(lane.equipment())),
                recent(originSums),
                recent(destinationSums),
                recent(byPair.get(AreaPair.of(lane))));
    }

    /**
     * What the lane's recent loads that are like the one that is asked about let expect. Those in another equipment stand
     * as much higher or lower as it is dearer or cheaper in general.
     *
     * @param z of the load that is asked about, see {@link MilesCurve#z}
     * @param weightLbs its weight; −1 when unknown
     * @param parent what is expected without them
     */
    LikeLoads likeLoads(Lane lane, double z, double weightLbs, RateLevel level, LikeLoadKernel kernel, double parent) {
        List<EquipmentLoads> candidates = recentByPair.getOrDefault(AreaPair.of(lane), List.of());
        int count = candidates.stream().mapToInt(loads -> loads.loads().size()).sum();
        double[] residuals = new double[count];
        double[] weights = new double[count];
        int next = 0;
        for (EquipmentLoads candidate : candidates) {
            boolean same = candidate.equipment().equals(lane.equipment());
            double dearer =
                    same ? 0 : equipmentLevel(lane.equipment(), level) - equipmentLevel(candidate.equipment(), level);
            for (RecentLoad load : candidate.loads()) {
                residuals[next] = load.residual(level) + dearer;
                weights[next] =
                        kernel.alike(load, z, weightLbs, same) * LaneCell.longDecay(day.toEpochDay() - load.epochDay());
                next++;
            }
        }
        return LikeLoads.of(residuals, weights, parent, kernel.prior());
    }

    /** Worked out once for a level and a prior: it takes a look at every lane. */
    private Effects effects(RateLevel level, double prior) {
        return effects.computeIfAbsent(new EffectsKey(level, prior), key -> {
            Map<String, Double> equipments = new HashMap<>();
            byEquipment.keySet().forEach(equipment -> equipments.put(equipment, equipmentLevel(equipment, level)));
            AreaEffects<String> ofAreas = new AreaEffects<>(
                    byLane,
                    level,
                    Lane::originArea,
                    Lane::destinationArea,
                    lane -> equipments.get(lane.equipment()),
                    prior);
            AreaEffects<AreaEquipment> inEquipment = new AreaEffects<>(
                    byLane,
                    level,
                    AreaEquipment::ofOrigin,
                    AreaEquipment::ofDestination,
                    lane -> equipments.get(lane.equipment())
                            + ofAreas.origin(lane.originArea())
                            + ofAreas.destination(lane.destinationArea()),
                    prior);
            return new Effects(ofAreas, inEquipment);
        });
    }

    private double equipmentLevel(String equipment, RateLevel level) {
        return shrunk(byEquipment.get(equipment), level, shrunk(all, level, 0, ALL_PRIOR), EQUIPMENT_PRIOR);
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

    private static double shrunk(Sums sums, RateLevel level, double parent, double priorLoads) {
        return sums == null ? parent : (sums.residual(level) + priorLoads * parent) / (sums.weight() + priorLoads);
    }

    private static double weight(Sums sums) {
        return sums == null ? 0 : sums.weight();
    }

    private record AreaPair(String origin, String destination) {
        static AreaPair of(Lane lane) {
            return new AreaPair(lane.originArea(), lane.destinationArea());
        }
    }

    private record EquipmentLoads(String equipment, List<RecentLoad> loads) {}

    private record AreaEquipment(String area, String equipment) {
        static AreaEquipment ofOrigin(Lane lane) {
            return new AreaEquipment(lane.originArea(), lane.equipment());
        }

        static AreaEquipment ofDestination(Lane lane) {
            return new AreaEquipment(lane.destinationArea(), lane.equipment());
        }
    }

    private record EffectsKey(RateLevel level, double prior) {}

    /** Of areas, and what their loads in one equipment deviate from that. */
    private record Effects(AreaEffects<String> ofAreas, AreaEffects<AreaEquipment> inEquipment) {
        double areas(Lane lane, double equipment) {
            return equipment
                    + ofAreas.origin(lane.originArea())
                    + ofAreas.destination(lane.destinationArea())
                    + inEquipment.origin(AreaEquipment.ofOrigin(lane))
                    + inEquipment.destination(AreaEquipment.ofDestination(lane));
        }
    }

    /** Adds cells up; they must come in the order of lanes, since floating-point sums depend on it. */
    static final class Builder {
        private final LocalDate day;
        private final Sums all = new Sums();
        private final Map<String, Sums> byEquipment = new HashMap<>();
        private final Map<String, Sums> byOrigin = new HashMap<>();
        private final Map<String, Sums> byDestination = new HashMap<>();
        private final Map<AreaPair, Sums> byPair = new HashMap<>();
        private final Map<Lane, Sums> byLane = new LinkedHashMap<>();
        private final Map<Lane, LastLoad> lastByLane = new HashMap<>();
        private final Map<AreaPair, List<EquipmentLoads>> recentByPair = new HashMap<>();

        Builder(LocalDate day) {
            this.day = requireNonNull(day, "day is null");
        }

        void add(Lane lane, LaneCell cell) {
            long epochDay = day.toEpochDay();
            cell.addTo(all, epochDay);
            cell.addTo(at(byEquipment, lane.equipment()), epochDay);
            cell.addTo(at(byOrigin, lane.originArea()), epochDay);
            cell.addTo(at(byDestination, lane.destinationArea()), epochDay);
            cell.addTo(at(byPair, AreaPair.of(lane)), epochDay);
            cell.addTo(at(byLane, lane), epochDay);
            lastByLane.put(lane, cell.last());
            recentByPair
                    .computeIfAbsent(AreaPair.of(lane), ignored -> new ArrayList<>(1))
                    .add(new EquipmentLoads(lane.equipment(), cell.recent()));
        }

        HistoryView build() {
            return new HistoryView(this);
        }

        private static <K> Sums at(Map<K, Sums> sums, K key) {
            return sums.computeIfAbsent(key, ignored -> new Sums());
        }
    }
}
