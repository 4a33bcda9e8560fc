package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.dashboards.page.Sparkline.Dot;
import com.lanehouse.dashboards.page.Sparkline.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void one_point_is_a_dot_at_the_end_of_the_drawing() {
        Sparkline line = Sparkline.of(points(0.4), List.of());
        assertThat(line.lines()).isEmpty();
        assertThat(line.last()).isEqualTo(new Dot("115.0", "18.0"));
    }

    @Test
    void values_run_from_left_to_right_and_up_is_more() {
        Sparkline line = Sparkline.of(points(1.0, 3.0, 2.0), List.of());
        assertThat(line.lines()).containsExactly("5.0,31.0 60.0,5.0 115.0,18.0");
        assertThat(line.last()).isEqualTo(new Dot("115.0", "18.0"));
    }

    @Test
    void a_snapshot_without_a_value_is_a_gap() {
        Sparkline line = Sparkline.of(points(1.0, 2.0, null, 3.0, null), List.of());
        assertThat(line.lines()).hasSize(1);
        assertThat(line.dots()).containsExactly(new Dot("87.5", "5.0"));
        assertThat(line.last()).isEqualTo(new Dot("87.5", "5.0"));
    }

    @Test
    void time_decides_how_far_points_are_apart() {
        Sparkline line = Sparkline.of(
                List.of(
                        new Point(START, 1.0),
                        new Point(START.plus(Duration.ofDays(9)), 1.0),
                        new Point(START.plus(Duration.ofDays(10)), 1.0)),
                List.of());
        assertThat(line.lines()).containsExactly("5.0,18.0 104.0,18.0 115.0,18.0");
    }

    @Test
    void the_target_is_within_the_drawing() {
        assertThat(Sparkline.of(points(0.0, 1.0), List.of(2.0)).targets()).containsExactly("5.0");
        assertThat(Sparkline.of(points(0.0, 1.0), List.of(-1.0, 1.0)).targets()).containsExactly("31.0", "5.0");
    }

    @Test
    void without_any_value_there_is_no_line() {
        assertThat(Sparkline.of(points(null, null), List.of(1.0))).isNull();
    }

    private static List<Point> points(Double... values) {
        List<Point> points = new ArrayList<>();
        for (Double value : values) {
            points.add(new Point(START.plus(Duration.ofDays(7L * points.size())), value));
        }
        return points;
    }
}
