package com.lanehouse.jobs.revenue;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Monthly recurring revenue from opening to closing (the metric definition, Recurring revenue): movements, added up. */
public final class MrrMonthlyJob implements Job {
    private static final String MONTHS = "gold.mrr_monthly";

    @Override
    public String name() {
        return "mrr-monthly";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.whole("gold.mrr_movements"), Input.whole("gold.mrr_missing_rates"));
    }

    @Override
    public List<String> writes() {
        return List.of(MONTHS);
    }

    /** What a month opens with is the sum of all movements before. */
    @Override
    public List<Trace> traces() {
        return List.of(
                new Trace(MONTHS, "gold.mrr_movements", "month <= traced.month"),
                Trace.sharing(MONTHS, "gold.mrr_missing_rates", "month"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        List<Row> rows = new ArrayList<>();
        for (MonthlyRevenue month : MonthlyRevenue.of(movements(inputs), missingRates(inputs), inputs.asOf())) {
            rows.add(RowFactory.create(
                    month.month().atDay(1),
                    month.complete(),
                    month.opening(),
                    month.sum(MovementKind.NEW),
                    month.sum(MovementKind.EXPANSION),
                    month.sum(MovementKind.CONTRACTION),
                    month.sum(MovementKind.CHURN),
                    month.sum(MovementKind.REACTIVATION),
                    month.closing(),
                    month.netGrowth(),
                    month.customersOpening(),
                    month.customersChurned(),
                    month.logoChurn(),
                    month.grr(),
                    month.nrr(),
                    month.missingRates()));
        }
        return Map.of(MONTHS, inputs.session().createDataFrame(rows, StructType.fromDDL("""
                month DATE, complete BOOLEAN, opening DECIMAL(18,2), new DECIMAL(18,2), expansion DECIMAL(18,2),
                contraction DECIMAL(18,2), churn DECIMAL(18,2), reactivation DECIMAL(18,2), closing DECIMAL(18,2),
                net_growth DOUBLE, customers_opening BIGINT, customers_churned BIGINT, logo_churn DOUBLE, grr DOUBLE,
                nrr DOUBLE, missing_rates BIGINT""")));
    }

    private static List<Movement> movements(JobInputs inputs) {
        return inputs
                .sql("SELECT CAST(month AS STRING), company_id, movement, amount FROM gold_mrr_movements")
                .collectAsList()
                .stream()
                .map(row -> new Movement(
                        month(row),
                        row.getString(1),
                        MovementKind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getDecimal(3)))
                .toList();
    }

    private static Map<YearMonth, Long> missingRates(JobInputs inputs) {
        Map<YearMonth, Long> months = new HashMap<>();
        inputs.sql("SELECT CAST(month AS STRING), sum(subscriptions) FROM gold_mrr_missing_rates GROUP BY month")
                .collectAsList()
                .forEach(row -> months.put(month(row), row.getLong(1)));
        return months;
    }

    private static YearMonth month(Row row) {
        return YearMonth.from(LocalDate.parse(row.getString(0)));
    }
}
