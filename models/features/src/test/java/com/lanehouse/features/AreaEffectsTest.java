package com.lanehouse.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class AreaEffectsTest {
    private static final RateLevel FLAT = new RateLevel(new MilesCurve(0, 0, 0, 0), 0);

    /**
     * Both origins are alike; only one of them sends most of its loads to the dear destination. Seen by themselves the
     * origins' mean rates differ by a third.
     */
    @Test
    void an_origin_is_not_dear_because_its_loads_go_to_dear_places() {
        LaneHistories histories = new LaneHistories();
        for (int i = 0; i < 400; i++) {
            boolean first = i % 2 == 0;
            boolean mostly = i % 10 < 8;
            boolean dear = first == mostly;
            histories.add(new CoveredLoad(
                    "%04d".formatted(i),
                    null,
                    new Lane(first ? "often dear" : "often cheap", dear ? "dear" : "cheap", "van"),
                    500,
                    null,
                    500 * (dear ? 3 : 1.5),
                    Instant.parse("2026-04-01T00:00:00Z").plusSeconds(3_600L * i)));
        }
        HistoryView view = histories.viewOn(LocalDate.of(2026, 4, 20));
        HistoryPriors priors = new HistoryPriors(0.01, 1, 1);

        LaneEstimates oftenDear = view.estimates(new Lane("often dear", "new", "van"), FLAT, priors);
        LaneEstimates oftenCheap = view.estimates(new Lane("often cheap", "new", "van"), FLAT, priors);
        LaneEstimates toDear = view.estimates(new Lane("new", "dear", "van"), FLAT, priors);
        LaneEstimates toCheap = view.estimates(new Lane("new", "cheap", "van"), FLAT, priors);

        assertThat(oftenDear.origin() - oftenCheap.origin()).isCloseTo(0, within(0.05));
        assertThat(toDear.destination() - toCheap.destination()).isCloseTo(Math.log(2), within(0.05));
    }
}
