package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of bulk rates.
 *
 * @param database a PostgreSQL database as JDBC names it, without a password; a file beside the lake when absent
 * @param workers how many chunks of rows are rated at the same time
 * @param keepResults how long the results of a finished job can be asked for
 */
public record BulkConfig(Optional<String> database, int workers, Duration keepResults) {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Duration LEAST_KEPT = Duration.ofDays(1);

    public BulkConfig {
        requireNonNull(database, "database is null");
        requireNonNull(keepResults, "keepResults is null");
        database.ifPresent(BulkConfig::check);
        if (workers < 1 || workers > 64) {
            throw new IllegalArgumentException("--bulk-workers is %d, must be within 1 and 64".formatted(workers));
        }
        if (keepResults.compareTo(LEAST_KEPT) < 0) {
            throw new IllegalArgumentException(
                    "--bulk-results-days is %d, must be at least 1: as long as idempotency keys are kept"
                            .formatted(keepResults.toDays()));
        }
    }

    /** A file beside the lake, half of the processors, a week. */
    public static BulkConfig usual() {
        return new BulkConfig(Optional.empty(), usualWorkers(), Duration.ofDays(7));
    }

    public BulkConfig withDatabase(String url) {
        return new BulkConfig(Optional.of(url), workers, keepResults);
    }

    public BulkConfig withWorkers(int number) {
        return new BulkConfig(database, number, keepResults);
    }

    public BulkConfig withResultsDays(int days) {
        return new BulkConfig(database, workers, Duration.ofDays(days));
    }

    /** Single rates keep the other half. */
    public static int usualWorkers() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** The address itself is not repeated: what is wrong with it may be that it holds a password. */
    private static void check(String database) {
        if (!database.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("--database must begin with " + POSTGRESQL);
        }
        if (database.contains("password=") || database.matches("jdbc:postgresql://[^?]*@.*")) {
            throw new IllegalArgumentException(
                    "--database holds a password, which every user of the machine can read there; set LANEHOUSE_DATABASE_PASSWORD or PGPASSFILE");
        }
    }
}
