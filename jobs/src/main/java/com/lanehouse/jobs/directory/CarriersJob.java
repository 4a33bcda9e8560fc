package com.lanehouse.jobs.directory;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
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
 * How complete each carrier's profile is and whether its insurance holds on T's day (the metric definition, Carrier
 * directory), and the next day on which time alone may change that.
 */
public final class CarriersJob implements Job {
    @Override
    public String name() {
        return "carriers";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("silver.directory", "carrier_id").where("type = 'carrier.updated'"),
                Input.grouped("gold.policies", "carrier_id"),
                Input.whole("reference.required_cover"));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.carriers");
    }

    @Override
    public List<String> groups() {
        return List.of("carrier_id");
    }

    @Override
    public List<String> deadlines() {
        return List.of("SELECT carrier_id FROM stored WHERE changes_on <= to_date(:as_of)");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                new Trace(
                        "gold.carriers",
                        "silver.directory",
                        "carrier_id = traced.carrier_id AND type = 'carrier.updated'"),
                Trace.sharing("gold.carriers", "gold.policies", "carrier_id"),
                Trace.whole("gold.carriers", "reference.required_cover"));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        registerFunctions(inputs);
        inputs.view("field_values", fieldValues(inputs));
        inputs.view("known_carriers", carriers(inputs));
        inputs.view("policies", policies(inputs));
        inputs.view("covers", covers(inputs));
        inputs.view("insurance", insurance(inputs));
        inputs.view("policy_turns", policyTurns(inputs));
        return Map.of("gold.carriers", judged(inputs));
    }

    private static void registerFunctions(JobInputs inputs) {
        LocalDate day = LocalDate.ofInstant(inputs.asOf(), ZoneOffset.UTC);
        UDF1<String, Map<String, String>> fields = Profile::fields;
        UDF1<scala.collection.Map<String, String>, List<String>> missing =
                values -> Profile.missing(CollectionConverters.asJava(values), day);
        UDFRegistration functions = inputs.session().udf();
        functions.register(
                "profile_fields", fields, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));
        UDF1<scala.collection.Map<String, String>, LocalDate> datedOn =
                values -> Profile.datedOn(CollectionConverters.asJava(values), day);
        functions.register("dated_on", datedOn, DataTypes.DateType);
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
                       missing_fields(fields) AS missing_fields,
                       dated_on(fields) AS dated_on
                FROM (SELECT carrier_id,
                             map_from_entries(collect_list(IF(field IS NULL, NULL, struct(field, value)))) AS fields
                      FROM field_values
                      GROUP BY carrier_id)
                """);
    }

    private static Dataset<Row> policies(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id, coverage, limit_usd, end_on,
                       to_date(:as_of) BETWEEN effective_on AND coalesce(end_on, to_date(:as_of)) AS in_force
                FROM gold_policies
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

    /** A policy begins, ends on the day after its last, and is about to expire from 30 days before that on. */
    private static Dataset<Row> policyTurns(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id, min(turn) AS turns_on
                FROM gold_policies,
                     LATERAL explode(array(effective_on, date_add(end_on, 1), date_add(end_on, -30))) AS turns(turn)
                WHERE turn > to_date(:as_of)
                GROUP BY carrier_id
                """);
    }

    /** Where nothing is required, nothing is missing: the insurance is fresh. */
    private static Dataset<Row> judged(JobInputs inputs) {
        return inputs.sql("""
                SELECT carrier_id, active, good_standing, missing_fields,
                       coalesce(coi_status, 'fresh') AS coi_status, soonest_end AS coi_soonest_end,
                       least(dated_on, turns_on) AS changes_on
                FROM known_carriers
                LEFT JOIN insurance USING (carrier_id)
                LEFT JOIN policy_turns USING (carrier_id)
                """);
    }
}
