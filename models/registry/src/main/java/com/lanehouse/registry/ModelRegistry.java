package com.lanehouse.registry;

import static java.util.Objects.requireNonNull;

import com.lanehouse.registry.compiled.CompiledFormat;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.tables.LostTurnException;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Model versions and what their aliases name, in the Delta tables {@code registry.models} and
 * {@code registry.model_aliases}. Several processes may write: of two that give the same version number or set the same
 * alias at once, one wins.
 */
public final class ModelRegistry {
    public static final String CHAMPION = "champion";
    /** All there are. */
    public static final Set<String> ALIASES = Set.of(CHAMPION, "challenger", "shadow");

    private static final int TRIES = 20;

    private final TableDeclaration modelsDeclaration;
    private final TableDeclaration aliasesDeclaration;
    private final KernelTable models;
    private final KernelTable aliases;
    private final Clock clock;

    private ModelRegistry(Path lakeRoot, TableCatalog catalog, Clock clock) {
        this.modelsDeclaration = catalog.table("registry.models");
        this.aliasesDeclaration = catalog.table("registry.model_aliases");
        this.models = KernelTable.at(lakeRoot.resolve(modelsDeclaration.path()));
        this.aliases = KernelTable.at(lakeRoot.resolve(aliasesDeclaration.path()));
        this.clock = clock;
    }

    /** The registry of a lake; tables that are missing are created by the first write. */
    public static ModelRegistry open(Path lakeRoot) {
        return open(lakeRoot, Clock.systemUTC());
    }

    static ModelRegistry open(Path lakeRoot, Clock clock) {
        return new ModelRegistry(requireNonNull(lakeRoot, "lakeRoot is null"), TableCatalog.load(), clock);
    }

    /** Stores a model as the next version of its name. */
    public ModelVersion append(NewModel model) {
        for (int i = 0; i < TRIES; i++) {
            long version = list(model.name()).stream()
                            .mapToLong(ModelVersion::version)
                            .max()
                            .orElse(0)
                    + 1;
            ModelVersion stored = new ModelVersion(
                    model.name(),
                    version,
                    model.algorithm(),
                    model.params(),
                    model.metrics(),
                    model.signature(),
                    model.dataVersions(),
                    CompiledFormat.checksum(model.artifact()),
                    model.codeRevision(),
                    now(),
                    model.createdBy());
            try {
                models.append(
                        modelsDeclaration,
                        List.of(ModelRows.row(stored, model.artifact())),
                        "model:" + model.name(),
                        version);
                return stored;
            } catch (LostTurnException e) {
                // Another training took the number: look again.
            }
        }
        throw new PromotionConflictException("model %s could not be stored: %d other trainings took its number first"
                .formatted(model.name(), TRIES));
    }

    /** Versions of a name, oldest first. */
    public List<ModelVersion> list(String name) {
        return models.readRows(ModelRows.COLUMNS).stream()
                .filter(row -> row.get("name").equals(name))
                .map(ModelRows::version)
                .sorted(Comparator.comparingLong(ModelVersion::version))
                .toList();
    }

    public Optional<ModelVersion> find(String name, long version) {
        return list(name).stream().filter(model -> model.version() == version).findFirst();
    }

    /**
     * The artifact of a version.
     *
     * @throws NoSuchModelException when there is no such version
     */
    public byte[] artifact(String name, long version) {
        return models
                .readRows(List.of("name", "version", "artifact"), Optional.of(ModelRows.versionIs(name, version)))
                .stream()
                .filter(row ->
                        row.get("name").equals(name) && row.get("version").equals(version))
                .map(row -> (byte[]) row.get("artifact"))
                .findFirst()
                .orElseThrow(() -> noSuch(name, version));
    }

    /** The version that serves, by the newest event of alias {@code champion}. */
    public Optional<ModelVersion> champion(String name) {
        return current(name, CHAMPION).flatMap(event -> find(name, event.version()));
    }

    /** Grows with every change of any alias; empty before the first. */
    public Optional<Long> aliasesVersion() {
        return aliases.version();
    }

    /** What an alias names now. */
    public Optional<AliasEvent> current(String name, String alias) {
        return history(name).stream()
                .filter(event -> event.alias().equals(alias))
                .reduce((older, newer) -> newer);
    }

    /** What each alias of a model named at an instant, in the order of the aliases' names. */
    public List<AliasEvent> live(String name, Instant at) {
        Map<String, AliasEvent> live = new TreeMap<>();
        history(name).stream()
                .filter(event -> !event.setAt().isAfter(at))
                .forEach(event -> live.put(event.alias(), event));
        return List.copyOf(live.values());
    }

    /** Every change of a model's aliases, oldest first. */
    public List<AliasEvent> history(String name) {
        return aliases.readRows().stream()
                .filter(row -> row.get("name").equals(name))
                .map(ModelRows::alias)
                .sorted(Comparator.comparing(AliasEvent::setAt).thenComparing(AliasEvent::eventId))
                .toList();
    }

