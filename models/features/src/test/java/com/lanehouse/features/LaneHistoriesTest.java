package com.lanehouse.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.lanehouse.warehouse.reference.DieselPrices;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LaneHistoriesTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final LocalDate LATER = LocalDate.of(2026, 5, 20);
    private static final MilesCurve CURVE = new MilesCurve(0.8, -0.2, 0.01, 0.001);
    private static final RateLevel LEVEL = new RateLevel(CURVE, 1);
    private static final RateFeatures FEATURES =
            new RateFeatures(LEVEL, HistoryPriors.USUAL, new LikeLoadKernel(0.1, 1, 0.5), DieselPrices.load());

    @Test
    void a_book_made_from_its_rows_answers_with_the_same_bits() {
        LaneHistories histories = book(loads(800));
        LaneHistories stored = LaneHistories.of(histories.rows().stream()
                .map(LaneHistoryColumns::values)
                .map(LaneHistoryColumns::row)
                .toList());

        for (RateQuestion question : questions()) {
            assertThat(FEATURES.vector(question, stored.viewOn(LATER)))
                    .containsExactly(FEATURES.vector(question, histories.viewOn(LATER)));
        }
    }

    @Test
    void a_book_that_is_stored_between_two_days_goes_on_with_the_same_bits() {
        List<CoveredLoad> loads = loads(800);
        LocalDate day = loads.get(500).knownOn();
        List<CoveredLoad> before =
                loads.stream().filter(load -> load.knownOn().isBefore(day)).toList();
        LaneHistories stored = LaneHistories.goingOn(book(before).lanes());
        loads.subList(before.size(), loads.size()).forEach(stored::add);

        assertThat(stored.lanes()).isEqualTo(book(loads).lanes());
    }

    @Test
    void a_view_does_not_change_when_later_loads_come_in() {
        LaneHistories histories = book(loads(300));
        HistoryView view = histories.viewOn(LATER);
        RateQuestion question = questions().getFirst();
        double[] before = FEATURES.vector(question, view);

        histories.add(new CoveredLoad("x", null, question.lane(), 500, null, 5_000, START.plusSeconds(86_400 * 75)));

        assertThat(FEATURES.vector(question, view)).containsExactly(before);
        assertThat(FEATURES.vector(question, histories.viewOn(LATER))).isNotEqualTo(before);
    }

    @Test
    void wider_histories_are_the_sums_of_their_lanes() {
        LaneHistories histories = book(loads(400));
        Lane van = new Lane("A", "B", "van");

        long reefers = histories.viewOn(LATER).loadsInEquipmentOn(van.with("reefer"));
        long vans = histories.viewOn(LATER).loadsInEquipmentOn(van);

        assertThat(vans).isPositive();
        assertThat(histories.viewOn(LATER).loadsOn(van)).isEqualTo(vans + reefers);
        assertThat(histories.rows().stream().mapToLong(LaneHistoryRow::loads).sum())
                .isEqualTo(400);
    }

    @Test
    void an_unknown_lane_takes_after_its_areas() {
        List<CoveredLoad> loads = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String origin = List.of("dear", "cheap", "x", "y").get(i % 4);
            double rate = origin.equals("dear") ? 3.0 : origin.equals("cheap") ? 1.5 : 2.1;
            loads.add(load(i, new Lane(origin, "to" + i % 7, "van"), 500, rate));
        }
        HistoryView view = book(loads).viewOn(LATER);

        assertThat(view.estimates(new Lane("dear", "new", "van"), LEVEL, HistoryPriors.USUAL)
                        .local())
                .isGreaterThan(view.estimates(new Lane("cheap", "new", "van"), LEVEL, HistoryPriors.USUAL)
                                .local()
                        + 0.4);
    }

    @Test
    void a_market_that_rises_lifts_the_level_of_all_lanes() {
        List<CoveredLoad> loads = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            loads.add(load(i, new Lane("o" + i % 5, "d" + i % 3, "van"), 500, i < 400 ? 2.0 : 2.4));
        }
        LaneHistories histories = book(loads.subList(0, 400));
        double before = histories.viewOn(LocalDate.of(2026, 4, 10)).market();
        loads.subList(400, 600).forEach(histories::add);

        assertThat(histories.viewOn(LocalDate.of(2026, 5, 1)).market() - before).isCloseTo(Math.log(1.2), within(0.05));
    }

    @Test
    void a_fee_is_not_a_rate() {
        LaneHistories histories = book(loads(100));
        List<LaneHistoryRow> before = histories.rows();

        histories.add(new CoveredLoad(
                "fee", null, new Lane("A", "B", "van"), 500, null, 250, START.plusSeconds(86_400 * 60)));

        assertThat(histories.rows()).isEqualTo(before);
    }

    @Test
    void loads_must_come_in_the_order_in_which_they_became_known() {
        LaneHistories histories = book(loads(100));

        assertThatThrownBy(() -> histories.add(load(0, new Lane("A", "B", "van"), 500, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("before the last one entered");
    }

    @Test
    void nothing_known_means_the_miles_curve() {
        RateQuestion question = questions().getFirst();
        double[] vector = FEATURES.vector(question, new LaneHistories().viewOn(LATER));

        assertThat(vector[RateFeatures.names().indexOf(RateFeatures.EXPECTED_LOG_RATE)])
                .isEqualTo(CURVE.at(MilesCurve.z(question.miles())));
    }

    @Test
    void each_input_has_a_name() {
        assertThat(FEATURES.vector(questions().getFirst(), new LaneHistories().viewOn(LATER)))
                .hasSameSizeAs(RateFeatures.names());
    }

    private static LaneHistories book(List<CoveredLoad> loads) {
        LaneHistories histories = new LaneHistories();
        loads.forEach(histories::add);
        return histories;
    }

    private static List<CoveredLoad> loads(int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<CoveredLoad> loads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Lane lane = new Lane(
                    List.of("A", "B", "C", "D").get(random.nextInt(4)),
                    List.of("B", "C", "E").get(random.nextInt(3)),
                    List.of("van", "reefer").get(random.nextInt(2)));
            loads.add(load(i, lane, 100 + random.nextInt(1_500), 1.5 + random.nextDouble()));
        }
        return loads;
    }

    private static CoveredLoad load(int i, Lane lane, double miles, double rate) {
        return new CoveredLoad(
                "%05d".formatted(i),
                "c" + i % 9,
                lane,
                miles,
                i % 3 == 0 ? null : 100.0 * i,
                rate * miles,
                START.plusSeconds(i * 8_640L));
    }

    private static List<RateQuestion> questions() {
        Instant asked = Instant.parse("2026-05-20T08:00:00Z");
        return List.of(
                new RateQuestion(new Lane("A", "B", "van"), 700, 40_000.0, LATER.plusDays(2), asked),
                new RateQuestion(new Lane("D", "E", "reefer"), 250, null, LATER.plusDays(1), asked),
                new RateQuestion(new Lane("new", "B", "van"), 90, null, LATER, asked));
    }
}
