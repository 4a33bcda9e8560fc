package com.lanehouse.orchestration.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reads the lake's tables with delta-rs, which shares nothing with the engine that wrote them. */
final class SecondEngine {
    private static final String PYTHON = System.getProperty("product.engine", "absent");

    private SecondEngine() {}

    static void require() {
        Assumptions.assumeTrue(
                !PYTHON.equals("absent"), "SKIPPED: python3 with delta-rs is not here; ./lanehouse test says why");
    }

    /** Rows of a query over one table, which it calls {@code t}. */
    static JsonNode query(Path lake, String table, String sql) throws IOException, InterruptedException {
        Path script = LauncherRun.HOME.resolve("orchestration/checks/delta_query.py");
        Process process = new ProcessBuilder(
                        PYTHON,
                        script.toString(),
                        lake.resolve(table.replace('.', '/')).toString(),
                        sql)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("delta-rs could not read " + table);
        }
        return Json.MAPPER.readTree(json);
    }

    /** The one number that a query answers. */
    static long number(Path lake, String table, String sql) throws IOException, InterruptedException {
        return query(lake, table, sql)
                .get(0)
                .properties()
                .iterator()
                .next()
                .getValue()
                .asLong();
    }
}
