package com.lanehouse.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reviews, keys, backups, drills, incidents, findings, vendors, requests of people, legal holds: by the calendar. */
final class ComplianceLife {
    private final World world;
    private final Companies companies;
    private final AuditTrail audit;
    private final List<Outage> outages = new ArrayList<>();
    private long incidents;
    private long findings;
    private long requests;
    private long holds;

    private record Outage(long from, long to) {}

    ComplianceLife(World world, Companies companies, AuditTrail audit) {
        this.world = world;
        this.companies = companies;
        this.audit = audit;
    }

    /** Whether a P1 incident keeps the scoring service of one region down. */
    boolean outageAt(long moment) {
        for (Outage outage : outages) {
            if (moment >= outage.from() && moment < outage.to()) {
                return true;
            }
        }
        return false;
    }

    void day(int day) {
        Chance chance = world.chance("compliance", day);
        emit(EventType.BACKUP_COMPLETED, "lake", at(day, 3, chance), data -> data.text("target", "lake"));
        if (due(day, 30, 2)) {
            emit(
                    EventType.ACCESS_REVIEW_COMPLETED,
                    "access",
                    at(day, 15, chance),
                    data -> data.text("scope", "production"));
        }
        if (due(day, 14, 4)) {
            rotateKey(day, chance);
        }
        if (due(day, 14, 5)) {
            long rpo = Math.round(chance.logNormal(420, 0.35));
            long rto = Math.round(chance.logNormal(1_000, 0.3));
            emit(
                    EventType.RESTORE_DRILLED,
                    "lake",
                    at(day, 10, chance),
                    data -> data.whole("rpo_seconds", rpo).whole("rto_seconds", rto));
        }
        if (due(day, 6, 1)) {
            incident("P3", at(day, 14, chance), 16, 40, chance);
        }
        if (due(day, 19, 7)) {
            incident("P2", at(day, 11, chance), 5, 12, chance);
        }
        if (due(day, 41, 10)) {
            long opened = at(day, 17, chance);
            double hours = incident("P1", opened, 0.4, 0.4, chance);
            outages.add(new Outage(opened, opened + (long) (hours * Window.HOUR)));
        }
        if (due(day, 45, 3)) {
            penTest(day, chance);
        }
        if (due(day, 20, 6)) {
            String vendor = chance.pick("Acme Cloud", "Northwind Telematics", "Contoso Identity", "Fabrikam Mail");
            String risk = chance.pick("low", "low", "medium", "high");
            emit(
                    EventType.VENDOR_ASSESSED,
                    vendor,
                    at(day, 16, chance),
                    data -> data.text("vendor", vendor).text("risk", risk));
        }
        if (due(day, 8, 2)) {
            personRequest(day, chance);
        }
        if (due(day, 35, 5)) {
            legalHold(day, chance);
        }
        int changes = chance.poisson(0.4);
        for (int i = 0; i < changes; i++) {
            audit.write(at(day, 13, chance), "user:admin", "update", "rls_policy", "policy-" + chance.below(12), null);
        }
    }

    private static boolean due(int day, int every, int first) {
        return day >= first && (day - first) % every == 0;
    }

    private long at(int day, int hour, Chance chance) {
        return world.window().at(day, hour + 2 * chance.unit());
    }

    private void emit(EventType type, String subject, long at, Consumer<Fields> data) {
        world.events().emit(type, subject, at, data);
    }

    private void rotateKey(int day, Chance chance) {
        Company company = companies.all().get(chance.below(companies.all().size()));
        String keyId = world.name("key", day + 1L);
        long at = at(day, 9, chance);
        emit(EventType.KEY_ROTATED, keyId, at, data -> data.text("key_id", keyId));
        audit.follow(at, "user:" + company.id(), "rotate", "key", keyId, company.id());
    }

    /** Opens, answers and resolves an incident; returns the hours until it was resolved. */
    private double incident(String severity, long opened, double medianResponse, double medianWork, Chance chance) {
        String id = world.name("incident", ++incidents);
        double response = chance.logNormal(medianResponse * 0.5, 0.5);
        double resolved = response + chance.logNormal(medianWork, 0.4);
        emit(
                EventType.INCIDENT_OPENED,
                id,
                opened,
                data -> data.text("incident_id", id).text("severity", severity));
        emit(
                EventType.INCIDENT_RESPONDED,
                id,
                opened + (long) (response * Window.HOUR),
                data -> data.text("incident_id", id));
        emit(
                EventType.INCIDENT_RESOLVED,
                id,
                opened + (long) (resolved * Window.HOUR),
                data -> data.text("incident_id", id));
        return resolved;
    }

    private void penTest(int day, Chance chance) {
        for (String severity : List.of("critical", "high", "medium", "low")) {
            String id = world.name("finding", ++findings);
            long opened = at(day, 15, chance);
            double days = chance.logNormal(severity.equals("critical") ? 7 : 14, 0.4);
            emit(
                    EventType.PEN_TEST_FINDING_OPENED,
                    id,
                    opened,
                    data -> data.text("finding_id", id).text("severity", severity));
            emit(
                    EventType.PEN_TEST_FINDING_CLOSED,
                    id,
                    opened + (long) (days * Window.DAY),
                    data -> data.text("finding_id", id));
        }
    }

    private void personRequest(int day, Chance chance) {
        String id = world.name("dsr", ++requests);
        String subject = "person-" + chance.digits(6);
        String kind = chance.happens(0.6) ? "export" : "delete";
        long asked = at(day, 12, chance);
        long answered = asked + (long) (chance.between(0.8, 6) * Window.DAY);
        emit(
                EventType.DSR_REQUESTED,
                id,
                asked,
                data -> data.text("request_id", id).text("subject_id", subject).text("kind", kind));
        audit.follow(asked, "service:privacy", "request", "dsr", id, null);
        emit(EventType.DSR_FULFILLED, id, answered, data -> data.text("request_id", id));
        audit.follow(answered, "service:privacy", "fulfil", "dsr", id, null);
    }

    private void legalHold(int day, Chance chance) {
        String id = world.name("hold", ++holds);
        String subject = "person-" + chance.digits(6);
        long placed = at(day, 16, chance);
        long released = placed + (long) (chance.between(10, 21) * Window.DAY);
        emit(
                EventType.LEGAL_HOLD_PLACED,
                id,
                placed,
                data -> data.text("hold_id", id).text("subject_id", subject));
        emit(
                EventType.LEGAL_HOLD_RELEASED,
                id,
                released,
                data -> data.text("hold_id", id).text("subject_id", subject));
    }
}
