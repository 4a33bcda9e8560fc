package com.lanehouse.features;

/**
 * The one definition, in Spark SQL, of which loads count as past loads: the newest load.covered of a load, joined to the
 * first quote.priced of its quote (the metric definition, Rate model). A weight that no truck carries is as good as none. Training and the jobs that store covered loads and
 * lane histories all read through it.
 */
public final class CoveredLoadsQuery {
    private static final String LOADS = """
            WITH covered AS (
              SELECT load_id,
                     max_by(struct(quote_id, carrier_id, carrier_cost, fuel_included, event_time),
                            struct(event_time, event_id, source)) AS newest
              FROM {quotes} WHERE type = 'load.covered' AND load_id IS NOT NULL GROUP BY load_id
            ), priced AS (
              SELECT quote_id,
                     min_by(struct(origin_area, origin_zip, destination_area, destination_zip, equipment, miles,
                                   weight_lbs, pickup_date, currency, event_time),
                            struct(event_time, event_id, source)) AS first
              FROM {quotes} WHERE type = 'quote.priced' GROUP BY quote_id
            ), cancelled AS (
              SELECT DISTINCT load_id FROM {quotes} WHERE type = 'load.cancelled'
            ), joined AS (
              SELECT covered.load_id,
                     newest.quote_id,
                     newest.carrier_id,
                     newest.carrier_cost,
                     newest.fuel_included,
                     newest.event_time AS known_at,
                     trunc(newest.event_time, 'MONTH') AS month,
                     first.event_time AS asked_at,
                     CASE WHEN trim(first.origin_area) <> '' THEN first.origin_area
                          WHEN length(first.origin_zip) >= 3 THEN left(first.origin_zip, 3) END AS origin_area,
                     CASE WHEN trim(first.destination_area) <> '' THEN first.destination_area
                          WHEN length(first.destination_zip) >= 3 THEN left(first.destination_zip, 3)
                     END AS destination_area,
                     first.equipment,
                     first.miles,
                     CASE WHEN first.weight_lbs > 0 AND first.weight_lbs <= 200000 THEN first.weight_lbs END AS weight_lbs,
                     first.pickup_date,
                     CASE WHEN cancelled.load_id IS NOT NULL THEN 'cancelled'
                          WHEN priced.quote_id IS NULL THEN 'no_quote'
                          WHEN coalesce(lower(first.currency) <> 'usd', true) THEN 'currency'
                          WHEN NOT coalesce(newest.carrier_cost > 0 AND first.miles > 0 AND first.miles < 100000, false)
                            THEN 'bad_amount'
                          WHEN newest.event_time < first.event_time THEN 'known_before_quote'
                     END AS fault
              FROM covered
              LEFT JOIN priced ON priced.quote_id = newest.quote_id
              LEFT JOIN cancelled ON cancelled.load_id = covered.load_id
            )
            SELECT * EXCEPT (fault),
                   coalesce(fault, CASE WHEN origin_area IS NULL OR destination_area IS NULL OR equipment IS NULL
                                          OR pickup_date IS NULL OR fuel_included IS NULL THEN 'incomplete' END) AS left_out
            FROM joined
            """;

    /** Why a load does not count that most others do not compare with. */
    public static final String RARER_FUEL_BASIS = "fuel_basis";

    private static final String IN_ORDER = """
            WITH basis AS (
              SELECT max_by(fuel_included, struct(loads, fuel_included)) AS usual_fuel_included
              FROM (SELECT fuel_included, count(*) AS loads FROM {loads} WHERE left_out IS NULL GROUP BY fuel_included)
            )
            SELECT load_id, quote_id, carrier_id, CAST(carrier_cost AS DOUBLE) AS cost, fuel_included,
                   unix_micros(known_at) AS known_micros, unix_micros(asked_at) AS asked_micros,
                   origin_area, destination_area, equipment, miles, weight_lbs, unix_date(pickup_date) AS pickup_day,
                   coalesce(left_out, CASE WHEN fuel_included <> usual_fuel_included THEN '{rarer}' END) AS left_out
            FROM {loads} CROSS JOIN basis
            ORDER BY known_micros, load_id
            """;

    private CoveredLoadsQuery() {}

    /**
     * One row a load, with the columns of {@code gold.covered_loads}.
     *
     * @param quotes name of a view of {@code silver.quotes} up to an instant
     */
    public static String loads(String quotes) {
        return LOADS.replace("{quotes}", quotes);
    }

    /**
     * One row a load, in the order in which they became known: load_id, quote_id, carrier_id, cost (DOUBLE),
     * fuel_included, known_micros and asked_micros (since 1970), origin_area, destination_area, equipment, miles,
     * weight_lbs, pickup_day (days since 1970), and left_out: why the load does not count, null when it does. Loads on
     * the rarer fuel basis are left out, too, since their costs mean something else.
     *
     * @param loads name of a view of what {@link #loads} gives
     */
    public static String inOrder(String loads) {
        return IN_ORDER.replace("{loads}", loads).replace("{rarer}", RARER_FUEL_BASIS);
    }
}
