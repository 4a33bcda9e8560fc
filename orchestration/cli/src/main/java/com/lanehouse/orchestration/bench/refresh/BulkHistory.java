package com.lanehouse.orchestration.bench.refresh;

import com.lanehouse.lake.Lake;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * Simulated events of equal days, written straight into silver as if one batch of ingest a day had brought them: what a
 * market of a fixed number of companies and carriers does, with quotes that are booked, lost, covered and invoiced in the
 * days after. Day {@code d} is batch {@code d + 1}.
 *
 * <p>Every history ends on the same day, early in a month: what jobs of months and weeks read of them is then comparable.
 */
final class BulkHistory {
    /** The first after the history. A Monday, so that what happened a week before to a quote lies in the month, too. */
    private static final LocalDate DAY_AFTER = LocalDate.parse("2025-09-08");
    /** Those that a history is made of; all else is made by whoever goes on with it. */
    static final List<String> LAYERS = List.of("silver", "ops");

    /** So many days share a file of each table, as many as ingest would join into one; days that are fewer have their own. */
    private static final int DAYS_A_FILE = 16;

    private static final int TABLES_AT_ONCE = 2;

    /** Nothing happens to a quote later than this. */
    private static final int DAYS_OF_A_QUOTE = 8;

    private static final int COMPANIES = 2_000;
    private static final int CARRIERS = 2_000;
    private static final int DAYS_BETWEEN_RENEWALS = 30;
    private static final int PROBES = 1_440;
    private static final String APPLICATION = "bulk-history";
    /** To be raised when the same days become other rows. */
    private static final int EDITION = 1;

    private final Lake lake;
    private final LocalDate firstDay;
    private final int eventsADay;

    /** @param days of history; further ones can be written after it */
    BulkHistory(Lake lake, int days, int eventsADay) {
        this.lake = lake;
        this.firstDay = DAY_AFTER.minusDays(days);
        this.eventsADay = eventsADay;
    }

    /** Names what the same days become: another name after a change of the days or of the tables. */
    static String edition() {
        // Sorted: an immutable map is in another order in each process.
        int tables = LAYERS.stream()
                .flatMap(layer -> TableCatalog.load().layer(layer).stream())
                .map(table -> table.name() + table.columns() + new TreeMap<>(table.properties()))
                .toList()
                .hashCode();
        return "%d-%08x".formatted(EDITION, tables);
    }

    /** The last instant of a day. */
    Instant endOf(int day) {
        return firstDay.plusDays(day + 1L)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .minus(1, ChronoUnit.MICROS);
    }

    /**
     * Writes the days from one (inclusive) to another (exclusive), and says of the last that its batch is complete.
     *
     * @param progress told of the days that are there
     */
    void write(int from, int to, IntConsumer progress) {
        AtomicLong rows = new AtomicLong();
        for (int start = from; start < to; start += DAYS_A_FILE) {
            int first = start;
            int end = Math.min(to, start + DAYS_A_FILE);
            // Closing it waits for all.
            try (ExecutorService threads = Executors.newFixedThreadPool(TABLES_AT_ONCE)) {
                List<Future<Long>> written = families(start, end).entrySet().stream()
                        .map(family -> threads.submit(() -> lake.add(
                                "silver." + family.getKey(), asStored(family.getKey(), family.getValue(), first, end))))
                        .toList();
                written.forEach(added -> rows.addAndGet(resultOf(added)));
            }
            progress.accept(end);
        }
        complete(to, rows.get());
    }

    private static long resultOf(Future<Long> added) {
        try {
            return added.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("interrupted while history was written");
        } catch (ExecutionException e) {
            throw new IllegalStateException("history cannot be written", e.getCause());
        }
    }

    private Map<String, Dataset<Row>> families(int from, int to) {
        Map<String, Dataset<Row>> families = new TreeMap<>();
        families.put("quotes", quotes(from, to));
        families.put("usage", usage(from, to));
        families.put("billing", billing(from, to));
        families.put("growth", growth(from, to));
        families.put("directory", directory(from, to));
        families.put("agents", agents(from, to));
        families.put("platform", probes(from, to));
        return families;
    }

    /** As ingest leaves it: the oldest days joined, the newest in files of their own. */
    private Dataset<Row> asStored(String family, Dataset<Row> events, int from, int to) {
        Dataset<Row> timed = events.withColumn(
                        "day", functions.datediff(functions.col("event_time"), functions.lit(firstDay.toString())))
                .where("day >= %d AND day < %d".formatted(from, to))
                .withColumn("batch_id", functions.expr("CAST(day AS BIGINT) + 1"))
                .withColumn("ingest_time", functions.col("event_time"))
                .withColumn("source", functions.lit("bulk"));
        Set<String> given = Set.of(timed.columns());
        Column[] columns = java.util.Arrays.stream(
                        lake.schema("silver." + family).fields())
                .map(field -> given.contains(field.name()) ? functions.col(field.name()) : absent(field))
                .toArray(Column[]::new);
        Dataset<Row> rows = timed.select(columns);
        return to - from == 1 || to - from == DAYS_A_FILE
                ? rows.coalesce(1).sortWithinPartitions("batch_id")
                : rows.repartitionByRange(to - from, functions.col("batch_id")).sortWithinPartitions("batch_id");
    }

