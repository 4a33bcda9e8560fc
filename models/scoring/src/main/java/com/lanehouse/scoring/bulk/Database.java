package com.lanehouse.scoring.bulk;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** Where bulk jobs are kept: a SQLite file or PostgreSQL. Thread-safe. */
final class Database implements AutoCloseable {
    private static final Duration BUSY_FOR = Duration.ofSeconds(10);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 8;
    private static final int MOST_ATTEMPTS = 3;
    /** PostgreSQL's states for a deadlock that it has broken and for a transaction to be done again. */
    private static final Set<String> COLLISIONS = Set.of("40P01", "40001");

    private static final String SCHEMA = "classpath:com/lanehouse/scoring/bulk/schema";

    private final HikariDataSource connections;

    private Database(HikariDataSource connections) {
        this.connections = connections;
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @param url of PostgreSQL; absent: the file {@code bulk.db} in the folder
     * @param environment may hold LANEHOUSE_DATABASE_USER and LANEHOUSE_DATABASE_PASSWORD; without the latter PostgreSQL's own password file is
     *     looked into, as every client of it does
     * @throws IllegalArgumentException when there is no such database, or it cannot be used
     */
    static Database open(Optional<String> url, Path folder, Map<String, String> environment) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("bulk");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_WITHIN.toMillis());
        if (url.isPresent()) {
            config.setJdbcUrl(url.orElseThrow());
            config.setUsername(environment.get("LANEHOUSE_DATABASE_USER"));
            config.setPassword(environment.get("LANEHOUSE_DATABASE_PASSWORD"));
            config.addDataSourceProperty("ApplicationName", "lanehouse");
        } else {
            config.setDataSource(file(folder.resolve("bulk.db")));
        }
        HikariDataSource connections = null;
        try {
            connections = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(connections)
                    .locations(SCHEMA)
                    .table("bulk_schema_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
            return new Database(connections);
        } catch (PoolInitializationException | FlywayException e) {
            close(connections);
            throw new IllegalArgumentException("the database of bulk rates cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close(connections);
            // Without the message, which may repeat the URL.
            throw new IllegalArgumentException(
                    "the database of bulk rates cannot be used: is --database a URL such as jdbc:postgresql://HOST/NAME?user=NAME?");
        }
    }

    private static void close(HikariDataSource connections) {
        if (connections != null) {
            connections.close();
        }
    }

    private static SQLiteDataSource file(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                // Lanes are a customer's business; SQLite gives the files beside it the same rights.
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                } else {
                    Files.createFile(file);
                }
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was faster.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + file, e);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY_FOR.toMillis());
        // A transaction that begins by reading could not wait for another's writing: SQLite would refuse it.
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Reads. Each statement sees what was stored before it.
     *
     * @throws DatabaseException when the database refuses or is away
     */
    <T> T read(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Does everything or nothing.
     *
     * @param work is done again when it and another's stood in each other's way
     * @throws DatabaseException when the database refuses or is away; then nothing was done, unless it went away just then
     */
    <T> T transaction(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connections.getConnection()) {
                return inTransaction(connection, work);
            } catch (SQLException e) {
                if (attempt == MOST_ATTEMPTS || !COLLISIONS.contains(String.valueOf(e.getSQLState()))) {
                    throw new DatabaseException(e);
                }
            }
        }
    }

    private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.with(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
