package com.lanehouse.jobs.revenue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What moved each company's monthly recurring revenue, in US dollars to the cent (the metric definition, Recurring
 * revenue). Spark puts each company's subscription states in order; the arithmetic is exact and plain Java.
 */
public final class MrrMovementsJob implements Job {
    private static final String MOVEMENTS = "gold.mrr_movements";
    private static final String MISSING_RATES = "gold.mrr_missing_rates";

    /** What a company had before says whether it is new, and which month's exchange rate holds. */
    private static final String STATES_SO_FAR =
            "company_id = traced.company_id AND valid_from < add_months(traced.month, 1)";

    @Override
    public String name() {
        return "mrr-movements";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("gold.subscription_states", "company_id").reached("""
                        (valid_from > :since AND valid_from <= :as_of)
                        OR exists(discounts_turn_at, turn -> turn > :since AND turn <= :as_of)"""),
                Input.whole("reference.fx_rates"));
    }

    @Override
    public List<String> writes() {
        return List.of(MOVEMENTS, MISSING_RATES);
    }

    @Override
    public List<String> groups() {
        return List.of("company_id");
    }

    @Override
    public List<Trace> traces() {
        return writes().stream()
                .flatMap(table -> Stream.of(
                        new Trace(table, "gold.subscription_states", STATES_SO_FAR),
                        new Trace(table, "reference.fx_rates", """
                                month <= traced.month
                                AND EXISTS (SELECT 1 FROM gold_subscription_states
                                            WHERE %s AND contains(lower(subscription), '"' || lower(currency) || '"'))""".formatted(STATES_SO_FAR))))
                .toList();
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        RevenueBook book = new RevenueBook(inputs.asOf(), exchangeRates(inputs));
        Iterator<Row> companies = companies(inputs).toLocalIterator();
        while (companies.hasNext()) {
            Row company = companies.next();
            book.add(company.getString(0), subscriptions(company.getList(1)));
        }
        return Map.of(MOVEMENTS, movements(inputs, book), MISSING_RATES, missingRates(inputs, book));
    }

    /** One row a company; its states sorted by subscription, then by their order in it. */
    private static Dataset<Row> companies(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id,
                       sort_array(collect_list(struct(
                         subscription_id, ordinal, unix_micros(valid_from) AS since_micros, status, subscription)))
                FROM gold_subscription_states
                WHERE company_id IS NOT NULL
                GROUP BY company_id
                """);
    }

    private static List<Subscription> subscriptions(List<Row> events) {
        Map<String, List<SubscriptionState>> states = new LinkedHashMap<>();
        for (Row event : events) {
            states.computeIfAbsent(event.getAs("subscription_id"), id -> new ArrayList<>())
                    .add(SubscriptionReader.state(
                            Instant.EPOCH.plus(event.<Long>getAs("since_micros"), ChronoUnit.MICROS),
                            event.getAs("status"),
                            event.getAs("subscription")));
        }
        return states.values().stream().map(Subscription::new).toList();
    }

    /** A month is named by its first day: rows of other days are no month's. */
    private static ExchangeRates exchangeRates(JobInputs inputs) {
        return new ExchangeRates(inputs.sql("""
                SELECT CAST(month AS STRING), lower(currency), max(usd_per_unit)
                FROM reference_fx_rates
                WHERE day(month) = 1
                GROUP BY ALL
                """).collectAsList().stream()
                .collect(groupingBy(
                        row -> YearMonth.from(LocalDate.parse(row.getString(0))),
                        toMap(row -> row.getString(1), row -> row.getDecimal(2)))));
    }

    private static Dataset<Row> movements(JobInputs inputs, RevenueBook book) {
        List<Row> rows = new ArrayList<>();
        for (Movement movement : book.movements()) {
            rows.add(RowFactory.create(
                    movement.month().atDay(1),
                    movement.companyId(),
                    movement.kind().label(),
                    movement.amount()));
        }
        return inputs.session()
                .createDataFrame(
                        rows,
                        StructType.fromDDL("month DATE, company_id STRING, movement STRING, amount DECIMAL(18,2)"));
    }

    private static Dataset<Row> missingRates(JobInputs inputs, RevenueBook book) {
        List<Row> rows = new ArrayList<>();
        book.missingRates()
                .forEach((companyId, months) -> months.forEach((month, subscriptions) ->
                        rows.add(RowFactory.create(month.atDay(1), companyId, subscriptions))));
        return inputs.session()
                .createDataFrame(rows, StructType.fromDDL("month DATE, company_id STRING, subscriptions BIGINT"));
    }
}
