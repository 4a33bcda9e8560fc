package com.lanehouse.orchestration.run;

import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TableUpkeep;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WriteMode;
import java.util.ArrayList;
import java.util.List;

/** Keeps the tables that runs write small, between two runs. */
final class Upkeep {
    private final List<String> tables;
    private final TableUpkeep upkeep;

    Upkeep(Lake lake) {
        this(lake, new TableUpkeep(lake));
    }

    Upkeep(Lake lake, TableUpkeep upkeep) {
        this.tables = lake.catalog().all().stream()
                .filter(Upkeep::isWrittenEachRun)
                .map(TableDeclaration::name)
                .toList();
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
     * @return what was done, and what could not be, in lines of text
     */
    List<String> run() {
        List<String> failures = new ArrayList<>();
        long joined = 0;
        long deleted = 0;
        for (String table : tables) {
            try {
                joined += upkeep.joinSmallFiles(table);
                deleted += upkeep.deleteUnusedFiles(table);
            } catch (Exception e) { // Spark throws checked exceptions without declaring them.
                failures.add("  upkeep of %s failed: %s".formatted(table, JobRunner.firstLine(e)));
            }
        }
        List<String> lines = new ArrayList<>();
        if (joined + deleted > 0) {
            lines.add("Tidied: %,d files fewer, %,d unused files deleted".formatted(joined, deleted));
        }
        lines.addAll(failures);
        return lines;
    }
}
