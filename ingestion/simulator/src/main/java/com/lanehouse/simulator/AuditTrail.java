package com.lanehouse.simulator;

/** The audit entries that other events call for. A few are missing and a few come too late, as in life. */
final class AuditTrail {
    static final double MISSING = 0.008;
    static final double TOO_LATE = 0.004;

    private final World world;
    private long entries;

    AuditTrail(World world) {
        this.world = world;
    }

    /** Follows something that happened at a moment; normally within a minute. */
    void follow(long at, String actor, String action, String resourceType, String resourceId, String companyId) {
        Chance chance = world.chance("audit", ++entries);
        if (chance.happens(MISSING)) {
            return;
        }
        double seconds =
                chance.happens(TOO_LATE) ? chance.between(400, 4_000) : Math.min(240, chance.logNormal(4, 1.1));
        write(at + (long) (seconds * 1000), actor, action, resourceType, resourceId, companyId);
    }

    void write(long at, String actor, String action, String resourceType, String resourceId, String companyId) {
        String subject = companyId == null ? resourceId : companyId;
        world.events().emit(EventType.AUDIT_RECORDED, subject, at, data -> {
            data.text("actor", actor)
                    .text("action", action)
                    .text("resource_type", resourceType)
                    .text("resource_id", resourceId);
            if (companyId != null) {
                data.text("company_id", companyId);
            }
        });
    }
}
