package com.lanehouse.orchestration.report;

import com.lanehouse.dashboards.page.CoiStatusCounts;
import com.lanehouse.dashboards.page.DirectoryDay;
import com.lanehouse.dashboards.page.KpiRow;
import com.lanehouse.dashboards.page.PageData;
import com.lanehouse.dashboards.page.PricingVarianceRow;
import com.lanehouse.dashboards.page.QuoteFunnelRow;
import com.lanehouse.dashboards.page.UsageDay;
import com.lanehouse.lake.Lake;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Reads what the executive page shows from gold. */
public final class PageReader {
    /** Source of every event that the simulator makes. */
    private static final String SIMULATOR = "lanehouse/simulator";

    private final Lake lake;

    public PageReader(Lake lake) {
        this.lake = lake;
    }

    /** The page as of the newest scoreboard; empty when no scoreboard was computed yet. */
    public Optional<PageData> read() {
        Row newest = lake.read("gold.kpis").agg(functions.max("as_of")).first();
        if (newest.isNullAt(0)) {
            return Optional.empty();
        }
        Timestamp asOf = newest.getTimestamp(0);
        return Optional.of(new PageData(
                asOf.toInstant(),
                newestEvent(asOf),
                isSimulated(),
                rows(lake.read("gold.kpis"), PageReader::kpi),
                rows(
                        lake.read("gold.usage_daily")
                                .groupBy("day", "feature_key")
                                .agg(
                                        functions.sum("qty").as("qty"),
                                        functions.sum("events").as("events")),
                        PageReader::usage),
                rows(lake.read("gold.quote_funnel"), PageReader::quoteFunnel),
                rows(lake.read("gold.pricing_variance_monthly"), PageReader::pricingVariance),
                rows(lake.read("gold.directory_daily"), PageReader::directory),
                coiStatus(asOf)));
    }

    private Instant newestEvent(Timestamp asOf) {
        Column counts = functions.col("event_time").leq(functions.lit(asOf));
        return List.of("silver.usage", "silver.quotes", "silver.platform", "silver.directory").stream()
                .map(table -> lake.read(table)
                        .where(counts)
                        .agg(functions.max("event_time"))
                        .first())
                .filter(row -> !row.isNullAt(0))
                .map(row -> row.getTimestamp(0).toInstant())
                .max(Instant::compareTo)
                .orElse(null);
    }

    private boolean isSimulated() {
        return List.of("silver.usage", "silver.quotes", "silver.directory").stream()
                .anyMatch(table -> !lake.read(table)
                        .where(functions.col("source").equalTo(SIMULATOR))
                        .isEmpty());
    }

    private CoiStatusCounts coiStatus(Timestamp asOf) {
        Map<String, Long> counts = new HashMap<>();
        lake.read("gold.carrier_scorecards")
                .where(functions.col("as_of").equalTo(functions.lit(asOf)).and(functions.col("active")))
                .groupBy("coi_status")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return new CoiStatusCounts(
                counts.getOrDefault("fresh", 0L),
                counts.getOrDefault("expiring", 0L),
                counts.getOrDefault("below_limit", 0L),
                counts.getOrDefault("expired", 0L),
                counts.getOrDefault("missing", 0L));
    }

    private static <T> List<T> rows(Dataset<Row> rows, Function<Row, T> read) {
        return rows.collectAsList().stream().map(read).toList();
    }

    private static KpiRow kpi(Row row) {
        return new KpiRow(
                instant(row),
                row.getAs("kpi"),
                row.getAs("value"),
                row.<Double>getAs("target"),
                row.getAs("direction"),
                row.getAs("status"),
                row.getAs("source"));
    }

    private static UsageDay usage(Row row) {
        return new UsageDay(
                row.<java.sql.Date>getAs("day").toLocalDate(),
                row.getAs("feature_key"),
                row.<Long>getAs("qty"),
                row.<Long>getAs("events"));
    }

    private static QuoteFunnelRow quoteFunnel(Row row) {
        return new QuoteFunnelRow(
                row.<java.sql.Date>getAs("month").toLocalDate(),
                row.getAs("segment"),
                row.getAs("equipment"),
                row.<Long>getAs("quotes"),
                row.<Long>getAs("booked"),
                row.<Long>getAs("lost"),
                row.<Long>getAs("expired"),
                row.<Long>getAs("open"));
    }

    private static PricingVarianceRow pricingVariance(Row row) {
        return new PricingVarianceRow(
                row.<java.sql.Date>getAs("month").toLocalDate(),
                row.getAs("scope"),
                row.getAs("scope_value"),
                row.<Long>getAs("loads"),
                row.<Long>getAs("excluded"),
                row.getAs("signed_variance"),
                row.getAs("mape"),
                row.getAs("within_tolerance_share"),
                row.getAs("status"));
    }

    private static DirectoryDay directory(Row row) {
        return new DirectoryDay(
                instant(row), row.<Long>getAs("carriers"), row.getAs("completeness"), row.getAs("coi_freshness"));
    }

    private static Instant instant(Row row) {
        return row.<Timestamp>getAs("as_of").toInstant();
    }
}
