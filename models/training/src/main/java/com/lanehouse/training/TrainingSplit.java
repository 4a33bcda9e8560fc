package com.lanehouse.training;

import java.util.List;

/** Which loads a model learns from and which it is tested on; the tested ones always come later. */
public sealed interface TrainingSplit {
    /** The last share of loads by the time their cost became known is the test. */
    static TrainingSplit byTime(double testShare) {
        return new ByTime(testShare);
    }

    /** The last fifth by the time the cost became known. */
    static TrainingSplit byTime() {
        return byTime(0.2);
    }

    /**
     * The first {@code n} loads train, the rest is the test, in the order of the time of the quote and then of the quote
     * id. For an imported history this is a stable sort of the file by pickup time: the importer prices every row at its
     * pickup less a constant lead, and its quote ids count the rows. Frozen: no tested cost is used, not even as history.
     */
    static TrainingSplit rows(int n) {
        return new FirstRows(n);
    }

    /**
     * A split as it is written: {@code time:SHARE} or {@code rows:N}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static TrainingSplit parse(String written) {
        if (written.startsWith("rows:")) {
            return rows(Integer.parseInt(written.substring("rows:".length())));
        }
        if (written.startsWith("time:")) {
            return byTime(Double.parseDouble(written.substring("time:".length())));
        }
        throw new IllegalArgumentException("is neither time:SHARE nor rows:N");
    }

    /** As {@link #parse} reads it. */
    String written();

    /** Cuts the loads; both parts keep the split's order. */
    Parts cut(List<TrainingLoad> loads);

    /** True when the service would have learnt the tested loads' costs one by one: histories then go on moving. */
    boolean historiesMove();

    /** For the version's params. */
    String describe();

    /** @param train loads to learn from, in order
     * @param test loads to test on, in order */
    record Parts(List<TrainingLoad> train, List<TrainingLoad> test) {
        public Parts {
            train = List.copyOf(train);
            test = List.copyOf(test);
        }
    }

    /** See {@link #byTime(double)}. */
    record ByTime(double testShare) implements TrainingSplit {
        public ByTime {
            if (!(testShare > 0 && testShare < 1)) {
                throw new IllegalArgumentException("testShare is %s, must lie between 0 and 1".formatted(testShare));
            }
        }

        /** Loads of the cut's own instant are tested, so that nothing is learnt that was not known before. */
        @Override
        public Parts cut(List<TrainingLoad> loads) {
            List<TrainingLoad> ordered =
                    loads.stream().sorted(TrainingOrder.BY_KNOWN).toList();
            if (ordered.isEmpty()) {
                return new Parts(List.of(), List.of());
            }
            int first = Math.min(ordered.size() - 1, (int) Math.round(ordered.size() * (1 - testShare)));
            var cut = ordered.get(first).load().knownAt();
            while (first > 0 && ordered.get(first - 1).load().knownAt().equals(cut)) {
                first--;
            }
            return new Parts(ordered.subList(0, first), ordered.subList(first, ordered.size()));
        }

        @Override
        public String written() {
            return "time:" + testShare;
        }

        @Override
        public boolean historiesMove() {
            return true;
        }

        @Override
        public String describe() {
            return "last %s of loads by the time they became known".formatted(testShare);
        }
    }

    /** See {@link #rows(int)}. */
    record FirstRows(int n) implements TrainingSplit {
        public FirstRows {
            if (n < 1) {
                throw new IllegalArgumentException("n is %d, must be at least 1".formatted(n));
            }
        }

        @Override
        public Parts cut(List<TrainingLoad> loads) {
            List<TrainingLoad> ordered =
                    loads.stream().sorted(TrainingOrder.BY_QUOTE).toList();
            int first = Math.min(n, ordered.size());
            return new Parts(ordered.subList(0, first), ordered.subList(first, ordered.size()));
        }

        @Override
        public String written() {
            return "rows:" + n;
        }

        @Override
        public boolean historiesMove() {
            return false;
        }

        @Override
        public String describe() {
            return "first %d loads by time of quote and quote id train, the rest tests".formatted(n);
        }
    }
}
