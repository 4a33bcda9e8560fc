package com.lanehouse.jobs;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How complete and how well insured the directory's active carriers are (the metric definition, Carrier directory). */
public final class DirectoryHealth {
    private DirectoryHealth() {}

    /**
     * One row: as_of, carriers, completeness and coi_freshness. Means are taken over counts: a sum of doubles would
     * depend on the order of the rows.
     *
     * @param inputs with {@code gold.carriers}, which describes carriers as they are at T
     */
    public static Dataset<Row> at(JobInputs inputs) {
        return inputs.sql("""
                SELECT :as_of AS as_of,
                       count(*) AS carriers,
                       try_divide(sum(17 - size(missing_fields)), 17 * count(*)) AS completeness,
                       try_divide(count_if(coi_status IN ('fresh', 'expiring')), count(*)) AS coi_freshness
                FROM gold_carriers
                WHERE active
                """);
    }
}
