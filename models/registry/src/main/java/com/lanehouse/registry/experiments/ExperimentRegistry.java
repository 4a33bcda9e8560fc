package com.lanehouse.registry.experiments;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.lanehouse.registry.experiments.ExperimentEvent.Kind;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.tables.LostTurnException;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Pricing experiments, in the Delta table {@code registry.experiments}: every change is a row. Several processes may write:
 * of two that change the same experiment at once, one wins.
 */
public final class ExperimentRegistry {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Arm>> ARMS = new TypeReference<>() {};

    private final TableDeclaration declaration;
    private final KernelTable table;
    private final Clock clock;

    private ExperimentRegistry(Path lakeRoot, Clock clock) {
        this.declaration = TableCatalog.load().table("registry.experiments");
        this.table = KernelTable.at(lakeRoot.resolve(declaration.path()));
        this.clock = clock;
    }

    /** The experiments of a lake; the table is created by the first write. */
    public static ExperimentRegistry open(Path lakeRoot) {
        return open(lakeRoot, Clock.systemUTC());
    }

    public static ExperimentRegistry open(Path lakeRoot, Clock clock) {
        return new ExperimentRegistry(
                requireNonNull(lakeRoot, "lakeRoot is null"), requireNonNull(clock, "clock is null"));
    }

    /** Grows with every change; empty before the first. */
    public Optional<Long> version() {
        return table.version();
    }

    /** Every change, by when it takes effect; of one experiment in the order in which they were made. */
    public List<ExperimentEvent> history() {
        return table.readRows().stream()
                .map(ExperimentRegistry::event)
                .sorted(Comparator.comparing(ExperimentEvent::at)
                        .thenComparing(ExperimentEvent::experimentId)
                        .thenComparing(ExperimentEvent::phase)
                        .thenComparing(ExperimentEvent::kind)
                        .thenComparing(ExperimentEvent::eventId))
                .toList();
    }

    /** What runs at an instant of a history, the experiment that was launched first first. */
    public static List<RunningExperiment> running(List<ExperimentEvent> history, Instant at) {
        Map<String, ExperimentEvent> newest = new LinkedHashMap<>();
        for (ExperimentEvent event : history) {
            if (event.kind() == Kind.LAUNCHED && !event.at().isAfter(at)) {
                newest.put(event.experimentId(), event);
            }
        }
        // For good, and with it what waited to begin.
        history.stream()
                .filter(event -> event.kind() == Kind.STOPPED && !event.at().isAfter(at))
                .forEach(event -> newest.remove(event.experimentId()));
        return newest.values().stream().map(RunningExperiment::new).toList();
    }

    /**
     * Launches an experiment on the plan's Monday, 00:00 UTC. One that was launched already and has not ended goes on in a
     * new phase from then, with the plan's allocation and arms.
     *
     * @throws IllegalArgumentException when the plan's Monday has passed
     * @throws ExperimentConflictException when the experiment has ended, already is as planned, waits for another launch or
     *     was changed by somebody else at the same time
     */
    public ExperimentEvent launch(ExperimentPlan plan, String by, String reason) {
        Instant start = start(plan);
        String id = plan.experimentId();
        long turn = nextTurn(id);
        Optional<ExperimentEvent> last = last(id);
        if (last.isPresent()) {
            ExperimentEvent before = last.orElseThrow();
            if (before.kind() == Kind.STOPPED) {
                throw new ExperimentConflictException(
                        "%s was stopped at %s; what is tried again needs another name, so that companies are assigned anew"
                                .formatted(id, before.at()));
            }
            if (before.at().isAfter(clock.instant())) {
                throw new ExperimentConflictException(
                        "phase %d of %s starts at %s; stop the experiment or wait until then"
                                .formatted(before.phase(), id, before.at()));
            }
            if (before.allocation() == plan.allocation() && before.arms().equals(plan.arms())) {
                throw new ExperimentConflictException("%s runs as planned since %s".formatted(id, before.at()));
            }
        }
        return append(
                new ExperimentEvent(
                        UUID.randomUUID().toString(),
                        id,
                        Kind.LAUNCHED,
                        last.map(ExperimentEvent::phase).orElse(0) + 1,
                        plan.allocation(),
                        plan.arms(),
                        start,
                        requireNonNull(by, "by is null"),
                        reason),
                turn);
    }

