package com.lanehouse.scoring;

import com.lanehouse.features.LaneHistories;
import com.lanehouse.features.LaneHistoryColumns;
import com.lanehouse.registry.AliasEvent;
import com.lanehouse.registry.ModelRegistry;
import com.lanehouse.registry.compiled.CompiledFormat;
import com.lanehouse.registry.compiled.CompiledRateModel;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the champion and the newest lane histories at hand. What was loaded last goes on serving when the lake cannot be
 * read or holds something unreadable.
 */
final class ServingModels {
    private static final Logger LOG = LoggerFactory.getLogger(ServingModels.class);
    private static final String NAME = "rate";

    private final ModelRegistry registry;
    private final KernelTable historiesTable;
    private final DieselPrices diesel = DieselPrices.load();
    private final Clock clock;
    private volatile ServingModel current;
    private volatile String failure;
    private Optional<Long> historiesVersion = Optional.empty();

    ServingModels(Path lakeRoot, Clock clock) {
        this.registry = ModelRegistry.open(lakeRoot);
        this.historiesTable = KernelTable.at(lakeRoot.resolve("gold").resolve("lane_histories"));
        this.clock = clock;
    }

    /** What serves now; empty until a champion was loaded. */
    Optional<ServingModel> current() {
        return Optional.ofNullable(current);
    }

    /** Looks for another champion, newer histories or a new day, and loads what changed. */
    synchronized void refresh() {
        try {
            Optional<AliasEvent> champion = registry.current(NAME, ModelRegistry.CHAMPION);
            if (champion.isPresent()) {
                load(champion.orElseThrow().version());
            }
            failure = null;
        } catch (RuntimeException e) {
            if (!Objects.equals(failure, e.toString())) {
                LOG.warn(
                        "cannot load the champion; {} goes on serving: {}",
                        current == null ? "nothing" : current.name(),
                        e.toString());
            }
            failure = e.toString();
        }
    }

    private void load(long version) {
        ServingModel before = current;
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Optional<Long> newest = historiesTable.version();
        boolean sameModel = before != null && before.version() == version;
        boolean sameHistories = before != null && newest.equals(historiesVersion);
        if (sameModel && sameHistories && before.view().day().equals(today)) {
            return;
        }
        CompiledRateModel model = sameModel ? before.model() : CompiledFormat.read(registry.artifact(NAME, version));
        Optional<Instant> asOf = sameHistories ? Optional.ofNullable(before.historiesAsOf()) : newestSnapshot();
        LaneHistories histories = sameHistories ? before.histories() : histories(asOf);
        current = ServingModel.of(version, model, diesel, histories, asOf.orElse(null), today);
        historiesVersion = newest;
        LOG.info(
                "serving {} with lane histories as of {}",
                current.name(),
                asOf.map(Instant::toString).orElse("never"));
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
}