    /**
     * Lets an alias name a version from now on.
     *
     * @param alias champion, challenger or shadow
     * @param reason why; may be null or blank, but then a champion must pass the gates
     * @throws NoSuchModelException when there is no such version
     * @throws PromotionRefusedException when a champion fails a gate and no reason is given
     * @throws PromotionConflictException when somebody else set the alias at the same time
     */
    public AliasEvent promote(String name, long version, String alias, String setBy, String reason) {
        return prepare(name, version, alias, setBy, reason).commit();
    }

    /**
     * Lets an alias name again what it named before its newest change; twice, and all is as it was. The gates are not
     * asked: that version was live.
     *
     * @param reason why; may be null
     * @throws NoSuchModelException when the alias named nothing before
     * @throws PromotionConflictException when somebody else set the alias at the same time
     */
    public AliasEvent rollback(String name, String alias, String setBy, String reason) {
        AliasEvent newest = current(name, alias)
                .filter(event -> event.replaces() != null)
                .orElseThrow(() -> new NoSuchModelException(
                        "%s of model %s named nothing before: there is nothing to go back to".formatted(alias, name)));
        String rolledBack = "rolled back from version %d".formatted(newest.version());
        AliasChange change = prepare(
                name,
                newest.replaces(),
                alias,
                setBy,
                reason == null || reason.isBlank() ? rolledBack : rolledBack + ": " + reason);
        if (!Objects.equals(change.event.replaces(), newest.version())) {
            throw conflict(change.event);
        }
        return change.commit();
    }

    /** Reads what the alias names and checks the gates; the change holds only if the alias is still so at commit. */
    AliasChange prepare(String name, long version, String alias, String setBy, String reason) {
        requireNonNull(setBy, "setBy is null");
        if (!ALIASES.contains(alias)) {
            throw new IllegalArgumentException(
                    "alias is '%s', not one of champion, challenger, shadow".formatted(alias));
        }
        ModelVersion model = find(name, version).orElseThrow(() -> noSuch(name, version));
        boolean explained = reason != null && !reason.isBlank();
        if (alias.equals(CHAMPION) && !explained) {
            List<String> failures = PromotionGates.failures(model);
            if (!failures.isEmpty()) {
                throw new PromotionRefusedException(
                        "%s %d is not promoted: %s. Give a reason to promote it all the same."
                                .formatted(name, version, String.join("; ", failures)));
            }
        }
        // The turn is read before the state, so that a change in between makes this one lose.
        long turn = aliases.lastTransaction(counter(name, alias)) + 1;
        Optional<AliasEvent> before = current(name, alias);
        return new AliasChange(
                turn,
                new AliasEvent(
                        UUID.randomUUID().toString(),
                        name,
                        alias,
                        version,
                        before.map(AliasEvent::version).orElse(null),
                        after(before.map(AliasEvent::setAt)),
                        setBy,
                        explained ? reason : null));
    }

    /** Later than the event before, even when the clock was set back: the newest set_at must be the one that holds. */
    private Instant after(Optional<Instant> before) {
        Instant now = now();
        return before.filter(instant -> !instant.isBefore(now))
                .map(instant -> instant.plus(1, ChronoUnit.MICROS))
                .orElse(now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private NoSuchModelException noSuch(String name, long version) {
        List<Long> known =
                new ArrayList<>(list(name).stream().map(ModelVersion::version).toList());
        return new NoSuchModelException(
                known.isEmpty()
                        ? "there is no model %s yet: train one".formatted(name)
                        : "model %s has no version %d, only %s".formatted(name, version, known));
    }

    private PromotionConflictException conflict(AliasEvent lost) {
        return new PromotionConflictException(
                "%s of model %s was set by somebody else at the same time; it now names %s"
                        .formatted(
                                lost.alias(),
                                lost.name(),
                                current(lost.name(), lost.alias())
                                        .map(now -> "version " + now.version())
                                        .orElse("nothing")));
    }

    private static String counter(String name, String alias) {
        return "alias:%s:%s".formatted(name, alias);
    }

    /** A change of an alias that has been read and checked, and waits to be written. */
    final class AliasChange {
        private final long turn;
        private final AliasEvent event;

        private AliasChange(long turn, AliasEvent event) {
            this.turn = turn;
            this.event = event;
        }

        AliasEvent commit() {
            Map<String, Object> row = new HashMap<>();
            row.put("event_id", event.eventId());
            row.put("name", event.name());
            row.put("alias", event.alias());
            row.put("version", event.version());
            row.put("replaces", event.replaces());
            row.put("set_at", event.setAt());
            row.put("set_by", event.setBy());
            row.put("reason", event.reason());
            try {
                aliases.append(aliasesDeclaration, List.of(row), counter(event.name(), event.alias()), turn);
            } catch (LostTurnException e) {
                throw conflict(event);
            }
            return event;
        }
    }
}
