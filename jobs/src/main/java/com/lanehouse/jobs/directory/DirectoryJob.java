package com.lanehouse.jobs.directory;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.UDFRegistration;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How complete each carrier's profile is, whether its insurance holds at T, and the directory's health (the metric
 * definition, Carrier directory).
 */
public final class DirectoryJob implements Job {
    @Override
    public String name() {
        return "directory";
    }

    @Override
    public List<String> reads() {
        return List.of("silver.directory", "reference.required_cover");
    }

    @Override
    public List<String> writes() {
        return List.of("gold.carrier_scorecards", "gold.directory_daily");
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        registerFunctions(inputs);
        inputs.view("field_values", fieldValues(inputs));
        inputs.view("carriers", carriers(inputs));
        inputs.view("policies", policies(inputs));
        inputs.view("covers", covers(inputs));
        inputs.view("insurance", insurance(inputs));
        inputs.view("judged_carriers", judgedCarriers(inputs));
        return Map.of("gold.carrier_scorecards", scorecards(inputs), "gold.directory_daily", daily(inputs));
    }

    private static void registerFunctions(JobInputs inputs) {
        LocalDate day = LocalDate.ofInstant(inputs.asOf(), ZoneOffset.UTC);
        UDF1<String, Map<String, String>> fields = Profile::fields;
        UDF1<scala.collection.Map<String, String>, List<String>> missing =
                values -> Profile.missing(CollectionConverters.asJava(values), day);
        UDFRegistration functions = inputs.session().udf();
        functions.register(
                "profile_fields", fields, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));
        functions.register("missing_fields", missing, DataTypes.createArrayType(DataTypes.StringType, false));
    }

    /**
     * The value of each field is that of the newest event that carries it, as JSON text; null clears it. A carrier
     * that nothing is known of has one row without a field.
     */
    private static Dataset<Row> fieldValues(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id, field, max_by(value, struct(event_time, event_id, source)) AS value
                FROM (SELECT carrier_id, event_time, event_id, source,
                             explode_outer(profile_fields(profile)) AS (field, value)
                      FROM silver_directory
                      WHERE type = 'carrier.updated')
                GROUP BY carrier_id, field
                """);
    }

    /** An absent or invalid safety rating does not spoil the standing. */
    private static Dataset<Row> carriers(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id,
                       fields['active'] IS DISTINCT FROM 'false' AS active,
                       fields['authority_status'] <=> '"active"'
                         AND NOT (fields['safety_rating'] <=> '"conditional"'
                                  OR fields['safety_rating'] <=> '"unsatisfactory"') AS good_standing,
                       missing_fields(fields) AS missing_fields
                FROM (SELECT carrier_id,
                             map_from_entries(collect_list(IF(field IS NULL, NULL, struct(field, value)))) AS fields
                      FROM field_values
                      GROUP BY carrier_id)
                """);
    }

    /** The newest filing of a certificate replaces older ones; its newest cancellation may end it sooner. */
    private static Dataset<Row> policies(JobInputs inputs) {
        return inputs.sql("""
                WITH filed AS (
                  SELECT coi_id, carrier_id, coverage, limit_usd, effective_on, expires_on
                  FROM silver_directory
                  WHERE type = 'coi.filed'
                  QUALIFY row_number() OVER (
                    PARTITION BY coi_id ORDER BY event_time DESC, event_id DESC, source DESC) = 1),
                cancelled AS (
                  SELECT coi_id, max_by(cancels_on, struct(event_time, event_id, source)) AS cancels_on
                  FROM silver_directory
                  WHERE type = 'coi.cancelled'
                  GROUP BY coi_id)
                SELECT carrier_id, coverage, limit_usd, end_on,
                       to_date(:as_of) BETWEEN effective_on AND coalesce(end_on, to_date(:as_of)) AS in_force
                FROM (SELECT *, least(expires_on, cancels_on) AS end_on
                      FROM filed LEFT JOIN cancelled USING (coi_id))
                """);
    }

    /** Each carrier's required covers; {@code end_on} is the last day at the limit, null when none is foreseen. */
    private static Dataset<Row> covers(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id, filed, in_force, at_limit, IF(endless, NULL, latest_end) AS end_on
                FROM (SELECT known.carrier_id, required.coverage,
                             count(policies.carrier_id) > 0 AS filed,
                             count_if(in_force) > 0 AS in_force,
                             count_if(in_force AND policies.limit_usd >= required.limit_usd) > 0 AS at_limit,
                             count_if(in_force AND policies.limit_usd >= required.limit_usd
                                      AND end_on IS NULL) > 0 AS endless,
                             max(end_on) FILTER (
                               WHERE in_force AND policies.limit_usd >= required.limit_usd) AS latest_end
                      FROM (SELECT DISTINCT carrier_id FROM silver_directory WHERE type = 'carrier.updated') AS known
                      CROSS JOIN reference_required_cover AS required
                      LEFT JOIN policies
                        ON policies.carrier_id = known.carrier_id AND policies.coverage = required.coverage
                      GROUP BY known.carrier_id, required.coverage)
                """);
    }

    private static Dataset<Row> insurance(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id, coi_status, IF(coi_status IN ('fresh', 'expiring'), soonest_end, NULL) AS soonest_end
                FROM (SELECT carrier_id, min(end_on) AS soonest_end,
                             CASE WHEN NOT bool_and(filed) THEN 'missing'
                                  WHEN NOT bool_and(in_force) THEN 'expired'
                                  WHEN NOT bool_and(at_limit) THEN 'below_limit'
                                  WHEN min(end_on) <= date_add(to_date(:as_of), 30) THEN 'expiring'
                                  ELSE 'fresh' END AS coi_status
                      FROM covers
                      GROUP BY carrier_id)
                """);
    }

    /** Where nothing is required, nothing is missing: the insurance is fresh. */
    private static Dataset<Row> judgedCarriers(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id, active, good_standing, missing_fields,
                       17 - size(missing_fields) AS filled,
                       (17 - size(missing_fields)) / 17D AS completeness,
                       coalesce(coi_status, 'fresh') AS coi_status, soonest_end,
                       coalesce(coi_status, 'fresh') IN ('fresh', 'expiring') AS insured
                FROM carriers
                LEFT JOIN insurance USING (carrier_id)
                """);
    }

    private static Dataset<Row> scorecards(JobInputs inputs) {
        return inputs.sql("""
                SELECT :as_of AS as_of, carrier_id, active, completeness, missing_fields, coi_status,
                       soonest_end AS coi_soonest_end,
                       50D * completeness
                         + 30D * CASE coi_status WHEN 'fresh' THEN 1D WHEN 'expiring' THEN 2D / 3D ELSE 0D END
                         + 20D * IF(good_standing, 1D, 0D) AS score,
                       completeness >= 0.85D AND insured AND good_standing AS badge_eligible
                FROM judged_carriers
                """);
    }

    /** Means are taken over counts: a sum of doubles would depend on the order of the rows. */
    private static Dataset<Row> daily(JobInputs inputs) {
        return inputs.sql("""
                SELECT :as_of AS as_of,
                       count(*) AS carriers,
                       try_divide(sum(filled), 17 * count(*)) AS completeness,
                       try_divide(count_if(insured), count(*)) AS coi_freshness
                FROM judged_carriers
                WHERE active
                """);
    }
}
