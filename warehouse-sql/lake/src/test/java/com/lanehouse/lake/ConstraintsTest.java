package com.lanehouse.lake;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/** The constraints of the declarations as the tables hold them: one row that each lets pass, and rows that it refuses. */
class ConstraintsTest {
    /** Columns of a row that is as it should be; those that are not named are null, 0, or a text. */
    private static final Map<String, String> SOUND = Map.ofEntries(
            entry("carrier_scorecards", "coi_status = 'fresh', missing_fields = array()"),
            entry("carriers", "coi_status = 'fresh', missing_fields = array()"),
            entry("covered_loads", "left_out = 'no_quote'"),
            entry("kpis", "direction = 'within', status = 'no_data'"),
            entry("lead_outcomes", "trial_status = 'open', status = 'open'"),
            entry("mrr_missing_rates", "subscriptions = 1"),
            entry("mrr_movements", "movement = 'churn', amount = -1"),
            entry("policies", "coverage = 'cargo'"),
            entry("pricing_variance_loads", "variance = -0.1, within_tolerance = false"),
            entry("pricing_variance_monthly", "scope = 'all', status = 'no_data'"),
            entry("quote_outcomes", "status = 'open'"),
            entry("slo_status", "status = 'no_data', objective = 0.9, burn_rates = map()"),
            entry("subscription_states", "ordinal = 1"),
            entry("usage_breaches", "period = 'day', status = 'warning'"));

    /** By table and constraint, what makes a sound row break it, each alone. */
    private static final Map<String, List<String>> BROKEN = Map.ofEntries(
            entry(
                    "acquisition_funnel.counts_not_negative",
                    List.of(
                            "leads = -1",
                            "trials = -1",
                            "paid = -1",
                            "leads_open = -1",
                            "leads_expired = -1",
                            "trials_open = -1",
                            "trials_expired = -1")),
            entry("acquisition_funnel.lead_to_trial_is_a_share", share("lead_to_trial")),
            entry("acquisition_funnel.trial_to_paid_is_a_share", share("trial_to_paid")),
            entry("carrier_scorecards.coi_status_is_known", List.of("coi_status = 'Fresh'")),
            entry("carrier_scorecards.completeness_is_a_share", share("completeness")),
            entry("carrier_scorecards.score_is_of_100", List.of("score = -0.1", "score = 100.1")),
            entry("company_months.seen_in_order", List.of("first_seen_on = DATE '9999-01-01'")),
            entry("carriers.coi_status_is_known", List.of("coi_status = 'Fresh'")),
            entry("covered_loads.left_out_is_known", List.of("left_out = 'fuel_basis'")),
            entry("covered_loads.complete_unless_left_out", List.of("left_out = CAST(NULL AS STRING)")),
            entry("directory_daily.carriers_not_negative", List.of("carriers = -1")),
            entry("directory_daily.coi_freshness_is_a_share", share("coi_freshness")),
            entry("directory_daily.completeness_is_a_share", share("completeness")),
            entry("kpis.direction_is_known", List.of("direction = 'up'")),
            entry("kpis.status_is_known", List.of("status = 'ok'")),
            entry(
                    "lane_books.loads_within_entered",
                    List.of("loads = 1, last_known_at = timestamp '1970-01-01'", "loads = -1")),
            entry("lane_books.sums_where_there_are_loads", List.of("last_known_at = timestamp '1970-01-01'")),
            entry("lead_outcomes.paid_status_is_known", List.of("status = 'started'")),
            entry(
                    "lead_outcomes.paid_window_in_order",
                    List.of(
                            "paid_window_end = timestamp '2026-01-01'",
                            "paid_window_end = timestamp '2026-01-01', trial_at = timestamp '2026-01-02'")),
            entry("lead_outcomes.trial_status_is_known", List.of("trial_status = 'paid'")),
            entry("lead_outcomes.trial_window_in_order", List.of("created_at = timestamp '2026-01-01'")),
            entry("mrr_missing_rates.subscriptions_are_some", List.of("subscriptions = 0")),
            entry(
                    "mrr_monthly.gains_and_losses_have_their_sign",
                    List.of("new = -1", "expansion = -1", "reactivation = -1", "contraction = 1", "churn = 1")),
            entry("mrr_monthly.grr_is_a_share", share("grr")),
            entry("mrr_monthly.logo_churn_is_a_share", share("logo_churn")),
            entry("mrr_monthly.missing_rates_not_negative", List.of("missing_rates = -1")),
            entry(
                    "mrr_monthly.no_more_churn_than_there_were",
                    List.of("customers_churned = -1", "customers_churned = 1")),
            entry("mrr_monthly.revenue_not_negative", List.of("opening = -0.01", "closing = -0.01")),
            entry(
                    "mrr_movements.movement_has_its_sign",
                    List.of(
                            "amount = 0",
                            "amount = 1",
                            "movement = 'new'",
                            "movement = 'contraction', amount = 1",
                            "movement = 'other'")),
            entry("policies.coverage_is_known", List.of("coverage = 'fire'")),
            entry(
                    "pricing_variance_loads.excluded_reason_is_known",
                    List.of("excluded_reason = 'other', variance = null, within_tolerance = null")),
            entry(
                    "pricing_variance_loads.variance_unless_excluded",
                    List.of(
                            "variance = null",
                            "within_tolerance = null",
                            "excluded_reason = 'currency'",
                            "excluded_reason = 'currency', variance = null",
                            "excluded_reason = 'currency', within_tolerance = null")),
            entry("pricing_variance_monthly.counts_not_negative", List.of("loads = -1", "excluded = -1")),
            entry("pricing_variance_monthly.mape_not_negative", List.of("mape = -0.1")),
            entry("pricing_variance_monthly.scope_is_known", List.of("scope = 'lane'")),
            entry("pricing_variance_monthly.status_is_known", List.of("status = 'ok'")),
            entry("pricing_variance_monthly.within_tolerance_is_a_share", share("within_tolerance_share")),
            entry(
                    "quote_funnel.counts_not_negative",
                    List.of("quotes = -1", "booked = -1", "lost = -1", "expired = -1", "open = -1")),
            entry("quote_funnel.quote_to_book_is_a_share", share("quote_to_book")),
            entry("quote_outcomes.outcome_is_known", List.of("status = 'paid'")),
            entry("quote_outcomes.window_in_order", List.of("priced_at = timestamp '2026-01-01'")),
            entry("slo_status.no_more_good_than_there_are", List.of("good = 1", "good = -1")),
            entry("slo_status.objective_is_a_share", List.of("objective = 0", "objective = 1")),
            entry("slo_status.ratio_is_a_share", share("ratio")),
            entry("slo_status.status_is_known", List.of("status = 'met'")),
            entry("subscription_states.ordinal_from_1", List.of("ordinal = 0")),
            entry("subscription_states.state_in_order", List.of("valid_until = timestamp '1969-12-31'")),
            entry("usage_breaches.period_is_known", List.of("period = 'week'")),
            entry("usage_breaches.qty_not_negative", List.of("qty = -1")),
            entry("usage_breaches.status_is_known", List.of("status = 'ok'")),
            entry("usage_daily.counts_not_negative", List.of("qty = -1", "events = -1")),
            entry("usage_monthly.counts_not_negative", List.of("qty = -1", "events = -1")));