    private static Column absent(StructField field) {
        return functions.lit(null).cast(field.dataType()).as(field.name());
    }

    /** A row for each day and number: {@code p}, {@code i} and {@code at}, spread over the day. */
    private String each(int from, int to, long aDay) {
        return """
                (SELECT CAST(id DIV %1$d AS INT) + %2$d AS p, CAST(id %% %1$d AS INT) AS i,
                        TIMESTAMP '%3$s' + make_dt_interval(CAST(id DIV %1$d AS INT) + %2$d)
                          + make_dt_interval(0, 0, 0, (id %% %1$d) * 86399.0 / %1$d) AS at
                 FROM range(0, %4$d, 1, 8))""".formatted(aDay, from, firstDay, aDay * (to - from));
    }

    private Dataset<Row> quotes(int from, int to) {
        int first = Math.max(0, from - DAYS_OF_A_QUOTE);
        String quotes = """
                (SELECT *, 'q-' || p || '-' || i AS quote_id, 'l-' || p || '-' || i AS load_id,
                        'c-' || pmod(hash(p, i), %d) AS company_id,
                        element_at(array('smb', 'mid_market', 'enterprise'), pmod(hash(i), 3) + 1) AS segment,
                        element_at(array('van', 'reefer', 'flatbed'), pmod(hash(i, p), 3) + 1) AS equipment,
                        600 + pmod(hash(p, i, 1), 2000) AS cost
                 FROM %s)""".formatted(COMPANIES, each(first, to, eventsADay * 3L / 10));
        return lake.session().sql("""
                WITH quotes AS %s,
                booked AS (SELECT *, at + make_dt_interval(0, 1 + pmod(hash(i, 7), 72)) AS booked_at
                           FROM quotes WHERE i %% 4 = 0),
                lost AS (SELECT *, at + make_dt_interval(0, 1 + pmod(hash(i, 8), 96)) AS lost_at
                         FROM quotes WHERE i %% 20 IN (1, 2, 3, 5, 6, 7, 9))
                SELECT 'quote.priced' AS type, at AS event_time, 'p-' || quote_id AS event_id, quote_id,
                       CAST(NULL AS STRING) AS load_id, CAST(NULL AS STRING) AS invoice_id, company_id, segment,
                       equipment, CAST(pmod(hash(i, 2), 900) + 100 AS STRING) || '01' AS origin_zip,
                       element_at(array('TX', 'CA', 'IL', 'GA', 'OH'), pmod(hash(i, 2), 5) + 1) AS origin_state,
                       CAST(pmod(hash(i, 3), 900) + 100 AS STRING) || '01' AS destination_zip,
                       element_at(array('TX', 'CA', 'IL', 'GA', 'OH'), pmod(hash(i, 3), 5) + 1) AS destination_state,
                       to_date(at) + 2 AS pickup_date, 300D + pmod(hash(i, 4), 1500) AS miles,
                       CAST(cost AS DECIMAL(18,2)) AS cost_estimate, CAST(cost * 1.15 AS DECIMAL(18,2)) AS price,
                       'USD' AS currency, true AS fuel_included,
                       IF(i %% 3 = 0, 'cache', 'model') AS rate_source,
                       40D + pmod(hash(i, 5), 400) AS latency_ms, CAST(NULL AS DECIMAL(18,2)) AS booked_price,
                       CAST(NULL AS STRING) AS carrier_id, CAST(NULL AS DECIMAL(18,2)) AS carrier_cost
                FROM quotes
                UNION ALL
                SELECT 'quote.booked', booked_at, 'b-' || quote_id, quote_id, load_id, NULL, company_id, NULL, NULL, NULL,
                       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, cost, NULL, NULL FROM booked
                UNION ALL
                SELECT 'quote.lost', lost_at, 'n-' || quote_id, quote_id, NULL, NULL, company_id, NULL, NULL, NULL, NULL,
                       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM lost
                UNION ALL
                SELECT 'load.covered', booked_at + INTERVAL '6' HOUR, 'v-' || quote_id, quote_id, load_id, NULL,
                       company_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL,
                       NULL, 'k-' || pmod(hash(p, i), %d), cost * 0.97 FROM booked
                UNION ALL
                SELECT 'invoice.emitted', booked_at + INTERVAL '48' HOUR, 'e-' || quote_id, quote_id, load_id,
                       'n-' || p || '-' || i, company_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       NULL, true, NULL, NULL, NULL, NULL, cost * 0.97 FROM booked
                UNION ALL
                SELECT 'load.cancelled', booked_at + INTERVAL '12' HOUR, 'x-' || quote_id, NULL, load_id, NULL, NULL,
                       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       NULL FROM booked WHERE i %% 200 = 0
                """.formatted(quotes, CARRIERS));
    }

