package com.lanehouse.scoring;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL for the tests of this process, from Maven's repository; everybody but its owner needs a password. */
public final class TestingPostgres {
    public static final String PASSWORD = "pa55 word";

    private static EmbeddedPostgres server;
    private static String failure;

    private TestingPostgres() {}

    /**
     * Makes an empty database of the user lanehouse.
     *
     * @return its URL, without the password
     */
    public static synchronized String database() {
        String name = "d" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s OWNER lanehouse".formatted(name));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=lanehouse".formatted(server().getPort(), name);
    }

    private static EmbeddedPostgres server() {
        if (server == null && failure == null) {
            try {
                server = EmbeddedPostgres.start();
                prepare();
            } catch (IOException | IllegalStateException e) {
                failure = "SKIPPED: PostgreSQL does not run on this machine: " + e.getMessage();
            }
        }
        Assumptions.assumeTrue(failure == null, failure);
        return server;
    }

    private static void prepare() throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE lanehouse LOGIN PASSWORD '%s'".formatted(PASSWORD));
            try (var row = statement.executeQuery("SHOW hba_file")) {
                row.next();
                Files.writeString(Path.of(row.getString(1)), """
                        host all postgres 127.0.0.1/32 trust
                        host all all 127.0.0.1/32 scram-sha-256
                        """);
            }
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }
}
