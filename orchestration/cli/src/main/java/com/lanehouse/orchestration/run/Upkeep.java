package com.lanehouse.orchestration.run;

import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TableUpkeep;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WriteMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps the tables that runs write small, between two runs. */
final class Upkeep {
    private final List<String> tables;
    private final TableUpkeep upkeep;
    private final SnapshotThinning snapshots;

    Upkeep(Lake lake, SnapshotThinning snapshots) {
        this(lake, snapshots, new TableUpkeep(lake));
    }

    Upkeep(Lake lake, SnapshotThinning snapshots, TableUpkeep upkeep) {
        this.tables = lake.catalog().all().stream()
                .filter(Upkeep::isWrittenEachRun)
                .map(TableDeclaration::name)
                .toList();
        this.snapshots = snapshots;
        this.upkeep = upkeep;
    }

    /** What is added once stays in the file of the run that added it: traces tell the run by it. */
    private static boolean isWrittenEachRun(TableDeclaration table) {
        return table.isComputed() && table.writeMode() != WriteMode.APPEND_NEW
                || table.name().equals("ops.data_quality");
    }

    /**
     * Does what is due; a table that it fails for is left as it is until the next time.
     *
     * @param hour the hour that has begun
     * @return what was done, and what could not be, in lines of text
     */
    List<String> run(Instant hour) {
        List<String> failures = new ArrayList<>();
        Map<String, List<Instant>> tooMany = snapshots.tooMany(hour);
        int thinned = 0;
        long joined = 0;
        long deleted = 0;
        for (String table : tables) {
            try {
                List<Instant> instants = tooMany.getOrDefault(table, List.of());
                if (!instants.isEmpty()) {
                    upkeep.removeSnapshots(table, instants);
                    thinned += instants.size();
                }
                joined += upkeep.joinSmallFiles(table);
                deleted += upkeep.deleteUnusedFiles(table);
            } catch (Exception e) { // Spark throws checked exceptions without declaring them.
                failures.add("  upkeep of %s failed: %s".formatted(table, JobRunner.firstLine(e)));
            }
        }
        if (failures.isEmpty()) {
            snapshots.forget(hour);
        }
        List<String> lines = new ArrayList<>();
        if (thinned + joined + deleted > 0) {
            lines.add("Tidied: %,d snapshots thinned out, %,d files fewer, %,d unused files deleted"
                    .formatted(thinned, joined, deleted));
        }
        lines.addAll(failures);
        return lines;
    }
}
