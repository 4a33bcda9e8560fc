package com.lanehouse.orchestration.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.lanehouse.jobs.ServiceLevel;
import com.lanehouse.jobs.servicelevels.BurnAlert;
import com.lanehouse.warehouse.TableCatalog;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Prometheus' rules over the metrics of {@link Metrics}: for the pairs of burn windows, every service level's own, and for
 * events that stop coming, as the tables' declarations say how long they may.
 */
public final class AlertRules {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    private AlertRules() {}

    /** A rule file. */
    public static String yaml() {
        ObjectNode file = YAML.createObjectNode();
        ArrayNode groups = file.putArray("groups");
        for (ServiceLevel level : ServiceLevel.ALL) {
            ArrayNode rules = groups.addObject()
                    .put("name", "lanehouse-" + level.name().replace('_', '-'))
                    .putArray("rules");
            for (BurnAlert alert : BurnAlert.ALL) {
                rules.add(rule(level, alert));
            }
        }
        ArrayNode stale = groups.addObject().put("name", "lanehouse-events").putArray("rules");
        TableCatalog catalog = TableCatalog.load();
        ServiceLevel.ALL.stream()
                .map(level -> catalog.table(level.records().table()))
                .distinct()
                .forEach(table -> table.freshWithin().ifPresent(within -> stale.add(stale(table.name(), within))));
        try {
            return "# Written by: ./lanehouse gate --alert-rules\n" + YAML.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    private static ObjectNode stale(String table, Duration within) {
        ObjectNode rule = YAML.createObjectNode()
                .put("alert", "LanehouseEventsStale")
                .put("expr", "time() - %s > %d".formatted(MetricNames.newestEvent(table), within.toSeconds()));
        rule.putObject("labels").put("severity", "ticket");
        rule.putObject("annotations")
                .put("summary", "%s has had no new event for more than %d days".formatted(table, within.toDays()))
                .put(
                        "description",
                        "Either nothing happens any more, or it is not ingested, or nobody writes the metrics.");
        return rule;
    }

    private static ObjectNode rule(ServiceLevel level, BurnAlert alert) {
        String threshold =
                BigDecimal.valueOf(alert.threshold()).stripTrailingZeros().toPlainString();
        String longWindow = alert.longWindow().label();
        String shortWindow = alert.shortWindow().label();
        ObjectNode rule = YAML.createObjectNode()
                .put("alert", "LanehouseErrorBudgetBurn")
                .put(
                        "expr",
                        "%s > %s and ignoring(window) %s > %s"
                                .formatted(
                                        MetricNames.burnRate(level.name(), longWindow),
                                        threshold,
                                        MetricNames.burnRate(level.name(), shortWindow),
                                        threshold));
        rule.putObject("labels").put("severity", alert.urgent() ? "page" : "ticket");
        rule.putObject("annotations")
                .put(
                        "summary",
                        "%s burns its error budget more than %s times as fast as allowed"
                                .formatted(level.name(), threshold))
                .put(
                        "description",
                        "Over %s and over %s; the objective is that %s of all %s %s."
                                .formatted(
                                        longWindow,
                                        shortWindow,
                                        level.objective(),
                                        level.records().inWords(),
                                        level.goodInWords()));
        return rule;
    }
}
