package com.lanehouse.scoring.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.ApiKey;
import com.lanehouse.scoring.CloudEvents;
import com.lanehouse.scoring.Json;
import java.time.Instant;

/** Events of bulk jobs. Their ids follow from job, chunk and row: one that is sent again is dropped as a duplicate. */
final class BulkEvents {
    private BulkEvents() {}

    /** That there is a job. */
    static byte[] job(String jobId, ApiKey company, Instant now) {
        return CloudEvents.json(
                jobId + "/job",
                "usage.recorded",
                jobId,
                company.companyId(),
                now,
                usage(jobId, company, "bulk_jobs", 1));
    }

    /** That rows of a chunk were answered. */
    static byte[] quotes(String jobId, int chunk, ApiKey company, int rows, Instant now) {
        return CloudEvents.json(
                "%s/chunk/%d".formatted(jobId, chunk),
                "usage.recorded",
                jobId,
                company.companyId(),
                now,
                usage(jobId, company, "quotes", rows));
    }

    /** That a row was answered. */
    static byte[] served(String jobId, int row, ApiKey company, ObjectNode served, Instant now) {
        return CloudEvents.json(
                "%s/row/%d".formatted(jobId, row),
                "rate.served",
                served.path("rate_id").asText(),
                company.companyId(),
                now,
                served);
    }

    private static ObjectNode usage(String jobId, ApiKey company, String feature, int quantity) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("company_id", company.companyId())
                .put("feature_key", feature)
                .put("qty", quantity);
        data.putObject("metadata").put("channel", "bulk").put("job_id", jobId);
        return data;
    }
}
