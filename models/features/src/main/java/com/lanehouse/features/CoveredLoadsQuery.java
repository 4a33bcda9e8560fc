package com.lanehouse.features;

/**
 * The one definition, in Spark SQL, of which loads count as past loads: the newest load.covered of a load, joined to the
 * first quote.priced of its quote (the metric definition, Rate model). Training and the job that stores lane histories
 * both read through it.
 */
public final class CoveredLoadsQuery {
    private static final String SQL = """
            WITH covered AS (
              SELECT load_id,
                     max_by(struct(quote_id, carrier_id, carrier_cost, fuel_included, event_time),
                            struct(event_time, event_id)) AS newest
              FROM {quotes} WHERE type = 'load.covered' GROUP BY load_id
            ), priced AS (
              SELECT quote_id,
                     min_by(struct(origin_area, origin_zip, destination_area, destination_zip, equipment, miles,
                                   weight_lbs, pickup_date, currency, event_time),
                            struct(event_time, event_id)) AS first
              FROM {quotes} WHERE type = 'quote.priced' GROUP BY quote_id
            ), cancelled AS (
              SELECT DISTINCT load_id FROM {quotes} WHERE type = 'load.cancelled'
            ), joined AS (
              SELECT covered.load_id,
                     newest.quote_id,
                     newest.carrier_id,
                     CAST(newest.carrier_cost AS DOUBLE) AS cost,
                     newest.fuel_included,
                     unix_micros(newest.event_time) AS known_micros,
                     unix_micros(first.event_time) AS asked_micros,
                     CASE WHEN trim(first.origin_area) <> '' THEN first.origin_area
                          WHEN length(first.origin_zip) >= 3 THEN left(first.origin_zip, 3) END AS origin_area,
                     CASE WHEN trim(first.destination_area) <> '' THEN first.destination_area
                          WHEN length(first.destination_zip) >= 3 THEN left(first.destination_zip, 3)
                     END AS destination_area,
                     first.equipment,
                     first.miles,
                     first.weight_lbs,
                     unix_date(first.pickup_date) AS pickup_day,
                     CASE WHEN cancelled.load_id IS NOT NULL THEN 'cancelled'
                          WHEN priced.quote_id IS NULL THEN 'no_quote'
                          WHEN coalesce(lower(first.currency) <> 'usd', true) THEN 'currency'
                          WHEN NOT coalesce(newest.carrier_cost > 0 AND first.miles > 0 AND first.miles < 100000, false)
                            THEN 'bad_amount'
                          WHEN newest.event_time < first.event_time THEN 'known_before_quote'
                     END AS reason
              FROM covered
              LEFT JOIN priced ON priced.quote_id = newest.quote_id
              LEFT JOIN cancelled ON cancelled.load_id = covered.load_id
            ), checked AS (
              SELECT *, coalesce(reason, CASE WHEN origin_area IS NULL OR destination_area IS NULL OR equipment IS NULL
                                                OR pickup_day IS NULL OR fuel_included IS NULL THEN 'incomplete' END) AS fault
              FROM joined
            ), basis AS (
              SELECT max_by(fuel_included, struct(loads, fuel_included)) AS usual_fuel_included
              FROM (SELECT fuel_included, count(*) AS loads FROM checked WHERE fault IS NULL GROUP BY fuel_included)
            )
            SELECT load_id, quote_id, carrier_id, cost, fuel_included, known_micros, asked_micros, origin_area,
                   destination_area, equipment, miles, weight_lbs, pickup_day,
                   coalesce(fault, CASE WHEN fuel_included <> usual_fuel_included THEN 'fuel_basis' END) AS left_out
            FROM checked CROSS JOIN basis
            ORDER BY known_micros, load_id
            """;

    private CoveredLoadsQuery() {}

    /**
     * One row a load, in the order in which they became known: load_id, quote_id, carrier_id, cost (DOUBLE),
     * fuel_included, known_micros and asked_micros (since 1970), origin_area, destination_area, equipment, miles,
     * weight_lbs, pickup_day (days since 1970), and left_out: why the load does not count, null when it does. Loads on
     * the rarer fuel basis are left out, since their costs mean something else.
     *
     * @param quotes name of a view of {@code silver.quotes} up to an instant
     */
    public static String sql(String quotes) {
        return SQL.replace("{quotes}", quotes);
    }
}
