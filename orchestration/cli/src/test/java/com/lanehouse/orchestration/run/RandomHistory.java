package com.lanehouse.orchestration.run;

import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events of a few entities at a few instants of ten weeks, so that ties, late events and events of one entity in several
 * batches are common. What they say is random, within what their schemas allow.
 */
public final class RandomHistory {
    /** Ten weeks over three month ends. */
    static final Instant START = Instant.parse("2026-01-25T00:00:00Z");

    public static final Instant END = Instant.parse("2026-04-05T00:00:00Z");
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final int QUOTES = 30;
    private static final long HALF_DAYS = Duration.between(START, END).toHours() / 12;

    private final Random random;
    private final List<Record> records = new ArrayList<>();

    public RandomHistory(Random random) {
        this.random = random;
    }

    /** So many events of every kind there is a reader for, in random order; some come twice. */
    public List<Record> events(int ofEachKind) {
        for (int i = 0; i < ofEachKind; i++) {
            usage();
            growth();
            billing();
            quotes();
            directory();
            operations();
            compliance();
        }
        for (int i = 0; i < ofEachKind / 4; i++) {
            records.add(records.get(random.nextInt(records.size())));
        }
        java.util.Collections.shuffle(records, random);
        return List.copyOf(records);
    }

    /** When an event happened. */
    static Instant time(Record event) {
        Matcher time = TIME.matcher(event.value());
        if (!time.find()) {
            throw new IllegalArgumentException("no time in " + event.value());
        }
        return Instant.parse(time.group(1));
    }

    private void usage() {
        add("usage", "usage.recorded", """
                "company_id":"%s","feature_key":"%s","qty":%d""".formatted(
                        company(), one("quotes", "bulk_jobs", "other"), random.nextInt(1, 6000)));
    }

    private void growth() {
        String lead = "lead" + random.nextInt(25);
        add("growth", "lead.created", """
                "lead_id":"%s","segment":"%s","channel":"%s"%s""".formatted(
                        lead,
                        one("smb", "enterprise"),
                        one("ads", "referral"),
                        one("", ",\"company_name\":\"A\"", ",\"company_name\":\"B\"")));
        add("growth", "trial.started", """
                "lead_id":"%s","company_id":"%s","plan":"%s","trial_ends_at":"%s\"""".formatted(lead, company(), one("pro", "enterprise"), time()));
    }

    private void billing() {
        long created = instant().getEpochSecond();
        String subscription = """
                "id":"sub%d","customer":"cus%d","status":"%s","start_date":%d,"metadata":{%s},%s\
                "items":{"data":[{"quantity":%d,"price":{"currency":"%s","unit_amount":%d,"lookup_key":"%s_monthly",\
                "recurring":{"interval":"%s","interval_count":1}}}]}""".formatted(
                        random.nextInt(5),
                        random.nextInt(3),
                        one("active", "active", "past_due", "unpaid", "trialing"),
                        random.nextInt(3),
                        one("", "", "\"company_id\":\"c1\"", "\"company_id\":\"c2\""),
                        random.nextInt(3) > 0 ? "" : discount(),
                        random.nextInt(1, 3),
                        one("usd", "usd", "eur", "xxx"),
                        random.nextInt(1, 4) * 1000,
                        one("pro", "enterprise"),
                        one("month", "year"));
        String type = one(
                "customer.subscription.created",
                "customer.subscription.updated",
                "customer.subscription.updated",
                "customer.subscription.deleted");
        stripe(created, type, subscription);
        if (random.nextBoolean()) {
            stripe(created, one("customer.created", "customer.updated"), """
                    "id":"cus%d","metadata":{"company_id":"%s"}""".formatted(random.nextInt(8), company()));
        }
        stripe(instant().getEpochSecond(), "invoice.paid", """
                "id":"in%d","customer":"cus%d","subscription":"sub%d","amount_paid":%d""".formatted(
                        random.nextInt(100), random.nextInt(10), random.nextInt(22), random.nextInt(2) * 500));
    }

    private String discount() {
        return "\"discount\":{\"coupon\":{\"duration\":\"forever\",\"percent_off\":50},\"start\":%d,\"end\":%s},"
                .formatted(
                        instant().getEpochSecond(),
                        random.nextBoolean() ? "null" : Long.toString(instant().getEpochSecond()));
    }

    private void stripe(long created, String type, String object) {
        String id = "evt_%08x".formatted(random.nextInt());
        records.add(new Record("billing", event(id, time(), "stripe.event", """
                "id":"%s","object":"event","type":"%s","created":%d,"livemode":%s,"data":{"object":{%s}}""".formatted(
                        id, type, created, random.nextInt(20) > 0, object))));
    }

