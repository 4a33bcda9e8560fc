package com.lanehouse.dashboards.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A small trend line, in the user units of a 120 × 36 drawing.
 *
 * @param lines points of each unbroken run of two values or more
 * @param dots values that stand alone between gaps
 * @param last the newest value
 * @param targets heights of the target, two for a band
 */
record Sparkline(List<String> lines, List<Dot> dots, Dot last, List<String> targets) {
    static final int WIDTH = 120;
    static final int HEIGHT = 36;
    private static final double MARGIN = 5;

    record Point(Instant at, Double value) {}

    record Dot(String x, String y) {}

    /** The line through the points, oldest first; null when no point has a value. A point without one is a gap. */
    static Sparkline of(List<Point> points, List<Double> targets) {
        List<Point> known =
                points.stream().filter(point -> point.value() != null).toList();
        if (known.isEmpty()) {
            return null;
        }
        DoubleStream heights = DoubleStream.concat(
                known.stream().mapToDouble(Point::value), targets.stream().mapToDouble(Double::doubleValue));
        var extent = heights.summaryStatistics();
        Instant first = points.getFirst().at();
        Scale x = new Scale(0, seconds(first, points.getLast().at()), MARGIN, WIDTH - MARGIN);
        Scale y = new Scale(extent.getMin(), extent.getMax(), HEIGHT - MARGIN, MARGIN);

        List<String> lines = new ArrayList<>();
        List<Dot> dots = new ArrayList<>();
        List<Dot> run = new ArrayList<>();
        for (Point point : points) {
            if (point.value() == null) {
                close(run, lines, dots);
            } else {
                run.add(new Dot(text(x.at(seconds(first, point.at()))), text(y.at(point.value()))));
            }
        }
        close(run, lines, dots);
        Point newest = known.getLast();
        Dot last = new Dot(text(x.at(seconds(first, newest.at()))), text(y.at(newest.value())));
        return new Sparkline(
                lines,
                dots,
                last,
                targets.stream().map(y::at).map(Sparkline::text).toList());
    }

    private static void close(List<Dot> run, List<String> lines, List<Dot> dots) {
        if (run.size() == 1) {
            dots.add(run.getFirst());
        } else if (run.size() > 1) {
            lines.add(String.join(
                    " ", run.stream().map(dot -> dot.x() + "," + dot.y()).toList()));
        }
        run.clear();
    }

    private static double seconds(Instant from, Instant to) {
        return to.getEpochSecond() - from.getEpochSecond();
    }

    private static String text(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** Linear; an extent without length lies in the middle of across, at the end along (where now is). */
    private record Scale(double least, double most, double from, double to) {
        double at(double value) {
            if (most > least) {
                return from + (value - least) / (most - least) * (to - from);
            }
            return from < to ? to : (from + to) / 2;
        }
    }
}