    private Dataset<Row> usage(int from, int to) {
        return lake.session().sql("""
                SELECT 'usage.recorded' AS type, at AS event_time, 'u-' || p || '-' || i AS event_id,
                       'c-' || pmod(hash(i, p), %d) AS company_id,
                       element_at(array('quotes', 'bulk_jobs', 'directory_invites'), i %% 3 + 1) AS feature_key,
                       CAST(1 + i %% 5 AS BIGINT) AS qty
                FROM %s""".formatted(COMPANIES, each(from, to, eventsADay * 28L / 100)));
    }

    /** Every company subscribes on the first day; its subscription is renewed, and paid, every 30 days. */
    private Dataset<Row> billing(int from, int to) {
        String companies = """
                (SELECT CAST(id AS INT) AS i, CAST(id %% %1$d AS INT) AS phase FROM range(%2$d))""".formatted(DAYS_BETWEEN_RENEWALS, COMPANIES);
        return lake.session().sql("""
                WITH companies AS %1$s,
                happenings AS (
                  SELECT i, 0 AS p, 0 AS kind FROM companies
                  UNION ALL SELECT i, 0, 1 FROM companies
                  UNION ALL
                  SELECT i, p, kind
                  FROM companies
                  CROSS JOIN (SELECT CAST(id AS INT) AS p FROM range(%2$d, %3$d))
                  CROSS JOIN (VALUES (2), (3)) AS kinds(kind)
                  WHERE p > 0 AND p %% %4$d = phase),
                timed AS (
                  SELECT *, TIMESTAMP '%5$s' + make_dt_interval(p, 0, 0, CAST(i AS DECIMAL(10,1)) * 10 + kind) AS at,
                         CASE kind WHEN 0 THEN 'customer.created' WHEN 1 THEN 'customer.subscription.created'
                                   WHEN 2 THEN 'customer.subscription.updated' ELSE 'invoice.paid' END AS stripe_type
                  FROM happenings),
                written AS (
                  SELECT *, 'evt-' || p || '-' || i || '-' || kind AS stripe_id,
                         CASE kind
                           WHEN 0 THEN to_json(named_struct('id', 'cus-' || i, 'object', 'customer',
                                         'metadata', named_struct('company_id', 'c-' || i)))
                           WHEN 3 THEN to_json(named_struct('id', 'in-' || p || '-' || i, 'object', 'invoice',
                                         'customer', 'cus-' || i, 'subscription', 'sub-' || i, 'amount_paid', 9900))
                           ELSE to_json(named_struct('id', 'sub-' || i, 'object', 'subscription', 'customer', 'cus-' || i,
                                  'status', 'active', 'currency', 'usd', 'created', unix_seconds(TIMESTAMP '%5$s'),
                                  'start_date', unix_seconds(TIMESTAMP '%5$s'),
                                  'items', named_struct('data', array(named_struct(
                                     'quantity', 1 + pmod(hash(i, p), 5),
                                     'price', named_struct('unit_amount', 9900, 'currency', 'usd',
                                       'lookup_key', 'pro_monthly',
                                       'recurring', named_struct('interval', 'month', 'interval_count', 1)))))))
                         END AS object
                  FROM timed)
                SELECT 'stripe.event' AS type, at AS event_time, stripe_id AS event_id, stripe_id, stripe_type,
                       CAST(unix_seconds(at) AS TIMESTAMP) AS stripe_created, true AS livemode,
                       '{"id":"' || stripe_id || '","object":"event","livemode":true,"type":"' || stripe_type
                         || '","created":' || unix_seconds(at) || ',"data":{"object":' || object || '}}' AS stripe_event
                FROM written""".formatted(companies, from, to, DAYS_BETWEEN_RENEWALS, firstDay));
    }

    /** Leads, two in five of which try the product nine days later at the latest. */
    private Dataset<Row> growth(int from, int to) {
        int first = Math.max(0, from - DAYS_OF_A_QUOTE - 1);
        return lake.session().sql("""
                WITH leads AS %s
                SELECT 'lead.created' AS type, at AS event_time, 'g-' || p || '-' || i AS event_id,
                       'lead-' || p || '-' || i AS lead_id, CAST(NULL AS STRING) AS company_id,
                       element_at(array('smb', 'mid_market', 'enterprise'), i %% 3 + 1) AS segment,
                       element_at(array('search', 'referral', 'event'), i %% 4 %% 3 + 1) AS channel,
                       CAST(NULL AS STRING) AS plan, CAST(NULL AS TIMESTAMP) AS trial_ends_at
                FROM leads
                UNION ALL
                SELECT 'trial.started', at + make_dt_interval(1 + i %% 8), 't-' || p || '-' || i,
                       'lead-' || p || '-' || i, 't-' || p || '-' || i, NULL, NULL, 'pro',
                       at + make_dt_interval(15 + i %% 8)
                FROM leads WHERE i %% 5 < 2""".formatted(each(first, to, Math.max(1, eventsADay / 300))));
    }