    private void quotes() {
        int quote = random.nextInt(QUOTES);
        add("quotes", "quote.priced", """
                "quote_id":"q%d","company_id":"%s","segment":"%s",%s,"equipment":"%s","pickup_date":"2026-03-09",\
                "miles":%d.5,"cost_estimate":%d,"price":100,"currency":"%s","fuel_included":%s,"rate_source":"%s",\
                "latency_ms":%d""".formatted(
                        quote,
                        company(),
                        one("smb", "enterprise"),
                        lane(),
                        one("van", "reefer"),
                        random.nextInt(100, 900),
                        random.nextInt(80, 120) - (random.nextInt(10) > 0 ? 0 : 100),
                        one("USD", "usd", "CAD"),
                        random.nextInt(4) > 0,
                        one("model", "cache"),
                        random.nextInt(600)));
        switch (random.nextInt(3)) {
            case 0 -> add("quotes", "quote.booked", """
                        "quote_id":"q%d","load_id":"l%d","booked_price":100""".formatted(random.nextInt(QUOTES), random.nextInt(30)));
            case 1 -> add("quotes", "quote.lost", "\"quote_id\":\"q%d\"".formatted(random.nextInt(QUOTES)));
            default -> {
                // Many quotes are left without an answer, so that their windows end.
            }
        }
        add("quotes", "load.covered", """
                "load_id":"l%d","quote_id":"q%d","carrier_id":"k%d","carrier_cost":%d,"fuel_included":true""".formatted(
                        random.nextInt(30), random.nextInt(30), random.nextInt(4), random.nextInt(90, 900)));
        if (random.nextInt(4) == 0) {
            add("quotes", "load.cancelled", "\"load_id\":\"l%d\"".formatted(random.nextInt(30)));
        }
        add("quotes", "invoice.emitted", """
                "invoice_id":"i%d","load_id":"l%d","quote_id":"q%d","company_id":"c1","billed_amount":200,\
                "carrier_cost":%d,"accessorials":0,"fuel_included":%s""".formatted(
                        random.nextInt(40),
                        random.nextInt(30),
                        random.nextInt(14),
                        random.nextInt(90, 110),
                        random.nextInt(4) > 0));
    }

    private String lane() {
        return "\"origin\":{\"area\":\"%s\",\"state\":\"%s\"},\"destination\":{\"area\":\"%s\",\"state\":\"%s\"}"
                .formatted(one("TX_DAL", "IL_CHI"), one("TX", "IL"), one("TX_HOU", "NM_ALB"), one("TX", "NM"));
    }

    private void directory() {
        add(
                "directory",
                "carrier.updated",
                "\"carrier_id\":\"k%d\",%s"
                        .formatted(
                                random.nextInt(4),
                                one(
                                        "\"city\":\"Waco\"",
                                        "\"city\":null,\"active\":false",
                                        "\"zip\":\"76701\",\"active\":true",
                                        "\"w9_received_on\":\"" + day() + "\"",
                                        "\"authority_status\":\"active\"")));
        add("directory", "coi.filed", """
                "coi_id":"p%d","carrier_id":"k%d","coverage":"%s","insurer":"i","policy_number":"n","limit_usd":%d,\
                "effective_on":"%s"%s""".formatted(
                        random.nextInt(6),
                        random.nextInt(4),
                        one("auto", "auto", "cargo", "general"),
                        random.nextInt(3) * 500_000 + 100_000,
                        day(),
                        random.nextInt(3) == 0 ? "" : ",\"expires_on\":\"" + day() + "\""));
        add("directory", "coi.cancelled", """
                "coi_id":"p%d","cancels_on":"%s\"""".formatted(random.nextInt(40), day()));
    }

    private void operations() {
        Instant finished = instant();
        add("agents", "agent_task.finished", """
                "task_id":"t%d","company_id":"%s","fn_name":"f","status":"%s","queued_at":"%s","started_at":"%s",\
                "finished_at":"%s\"""".formatted(
                        random.nextInt(60),
                        company(),
                        one("succeeded", "succeeded", "failed"),
                        finished.minusSeconds(random.nextInt(200)),
                        finished,
                        finished));
        add("platform", "probe.checked", """
                "service":"api","region":"eu","up":%s""".formatted(random.nextInt(10) > 0));
    }

    private void compliance() {
        String incident = "inc" + random.nextInt(6);
        switch (random.nextInt(6)) {
            case 4 ->
                add("compliance", "pen_test.finding_opened", """
                        "finding_id":"f%d","severity":"%s\"""".formatted(random.nextInt(4), one("critical", "high")));
            case 5 ->
                add("compliance", "pen_test.finding_closed", "\"finding_id\":\"f%d\"".formatted(random.nextInt(4)));
            case 0 -> add("compliance", "incident.opened", """
                        "incident_id":"%s","severity":"%s\"""".formatted(incident, one("P1", "P2")));
            case 1 -> add("compliance", "incident.responded", "\"incident_id\":\"%s\"".formatted(incident));
            case 2 -> {
                add("compliance", "dsr.requested", """
                        "request_id":"r%d","subject_id":"s","kind":"export\"""".formatted(random.nextInt(6)));
                add("compliance", "dsr.fulfilled", "\"request_id\":\"r%d\"".formatted(random.nextInt(6)));
            }
            default -> add("compliance", "restore.drilled", """
                        "rpo_seconds":%d,"rto_seconds":%d""".formatted(random.nextInt(2000), random.nextInt(3000)));
        }
    }

    private void add(String topic, String type, String data) {
        records.add(new Record(topic, event("e%08x".formatted(random.nextInt()), time(), type, data)));
    }

    private static String event(String id, String time, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"time\":\"%s\",\"type\":\"%s\",\"data\":{%s}}"
                .formatted(id, time, type, data);
    }

    private String company() {
        return one("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8");
    }

    private String day() {
        return instant().toString().substring(0, 10);
    }

    private String time() {
        return instant().toString();
    }

    /** Midnights and noons, some a microsecond away. */
    private Instant instant() {
        Instant instant = START.plus(Duration.ofHours(12 * random.nextLong(HALF_DAYS)));
        return switch (random.nextInt(8)) {
            case 0 -> instant.minusNanos(1_000);
            case 1 -> instant.plusNanos(1_000);
            default -> instant;
        };
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
