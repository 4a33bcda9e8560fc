package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.HistoryView;
import com.lanehouse.features.Lane;
import com.lanehouse.features.LaneHistories;
import com.lanehouse.features.LaneHistoryColumns;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.compiled.CompiledFormat;
import com.lanehouse.registry.compiled.CompiledRateModel;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the models that aliases name and the newest lane histories at hand. What was loaded last goes on serving when the
 * lake cannot be read or holds something unreadable.
 */
final class ServingModels {
    private static final Logger LOG = LoggerFactory.getLogger(ServingModels.class);
    private static final String NAME = "rate";

    private final ModelRegistry registry;
    private final KernelTable historiesTable;
    private final DieselPrices diesel = DieselPrices.load();
    private final Clock clock;
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();
    private Optional<Long> aliasesVersion = Optional.empty();
    private Map<String, Long> named = Map.of();
    private volatile Past past;
    private volatile Map<String, ServingModel> byAlias = Map.of();

    ServingModels(Path lakeRoot, Clock clock) {
        this.registry = ModelRegistry.open(lakeRoot);
        this.historiesTable = KernelTable.at(lakeRoot.resolve("gold").resolve("lane_histories"));
        this.clock = requireNonNull(clock, "clock is null");
        this.past = new Past(Optional.empty(), null, new LaneHistories(), today());
    }

    /**
     * The past loads as of a day.
     *
     * @param tableVersion of the lane histories they were read from
     * @param asOf the newest snapshot; null when there is none
     */
    private record Past(Optional<Long> tableVersion, Instant asOf, LaneHistories histories, HistoryView view) {
        Past(Optional<Long> tableVersion, Instant asOf, LaneHistories histories, LocalDate day) {
            this(tableVersion, asOf, histories, histories.viewOn(day));
        }
    }

    /** The champion; empty until one was loaded. */
    Optional<ServingModel> current() {
        return named(ModelRegistry.CHAMPION);
    }

    /** The model that an alias names; empty when it names none that could be loaded. */
    Optional<ServingModel> named(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }

    /** The same map until something changes. */
    Map<String, ServingModel> byAlias() {
        return byAlias;
    }

    /** What can be said of costs without a model. */
    FallbackRates fallback(Map<String, BigDecimal> perMile) {
        Past now = past;
        return new FallbackRates(now.view(), now.asOf(), perMile);
    }

    /** Looks for other models, newer histories or a new day, and loads what changed. */
    synchronized void refresh() {
        attempt("the lane histories", this::loadPast);
        attempt("the models' aliases", () -> {
            Optional<Long> newest = registry.aliasesVersion();
            if (!newest.equals(aliasesVersion)) {
                Map<String, Long> read = new HashMap<>();
                registry.live(NAME, Instant.MAX).forEach(event -> read.put(event.alias(), event.version()));
                named = Map.copyOf(read);
                aliasesVersion = newest;
            }
            loadModels(named);
        });
    }

    /** What could not be loaded, and why, in words. */
    List<String> failures() {
        return failures.entrySet().stream()
                .map(failure -> "cannot load %s: %s".formatted(failure.getKey(), failure.getValue()))
                .toList();
    }

    private void attempt(String what, Runnable loading) {
        try {
            loading.run();
            failures.remove(what);
        } catch (RuntimeException e) {
            if (!Objects.equals(failures.put(what, e.toString()), e.toString())) {
                LOG.warn("cannot load {}; what was loaded last goes on serving: {}", what, e.toString());
            }
        }
    }

    private void loadPast() {
        Optional<Long> newest = historiesTable.version();
        if (!newest.equals(past.tableVersion())) {
            Optional<Instant> asOf = newestSnapshot();
            past = new Past(newest, asOf.orElse(null), histories(asOf), today());
            LOG.info("lane histories as of {}", asOf.map(Instant::toString).orElse("never"));
        } else if (!past.view().day().equals(today())) {
            past = new Past(newest, past.asOf(), past.histories(), today());
        }
    }

    private void loadModels(Map<String, Long> named) {
        Map<String, ServingModel> next = new HashMap<>();
        named.forEach((alias, version) -> {
            ServingModel before = byAlias.get(alias);
            if (before != null) {
                next.put(alias, before);
            }
            if (before == null || before.version() != version || before.view() != past.view()) {
                attempt("the " + alias, () -> next.put(alias, loaded(version)));
                ServingModel now = next.get(alias);
                if (now != null && now.view() != past.view()) {
                    // The version that is named cannot be loaded: the one before goes on, with what is known now.
                    next.put(alias, now.with(past.asOf(), past.view()));
                }
                if (before == null || before.version() != version) {
                    LOG.info("{} is {}", alias, now == null ? "missing" : now.name());
                }
            }
        });
        if (!next.equals(byAlias)) {
            byAlias = Map.copyOf(next);
        }
    }

    private ServingModel loaded(long version) {
        CompiledRateModel model = byAlias.values().stream()
                .filter(serving -> serving.version() == version)
                .findFirst()
                .map(ServingModel::model)
                .orElseGet(() -> CompiledFormat.read(registry.artifact(NAME, version)));
        ServingModel loaded = ServingModel.of(version, model, diesel, past.asOf(), past.view());
        // What is worked out at the first question of a day no customer waits for.
        loaded.cost(new RateQuestion(
                new Lane("606", "752", "van"), 950, null, past.view().day(), clock.instant()));
        return loaded;
    }

    private Optional<Instant> newestSnapshot() {
        return historiesTable.readRows(List.of("as_of")).stream()
                .map(row -> (Instant) row.get("as_of"))
                .max(Comparator.naturalOrder());
    }

    private LaneHistories histories(Optional<Instant> asOf) {
        if (asOf.isEmpty()) {
            return new LaneHistories();
        }
        List<Map<String, Object>> rows = historiesTable.readRowsAt("as_of", asOf.orElseThrow());
        return LaneHistories.of(rows.stream().map(LaneHistoryColumns::row).toList());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
