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
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Walks through loads so that each is looked at with what was {@link Knowledge known} and no more. */
final class HistoryWalk {
    /** A book is made for each stretch of days that is left out. */
    private static final int MOST_STRETCHES = 24;

    private HistoryWalk() {}

    /**
     * Puts every question on its day, after all that became known on the days before; or after all there is.
     *
     * @param knowledge {@link Knowledge#DAYS_BEFORE} or {@link Knowledge#ALL}
     * @param asked loads whose questions are put, in any order
     * @param known loads whose costs may become known, in any order
     */
    static void each(
            List<TrainingLoad> asked,
            List<TrainingLoad> known,
            Knowledge knowledge,
            Consumer<CoveredLoad> becameKnown,
            Consumer<TrainingLoad> question) {
        List<TrainingLoad> entering =
                known.stream().sorted(TrainingOrder.BY_KNOWN).toList();
        int next = 0;
        for (TrainingLoad load : asked.stream().sorted(TrainingOrder.BY_ASKED).toList()) {
            LocalDate day = load.question().askedOn();
            while (next < entering.size()
                    && (knowledge == Knowledge.ALL
                            || knownOn(entering.get(next).load()).isBefore(day))) {
                becameKnown.accept(entering.get(next).load());
                next++;
            }
            question.accept(load);
        }
    }

    /** Feature vectors by load id. */
    static Map<String, double[]> vectors(
            List<TrainingLoad> asked, List<TrainingLoad> known, Knowledge knowledge, RateFeatures features) {
        Map<String, double[]> vectors = new HashMap<>();
        withViews(
                asked,
                known,
                knowledge,
                (load, view) -> vectors.put(load.load().loadId(), features.vector(load.question(), view)));
        return vectors;
    }

    /** Fits the miles curve to loads, each freed of the market level of the day it was quoted. */
    static MilesCurve curve(List<TrainingLoad> loads, Knowledge knowledge) {
        List<double[]> points = new ArrayList<>();
        withViews(loads, loads, knowledge, (load, view) -> {
            if (!load.load().isFee()) {
                points.add(new double[] {MilesCurve.z(load.miles()), load.load().logRate() - view.market()});
            }
        });
        return MilesCurveFit.fit(
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    /** Puts every question to the view that it may have. */
    static void withViews(
            List<TrainingLoad> asked,
            List<TrainingLoad> known,
            Knowledge knowledge,
            BiConsumer<TrainingLoad, HistoryView> visitor) {
        switch (knowledge) {
            case DAYS_BEFORE -> withMovingViews(asked, known, visitor);
            case ALL_BUT_OWN_DAYS -> withOtherDaysViews(asked, known, visitor);
            case ALL -> {
                LaneHistories histories = book(known);
                Map<LocalDate, HistoryView> views = new HashMap<>();
                for (TrainingLoad load : asked) {
                    visitor.accept(load, views.computeIfAbsent(load.question().askedOn(), histories::viewOn));
                }
            }
        }
    }

    private static void withOtherDaysViews(
            List<TrainingLoad> asked, List<TrainingLoad> known, BiConsumer<TrainingLoad, HistoryView> visitor) {
        List<LocalDate> days = asked.stream()
                .map(load -> load.question().askedOn())
                .distinct()
                .sorted()
                .toList();
        int stretch = Math.max(1, Math.ceilDiv(days.size(), MOST_STRETCHES));
        LocalDate end = known.stream()
                .map(load -> knownOn(load.load()))
                .max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
        for (int from = 0; from < days.size(); from += stretch) {
            Set<LocalDate> own = Set.copyOf(days.subList(from, Math.min(days.size(), from + stretch)));
            HistoryView view = book(known.stream()
                            .filter(load -> !own.contains(load.question().askedOn()))
                            .toList())
                    .viewOn(end);
            asked.stream()
                    .filter(load -> own.contains(load.question().askedOn()))
                    .forEach(load -> visitor.accept(load, view));
        }
    }

    private static LaneHistories book(List<TrainingLoad> loads) {
        LaneHistories histories = new LaneHistories();
        loads.stream().sorted(TrainingOrder.BY_KNOWN).forEach(load -> histories.add(load.load()));
        return histories;
    }

    private static void withMovingViews(
            List<TrainingLoad> asked, List<TrainingLoad> known, BiConsumer<TrainingLoad, HistoryView> visitor) {
        LaneHistories histories = new LaneHistories();
        HistoryView[] newest = new HistoryView[1];
        each(asked, known, Knowledge.DAYS_BEFORE, histories::add, load -> {
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
