package com.lanehouse.jobs.revenue;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the months' job makes of a book's movements, without the tables between them. */
final class TestingMonths {
    private TestingMonths() {}

    static List<MonthlyRevenue> of(RevenueBook book) {
        Map<YearMonth, Long> missingRates = new TreeMap<>();
        book.missingRates()
                .values()
                .forEach(months ->
                        months.forEach((month, subscriptions) -> missingRates.merge(month, subscriptions, Long::sum)));
        return MonthlyRevenue.of(book.movements(), missingRates, book.asOf());
    }
}
