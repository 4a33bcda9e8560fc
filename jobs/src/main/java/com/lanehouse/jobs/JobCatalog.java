package com.lanehouse.jobs;

import com.lanehouse.jobs.directory.DirectoryJob;
import com.lanehouse.jobs.funnel.QuoteFunnelJob;
import com.lanehouse.jobs.lanehistories.LaneHistoriesJob;
import com.lanehouse.jobs.pricing.PricingVarianceJob;
import com.lanehouse.jobs.scoreboard.ScoreboardJob;
import com.lanehouse.jobs.usage.UsageJob;
import java.util.List;

/** Every job there is. The order says nothing: the runner orders jobs by what they read and write. */
public final class JobCatalog {
    private JobCatalog() {}

    public static List<Job> all() {
        return List.of(
                new DirectoryJob(),
                new LaneHistoriesJob(),
                new PricingVarianceJob(),
                new QuoteFunnelJob(),
                new ScoreboardJob(),
                new UsageJob());
    }
}
