package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.warehouse.RuleAction;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a job computed and what the rules say of it. The rows that were looked at are kept until this is closed, so that
 * storing them computes nothing twice.
 *
 * @param rows by table, without those that a rule drops
 * @param kept what Spark holds
 */
record CheckedTables(Map<String, Dataset<Row>> rows, List<QualityCheck> checks, List<Dataset<Row>> kept)
        implements AutoCloseable {
    CheckedTables {
        rows = Map.copyOf(rows);
        checks = List.copyOf(checks);
        kept = List.copyOf(kept);
    }

    /** @throws BrokenRuleException when a rule lets nothing through */
    void requireStorable() {
        List<QualityCheck> broken = checks.stream()
                .filter(check -> check.broken() && check.action() == RuleAction.FAIL)
                .toList();
        if (!broken.isEmpty()) {
            throw new BrokenRuleException(broken);
        }
    }

    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
