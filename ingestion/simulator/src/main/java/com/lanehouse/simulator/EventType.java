package com.lanehouse.simulator;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Every event type of the contract with its topic, and how to break one: a required number and a required field. */
enum EventType {
    USAGE_RECORDED("usage.recorded", "usage", "qty", "company_id"),
    LEAD_CREATED("lead.created", "growth", null, "segment"),
    TRIAL_STARTED("trial.started", "growth", null, "trial_ends_at"),
    TRIAL_EXPIRED("trial.expired", "growth", null, "company_id"),
    STRIPE_EVENT("stripe.event", "billing", "created", "data"),
    QUOTE_PRICED("quote.priced", "quotes", "price", "equipment"),
    QUOTE_PUBLISHED("quote.published", "quotes", null, "quote_id"),
    QUOTE_BOOKED("quote.booked", "quotes", "booked_price", "load_id"),
    QUOTE_LOST("quote.lost", "quotes", null, "quote_id"),
    LOAD_COVERED("load.covered", "quotes", "carrier_cost", "carrier_id"),
    RATE_SERVED("rate.served", "quotes", "latency_ms", "channel"),
    LOAD_CANCELLED("load.cancelled", "quotes", null, "load_id"),
    INVOICE_EMITTED("invoice.emitted", "quotes", "billed_amount", "load_id"),
    CARRIER_UPDATED("carrier.updated", "directory", null, "carrier_id"),
    COI_FILED("coi.filed", "directory", "limit_usd", "effective_on"),
    COI_CANCELLED("coi.cancelled", "directory", null, "cancels_on"),
    CARRIER_BADGE_CHANGED("carrier.badge_changed", "directory", null, "badge"),
    AGENT_TASK_FINISHED("agent_task.finished", "agents", null, "finished_at"),
    REQUEST_SERVED("request.served", "platform", "latency_ms", "route"),
    PROBE_CHECKED("probe.checked", "platform", null, "up"),
    EXPERIMENT_EXPOSED("experiment.exposed", "experiments", null, "variant"),
    AUDIT_RECORDED("audit.recorded", "compliance", null, "actor"),
    ACCESS_REVIEW_COMPLETED("access_review.completed", "compliance", null, null),
    KEY_ROTATED("key.rotated", "compliance", null, "key_id"),
    BACKUP_COMPLETED("backup.completed", "compliance", null, null),
    RESTORE_DRILLED("restore.drilled", "compliance", "rpo_seconds", "rto_seconds"),
    INCIDENT_OPENED("incident.opened", "compliance", null, "severity"),
    INCIDENT_RESPONDED("incident.responded", "compliance", null, "incident_id"),
    INCIDENT_RESOLVED("incident.resolved", "compliance", null, "incident_id"),
    PEN_TEST_FINDING_OPENED("pen_test.finding_opened", "compliance", null, "severity"),
    PEN_TEST_FINDING_CLOSED("pen_test.finding_closed", "compliance", null, "finding_id"),
    VENDOR_ASSESSED("vendor.assessed", "compliance", null, "risk"),
    DSR_REQUESTED("dsr.requested", "compliance", null, "kind"),
    DSR_FULFILLED("dsr.fulfilled", "compliance", null, "request_id"),
    LEGAL_HOLD_PLACED("legal_hold.placed", "compliance", null, "subject_id"),
    LEGAL_HOLD_RELEASED("legal_hold.released", "compliance", null, "hold_id");

    private static final Set<String> FAMILIES = familiesOf();

    private final String type;
    private final String family;
    private final String requiredNumber;
    private final String requiredField;

    EventType(String type, String family, String requiredNumber, String requiredField) {
        this.type = type;
        this.family = family;
        this.requiredNumber = requiredNumber;
        this.requiredField = requiredField;
    }

    private static Set<String> familiesOf() {
        Set<String> families = new TreeSet<>();
        for (EventType eventType : values()) {
            families.add(eventType.family);
        }
        return Collections.unmodifiableSet(families);
    }

    static Set<String> families() {
        return FAMILIES;
    }

    String type() {
        return type;
    }

    String family() {
        return family;
    }

    /** A required field of {@code data} that is a number; null when there is none. */
    String requiredNumber() {
        return requiredNumber;
    }

    /** A required field of {@code data}; null when the type requires nothing. */
    String requiredField() {
        return requiredField;
    }
}