    /** Every carrier is known with its cover from the first day on and says something new every 30 days. */
    private Dataset<Row> directory(int from, int to) {
        return lake.session().sql("""
                WITH carriers AS (SELECT CAST(id AS INT) AS i, 'k-' || id AS carrier_id FROM range(%1$d)),
                spoken AS (
                  SELECT i, carrier_id, CAST(id AS INT) AS p FROM carriers CROSS JOIN range(%2$d, %3$d)
                  WHERE id = 0 OR id %% %4$d = i %% %4$d)
                SELECT 'carrier.updated' AS type,
                       TIMESTAMP '%5$s' + make_dt_interval(p, 0, 0, CAST(i AS DECIMAL(10,1))) AS event_time,
                       'd-' || p || '-' || i AS event_id, carrier_id, CAST(NULL AS STRING) AS coi_id,
                       '{"carrier_id":"' || carrier_id || '","legal_name":"Carrier ' || i || '","power_units":'
                         || (1 + p) || ',"authority_status":"active"}' AS profile,
                       CAST(NULL AS STRING) AS coverage, CAST(NULL AS DECIMAL(18,2)) AS limit_usd,
                       CAST(NULL AS DATE) AS effective_on, CAST(NULL AS DATE) AS expires_on
                FROM spoken
                UNION ALL
                SELECT 'coi.filed', TIMESTAMP '%5$s' + make_dt_interval(p, 1, 0, CAST(i AS DECIMAL(10,1))),
                       'f-' || coverage || '-' || p || '-' || i, carrier_id, 'coi-' || coverage || '-' || p || '-' || i,
                       NULL, coverage, 1000000, DATE '%5$s' + p, DATE '%5$s' + p + 365
                FROM (SELECT carriers.*, CAST(id AS INT) AS p FROM carriers CROSS JOIN range(%2$d, %3$d)
                      WHERE id = 0 OR id %% 330 = i %% 330)
                CROSS JOIN (VALUES ('auto'), ('cargo')) AS covers(coverage)
                """.formatted(CARRIERS, from, to, DAYS_BETWEEN_RENEWALS, firstDay));
    }

    private Dataset<Row> agents(int from, int to) {
        return lake.session().sql("""
                SELECT 'agent_task.finished' AS type, at AS event_time, 'a-' || p || '-' || i AS event_id,
                       'task-' || p || '-' || i AS task_id, 'c-' || pmod(hash(i, p), %d) AS company_id,
                       'quote_follow_up' AS fn_name, IF(i %% 100 = 0, 'failed', 'succeeded') AS status,
                       at - INTERVAL '40' SECOND AS queued_at, at - INTERVAL '20' SECOND AS started_at,
                       at AS finished_at
                FROM %s""".formatted(COMPANIES, each(from, to, Math.max(1, eventsADay * 4L / 100))));
    }

    private Dataset<Row> probes(int from, int to) {
        return lake.session().sql("""
                SELECT 'probe.checked' AS type, at AS event_time, 'h-' || p || '-' || i AS event_id,
                       'rates' AS service, 'us-east' AS region, i %% 1000 > 0 AS up
                FROM %s""".formatted(each(from, to, PROBES)));
    }

    private void complete(int days, long rows) {
        TableDeclaration declaration = lake.catalog().table("ops.ingest_batches");
        Map<String, Long> versions = lake.catalog().layer("silver").stream()
                .filter(TableDeclaration::holdsEvents)
                .map(TableDeclaration::name)
                .collect(Collectors.toMap(name -> name, lake::version));
        Map<String, Object> batch = new HashMap<>();
        batch.put("batch_id", (long) days);
        batch.put("cluster_id", APPLICATION);
        batch.put("finished_at", Instant.now().truncatedTo(ChronoUnit.MICROS));
        batch.put("table_versions", versions);
        batch.put("offsets", "{}");
        for (String count : List.of("rows_read", "events", "silver_rows")) {
            batch.put(count, rows);
        }
        batch.put("dead_letters", 0L);
        batch.put("duplicates", 0L);
        KernelTable table = KernelTable.at(Path.of(lake.path(declaration.name())));
        table.append(declaration, List.of(batch), APPLICATION, table.lastTransaction(APPLICATION) + 1);
    }
}
