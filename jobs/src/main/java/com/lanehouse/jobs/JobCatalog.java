package com.lanehouse.jobs;

import com.lanehouse.jobs.acquisition.AcquisitionFunnelJob;
import com.lanehouse.jobs.acquisition.LeadOutcomesJob;
import com.lanehouse.jobs.companies.CompaniesJob;
import com.lanehouse.jobs.companies.CompanyMonthsJob;
import com.lanehouse.jobs.directory.CarriersJob;
import com.lanehouse.jobs.directory.DirectoryJob;
import com.lanehouse.jobs.directory.PoliciesJob;
import com.lanehouse.jobs.funnel.QuoteFunnelJob;
import com.lanehouse.jobs.funnel.QuoteOutcomesJob;
import com.lanehouse.jobs.lanehistories.CoveredLoadsJob;
import com.lanehouse.jobs.lanehistories.LaneHistoriesJob;
import com.lanehouse.jobs.pricing.PricingVarianceLoadsJob;
import com.lanehouse.jobs.pricing.PricingVarianceMonthlyJob;
import com.lanehouse.jobs.revenue.MrrMonthlyJob;
import com.lanehouse.jobs.revenue.MrrMovementsJob;
import com.lanehouse.jobs.revenue.StripeCustomersJob;
import com.lanehouse.jobs.revenue.StripeEventsJob;
import com.lanehouse.jobs.revenue.SubscriptionStatesJob;
import com.lanehouse.jobs.scoreboard.ScoreboardJob;
import com.lanehouse.jobs.servicelevels.SloStatusJob;
import com.lanehouse.jobs.usage.UsageBreachesJob;
import com.lanehouse.jobs.usage.UsageDailyJob;
import com.lanehouse.jobs.usage.UsageMonthlyJob;
import java.util.List;

/** Every job there is. The order says nothing: the runner orders jobs by what they read and write. */
public final class JobCatalog {
    private JobCatalog() {}

    public static List<Job> all() {
        return List.of(
                new AcquisitionFunnelJob(),
                new CarriersJob(),
                new CompaniesJob(),
                new CompanyMonthsJob(),
                new CoveredLoadsJob(),
                new DirectoryJob(),
                new LaneHistoriesJob(),
                new LeadOutcomesJob(),
                new MrrMonthlyJob(),
                new MrrMovementsJob(),
                new PoliciesJob(),
                new PricingVarianceLoadsJob(),
                new PricingVarianceMonthlyJob(),
                new QuoteFunnelJob(),
                new QuoteOutcomesJob(),
                new ScoreboardJob(),
                new SloStatusJob(),
                new StripeCustomersJob(),
                new StripeEventsJob(),
                new SubscriptionStatesJob(),
                new UsageBreachesJob(),
                new UsageDailyJob(),
                new UsageMonthlyJob());
    }
}
