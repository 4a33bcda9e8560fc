package com.lanehouse.simulator;

import java.util.ArrayList;
import java.util.List;

/** The platform's own signals: agent tasks around the clock, probes every ten minutes, a sample of requests. */
final class PlatformNoise {
    static final double TASKS_PER_HOUR = 36;
    static final double TASK_FAILS = 0.012;
    private static final double PROBE_FAILS = 0.0003;
    private static final List<String> SERVICES = List.of("scoring", "ingest", "dashboards");
    private static final List<String> REGIONS = List.of("us-east", "us-west");

    private final World world;
    private final Companies companies;
    private final ComplianceLife compliance;
    private long tasks;

    PlatformNoise(World world, Companies companies, ComplianceLife compliance) {
        this.world = world;
        this.companies = companies;
        this.compliance = compliance;
    }

    void day(int day) {
        tasks(day);
        probes(day);
        requests(day);
    }

    private void tasks(int day) {
        List<Company> present = new ArrayList<>();
        for (Company company : companies.all()) {
            if (company.present()) {
                present.add(company);
            }
        }
        if (present.isEmpty()) {
            return;
        }
        double[] weights = new double[present.size()];
        for (int i = 0; i < weights.length; i++) {
            Company company = present.get(i);
            weights[i] = StrictMath.sqrt(company.segment().quotesPerWeekday()) * company.size();
        }
        for (int hour = 0; hour < 24; hour++) {
            Chance chance = world.chance("tasks", day, hour);
            // Automation runs at night too; the office hours add a little.
            double busy = hour >= 12 && hour < 23 && !world.window().weekend(day) ? 1.15 : 0.95;
            int count = Math.max(1, chance.poisson(TASKS_PER_HOUR * world.scale() * busy));
            for (int i = 0; i < count; i++) {
                long finished = world.window().at(day, hour + chance.unit());
                task(present.get(chance.weighted(weights)), finished, chance);
            }
        }
    }

    private void task(Company company, long finished, Chance chance) {
        String taskId = world.name("task", ++tasks);
        String function = chance.pick(
                "quote_follow_up",
                "load_tracking",
                "carrier_onboarding",
                "coi_reminder",
                "invoice_match",
                "lane_report");
        double trouble = compliance.outageAt(finished) ? 8 : 1;
        boolean failed = chance.happens(Math.min(0.5, TASK_FAILS * company.taskTrouble() * trouble));
        long ran = (long) (1000 * Math.min(600, chance.logNormal(9, 0.9)));
        long waited = (long) (1000 * Math.min(900, chance.logNormal(6, 0.9) * StrictMath.sqrt(trouble)));
        String error = chance.pick("timeout", "upstream_unavailable", "document_unreadable", "no_answer");
        if (failed) {
            company.noteFailedTask();
        }
        world.events().emit(EventType.AGENT_TASK_FINISHED, company.id(), finished, data -> {
            data.text("task_id", taskId)
                    .text("company_id", company.id())
                    .text("fn_name", function)
                    .text("status", failed ? "failed" : "succeeded")
                    .time("queued_at", finished - ran - waited)
                    .time("started_at", finished - ran)
                    .time("finished_at", finished);
            if (failed) {
                data.text("error", error);
            }
        });
    }

    private void probes(int day) {
        for (int round = 0; round < 144; round++) {
            Chance chance = world.chance("probes", day, round);
            for (String service : SERVICES) {
                for (String region : REGIONS) {
                    long at = world.window().at(day, round / 6.0) + chance.whole(500, 9_000);
                    boolean outage = service.equals(SERVICES.getFirst())
                            && region.equals(REGIONS.getFirst())
                            && compliance.outageAt(at);
                    boolean up = !outage && !chance.happens(PROBE_FAILS);
                    world.events()
                            .emit(
                                    EventType.PROBE_CHECKED,
                                    service,
                                    at,
                                    data -> data.text("service", service)
                                            .text("region", region)
                                            .flag("up", up));
                }
            }
        }
    }

    private void requests(int day) {
        Chance chance = world.chance("requests", day);
        int count = Math.max(4, chance.poisson(200 * world.scale()));
        for (int i = 0; i < count; i++) {
            int route = chance.weighted(0.6, 0.06, 0.1, 0.08, 0.06, 0.1);
            String path = List.of(
                            "POST /v1/rates",
                            "POST /v1/rates/bulk",
                            "GET /v1/rates/bulk/{id}",
                            "POST /public/v1/rate-estimate",
                            "POST /webhooks/stripe",
                            "GET /health")
                    .get(route);
            int success = route == 1 ? 202 : 200;
            int status = List.of(success, 400, 401, 422, 429, 500)
                    .get(chance.weighted(0.955, 0.015, 0.008, 0.01, 0.009, 0.003));
            boolean cached = route == 0 && chance.happens(0.2);
            long latency = Math.max(1, Math.round(chance.logNormal(cached ? 40 : route == 5 ? 3 : 160, 0.5)));
            Company company = chance.pick(companies.all());
            boolean keyed = route < 3 && status != 401 && company.present();
            long at = world.window().at(day, chance.between(0, 24));
            world.events().emit(EventType.REQUEST_SERVED, keyed ? company.id() : "scoring", at, data -> {
                data.text("route", path).whole("status", status).whole("latency_ms", latency);
                if (route == 0) {
                    data.flag("cached", cached);
                }
                if (keyed) {
                    data.text("company_id", company.id());
                }
            });
        }
    }
}
