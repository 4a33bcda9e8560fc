package com.lanehouse.dashboards.page;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the executive page shows: rows of gold tables as they are at {@code asOf}. Order does not matter; any list may be
 * empty.
 *
 * @param asOf instant the page describes, not before any KPI or directory row
 * @param dataNewestAt time of the newest event that counts; null before the first
 * @param simulated whether the events come from the simulator
 * @param kpis several snapshots (week-ends and now, say) make the trend; the newest one is the scoreboard
 */
public record PageData(
        Instant asOf,
        Instant dataNewestAt,
        boolean simulated,
        List<KpiRow> kpis,
        List<UsageDay> usage,
        List<QuoteFunnelRow> quoteFunnel,
        List<PricingVarianceRow> pricingVariance,
        List<DirectoryDay> directory,
        CoiStatusCounts coiStatus) {
    public PageData {
        requireNonNull(asOf, "asOf is null");
        requireNonNull(coiStatus, "coiStatus is null");
        kpis = List.copyOf(requireNonNull(kpis, "kpis is null"));
        usage = List.copyOf(requireNonNull(usage, "usage is null"));
        quoteFunnel = List.copyOf(requireNonNull(quoteFunnel, "quoteFunnel is null"));
        pricingVariance = List.copyOf(requireNonNull(pricingVariance, "pricingVariance is null"));
        directory = List.copyOf(requireNonNull(directory, "directory is null"));
        Set<List<Object>> seen = new HashSet<>();
        for (KpiRow row : kpis) {
            if (row.asOf().isAfter(asOf)) {
                throw new IllegalArgumentException("%s is of %s, after %s".formatted(row.kpi(), row.asOf(), asOf));
            }
            if (!seen.add(List.of(row.asOf(), row.kpi()))) {
                throw new IllegalArgumentException(
                        "%s is twice in the snapshot of %s".formatted(row.kpi(), row.asOf()));
            }
        }
        for (DirectoryDay row : directory) {
            if (row.asOf().isAfter(asOf)) {
                throw new IllegalArgumentException("the directory is of %s, after %s".formatted(row.asOf(), asOf));
            }
        }
    }
}
