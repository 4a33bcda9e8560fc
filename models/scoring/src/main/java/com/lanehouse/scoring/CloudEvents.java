package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** The envelope of the service's events: CloudEvents 1.0, JSON structured mode. */
public final class CloudEvents {
    private static final String SOURCE = "lanehouse/scoring";

    private CloudEvents() {}

    /** @param company whose event it is: the events of one stay in order; null for nobody's */
    static byte[] json(String type, String subject, String company, Instant time, ObjectNode data) {
        return json(UUID.randomUUID().toString(), type, subject, company, time, data);
    }

    /**
     * An event that may be made again.
     *
     * @param id the same whenever it is, so that it counts once
     * @param company whose event it is: the events of one stay in order; null for nobody's
     */
    public static byte[] json(String id, String type, String subject, String company, Instant time, ObjectNode data) {
        ObjectNode event = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", SOURCE)
                .put("type", type)
                .put("subject", subject)
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        if (company != null) {
            event.put("partitionkey", company);
        }
        event.set("data", data);
        return Json.bytes(event);
    }
}