    /**
     * Stops an experiment now, for good; a phase that has not started never does.
     *
     * @throws IllegalArgumentException when there is no such experiment
     * @throws ExperimentConflictException when it has ended already, or was changed by somebody else at the same time
     */
    public ExperimentEvent stop(String experimentId, String by, String reason) {
        long turn = nextTurn(experimentId);
        ExperimentEvent before = last(experimentId)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no experiment %s, only %s".formatted(experimentId, names())));
        if (before.kind() == Kind.STOPPED) {
            throw new ExperimentConflictException("%s was stopped at %s".formatted(experimentId, before.at()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return append(
                new ExperimentEvent(
                        UUID.randomUUID().toString(),
                        experimentId,
                        Kind.STOPPED,
                        before.phase(),
                        before.allocation(),
                        before.arms(),
                        now,
                        requireNonNull(by, "by is null"),
                        reason),
                turn);
    }

    private Instant start(ExperimentPlan plan) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate day =
                plan.starts() == null ? today.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)) : plan.starts();
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        if (plan.starts() != null && start.isBefore(clock.instant())) {
            throw new IllegalArgumentException("starts is %s, which has begun; the next Monday is %s"
                    .formatted(day, today.with(TemporalAdjusters.next(DayOfWeek.MONDAY))));
        }
        return plan.starts() == null && start.isBefore(clock.instant()) ? start.plus(7, ChronoUnit.DAYS) : start;
    }

    /** The change made last, which need not take effect last: turns tell. */
    private Optional<ExperimentEvent> last(String experimentId) {
        return history().stream()
                .filter(event -> event.experimentId().equals(experimentId))
                .max(Comparator.comparing(ExperimentEvent::phase).thenComparing(ExperimentEvent::kind));
    }

    private List<String> names() {
        return history().stream()
                .map(ExperimentEvent::experimentId)
                .distinct()
                .sorted()
                .toList();
    }

    private long nextTurn(String experimentId) {
        return table.lastTransaction(counter(experimentId)) + 1;
    }

    private static String counter(String experimentId) {
        return "experiment:" + experimentId;
    }

    private ExperimentEvent append(ExperimentEvent event, long turn) {
        Map<String, Object> row = new HashMap<>();
        row.put("event_id", event.eventId());
        row.put("experiment_id", event.experimentId());
        row.put("event", event.kind().label());
        row.put("phase", event.phase());
        row.put("allocation", event.allocation());
        row.put("arms", json(event.arms()));
        row.put("at", event.at());
        row.put("by", event.by());
        row.put("reason", event.reason());
        try {
            table.append(declaration, List.of(row), counter(event.experimentId()), turn);
        } catch (LostTurnException e) {
            throw new ExperimentConflictException(
                    "%s was changed by somebody else at the same time: look at its status, then decide again"
                            .formatted(event.experimentId()));
        }
        return event;
    }

    private static ExperimentEvent event(Map<String, Object> row) {
        return new ExperimentEvent(
                (String) row.get("event_id"),
                (String) row.get("experiment_id"),
                Kind.of((String) row.get("event")),
                (Integer) row.get("phase"),
                (Double) row.get("allocation"),
                arms((String) row.get("arms")),
                (Instant) row.get("at"),
                (String) row.get("by"),
                (String) row.get("reason"));
    }

    private static String json(List<Arm> arms) {
        try {
            return JSON.writeValueAsString(arms);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("arms cannot be written", e);
        }
    }

    private static List<Arm> arms(String json) {
        try {
            return new ArrayList<>(JSON.readValue(json, ARMS));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("arms in registry.experiments cannot be read: " + json, e);
        }
    }
}
