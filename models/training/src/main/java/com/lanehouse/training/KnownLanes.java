package com.lanehouse.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which lanes a training has seen often enough to know them: pairs of areas, in all equipments together. */
final class KnownLanes {
    static final int LEAST_LOADS = 3;

    private final Map<AreaPair, Long> loads;

    private KnownLanes(Map<AreaPair, Long> loads) {
        this.loads = loads;
    }

    /** Counts every load of the training, fees too. */
    static KnownLanes of(List<TrainingLoad> train) {
        return new KnownLanes(train.stream().collect(Collectors.groupingBy(AreaPair::of, Collectors.counting())));
    }

    boolean hold(TrainingLoad load) {
        return loads.getOrDefault(AreaPair.of(load), 0L) >= LEAST_LOADS;
    }

    private record AreaPair(String origin, String destination) {
        static AreaPair of(TrainingLoad load) {
            return new AreaPair(
                    load.question().lane().originArea(), load.question().lane().destinationArea());
        }
    }
}