    @TempDir
    static Path folder;

    private static Lake lake;

    @BeforeAll
    static void open() {
        lake = TestingLake.open(folder.resolve("lake"));
    }

    static Stream<TableDeclaration> tables() {
        return TableCatalog.load().all().stream()
                .filter(table -> !table.constraints().isEmpty());
    }

    static Stream<Arguments> constraints() {
        return tables().flatMap(table ->
                table.constraints().keySet().stream().map(constraint -> Arguments.of(table, constraint)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_table_has_its_constraints_and_a_protocol_whose_writers_know_them(TableDeclaration table) {
        Snapshot snapshot = DeltaLog.forTable(lake.session(), lake.path(table.name()))
                .update(false, scala.Option.empty(), scala.Option.empty());
        Map<String, String> held =
                CollectionConverters.asJava(snapshot.metadata().configuration());
        table.constraints()
                .forEach((name, predicate) -> assertThat(held).containsEntry("delta.constraints." + name, predicate));
        assertThat(snapshot.protocol().minWriterVersion()).isGreaterThanOrEqualTo(3);
        assertThat(snapshot.protocol().minReaderVersion()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_sound_row_is_stored_and_kernel_reads_it(TableDeclaration table) {
        lake.add(table.name(), sound(table));
        assertThat(KernelTable.at(Path.of(lake.path(table.name()))).readRows(table.key()))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("constraints")
    void a_row_that_breaks_a_constraint_is_refused(TableDeclaration table, String constraint) {
        List<String> changes = BROKEN.get(table.table() + "." + constraint);
        assertThat(changes).as("rows that break it").isNotEmpty();
        List<Dataset<Row>> rows =
                changes.stream().map(change -> changed(sound(table), change)).toList();
        assertThat(rows)
                .allSatisfy(row -> assertThat(
                                row.where(table.constraints().get(constraint)).collectAsList())
                        .isEmpty());
        // To write each of them would take long: of the others it is known by now that they are not what is asked.
        assertThatThrownBy(() -> lake.add(table.name(), rows.getFirst()))
                .hasMessageContaining("CHECK constraint " + constraint + " ")
                .hasMessageContaining("violated by row with values");
    }

    private static List<String> share(String column) {
        return List.of(column + " = -0.1", column + " = 1.1");
    }

    private static Dataset<Row> sound(TableDeclaration table) {
        Dataset<Row> row = lake.session()
                .createDataFrame(List.of(RowFactory.create()), new StructType())
                .select(Arrays.stream(lake.schema(table.name()).fields())
                        .map(ConstraintsTest::filler)
                        .toArray(Column[]::new));
        return changed(row, SOUND.getOrDefault(table.table(), ""));
    }

    private static Column filler(StructField field) {
        String value = field.nullable()
                ? "null"
                : switch (field.dataType().typeName()) {
                    case "string" -> "'filler'";
                    case "timestamp" -> "timestamp '1970-01-01'";
                    case "date" -> "date '1970-01-01'";
                    case "boolean" -> "false";
                    case "array", "map" -> "null";
                    default -> "0";
                };
        return functions.expr(value).cast(field.dataType()).as(field.name());
    }

    /** @param changes {@code column = value, …}, the values SQL */
    private static Dataset<Row> changed(Dataset<Row> row, String changes) {
        Dataset<Row> changed = row;
        for (String change : changes.isEmpty() ? new String[0] : changes.split(", ")) {
            String[] sides = change.split(" = ");
            changed = changed.withColumn(
                    sides[0],
                    functions.expr(sides[1]).cast(row.schema().apply(sides[0]).dataType()));
        }
        return changed;
    }
}
