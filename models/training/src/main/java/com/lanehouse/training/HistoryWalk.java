package com.lanehouse.training;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.HistoryView;
import com.lanehouse.features.LaneHistories;
import com.lanehouse.features.MilesCurve;
import com.lanehouse.features.RateFeatures;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Walks through time, so that each load is looked at with what was known on days before it was quoted, and no more. */
final class HistoryWalk {
    private HistoryWalk() {}

    /**
     * Puts every question on its day, after all that became known on the days before.
     *
     * @param asked loads whose questions are put, in any order
     * @param known loads whose costs may become known, in any order
     */
    static void each(
            List<TrainingLoad> asked,
            List<TrainingLoad> known,
            Consumer<CoveredLoad> becameKnown,
            Consumer<TrainingLoad> question) {
        List<TrainingLoad> entering =
                known.stream().sorted(TrainingOrder.BY_KNOWN).toList();
        int next = 0;
        for (TrainingLoad load : asked.stream().sorted(TrainingOrder.BY_ASKED).toList()) {
            LocalDate day = load.question().askedOn();
            while (next < entering.size() && knownOn(entering.get(next).load()).isBefore(day)) {
                becameKnown.accept(entering.get(next).load());
                next++;
            }
            question.accept(load);
        }
    }

    /** Feature vectors by load id. */
    static Map<String, double[]> vectors(List<TrainingLoad> asked, List<TrainingLoad> known, RateFeatures features) {
        Map<String, double[]> vectors = new HashMap<>();
        withViews(
                asked,
                known,
                (load, view) -> vectors.put(load.load().loadId(), features.vector(load.question(), view)));
        return vectors;
    }

    /** Fits the miles curve to loads, each freed of the market level of the day it was quoted. */
    static MilesCurve curve(List<TrainingLoad> loads) {
        List<double[]> points = new ArrayList<>();
        withViews(loads, loads, (load, view) -> {
            if (!load.load().isFee()) {
                points.add(new double[] {MilesCurve.z(load.miles()), load.load().logRate() - view.market()});
            }
        });
        return MilesCurveFit.fit(
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    /** Puts every question to the view of its day. */
    static void withViews(
            List<TrainingLoad> asked, List<TrainingLoad> known, BiConsumer<TrainingLoad, HistoryView> visitor) {
        LaneHistories histories = new LaneHistories();
        HistoryView[] newest = new HistoryView[1];
        each(asked, known, histories::add, load -> {
            LocalDate day = load.question().askedOn();
            if (newest[0] == null || !newest[0].day().equals(day)) {
                newest[0] = histories.viewOn(day);
            }
            visitor.accept(load, newest[0]);
        });
    }

    private static LocalDate knownOn(CoveredLoad load) {
        return LocalDate.ofInstant(load.knownAt(), ZoneOffset.UTC);
    }
}
