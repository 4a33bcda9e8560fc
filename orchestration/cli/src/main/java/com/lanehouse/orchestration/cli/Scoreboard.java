package com.lanehouse.orchestration.cli;

import com.lanehouse.lake.Lake;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Help.Ansi;

/** The newest scoreboard as lines for a terminal. */
public final class Scoreboard {
    private Scoreboard() {}

    /** Rows of {@code gold.kpis} at its newest T, by name; empty before the first run. */
    public static List<Row> newest(Lake lake) {
        Row newest = lake.read("gold.kpis").agg(functions.max("as_of")).first();
        return newest.isNullAt(0)
                ? List.of()
                : lake.read("gold.kpis")
                        .where(functions.col("as_of").equalTo(newest.getTimestamp(0)))
                        .orderBy("kpi")
                        .collectAsList();
    }

    public static void print(Console console, List<Row> kpis, Instant asOf) {
        console.line("Scoreboard as of " + asOf);
        for (Row kpi : kpis) {
            String status = kpi.getAs("status");
            String colour = switch (status) {
                case "met" -> "fg(green)";
                case "missed" -> "fg(red),bold";
                default -> "faint";
            };
            String sign = switch (status) {
                case "met" -> "✓ met    ";
                case "missed" -> "✗ missed ";
                default -> "· no data";
            };
            console.line(Ansi.AUTO.string("  @|%s %s|@ %-28s %14s   target %s %s"
                    .formatted(
                            colour,
                            sign,
                            kpi.getAs("kpi"),
                            kpi.isNullAt(kpi.fieldIndex("value")) ? "–" : number(kpi.getAs("value")),
                            direction(kpi.getAs("direction")),
                            number(kpi.getAs("target")))));
        }
        long met =
                kpis.stream().filter(kpi -> kpi.getAs("status").equals("met")).count();
        long missed = kpis.stream()
                .filter(kpi -> kpi.getAs("status").equals("missed"))
                .count();
        console.line("  %d met, %d missed, %d without data".formatted(met, missed, kpis.size() - met - missed));
    }

    /** The instant a row of the scoreboard describes. */
    public static Instant asOf(Row kpi) {
        return kpi.<Timestamp>getAs("as_of").toInstant();
    }

    private static String direction(String direction) {
        return switch (direction) {
            case "at_least" -> "≥";
            case "at_most" -> "≤";
            default -> "±";
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }
}
