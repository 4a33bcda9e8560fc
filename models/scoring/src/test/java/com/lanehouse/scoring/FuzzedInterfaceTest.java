package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis makes requests of the OpenAPI document, as it allows and as it does not, and holds the answers against it:
 * no failures of the service, no answer of a status, type or shape that the document does not name, nothing wrong accepted.
 */
@Tag("product")
class FuzzedInterfaceTest {
    private static final int REQUESTS_OF_EACH_KIND = 60;

    /**
     * What a schema cannot say: that a pickup lies within a year of today, a ZIP code exists, a name was used before. And that
     * a job is still there when it was cancelled, which is no deletion.
     */
    private static final String EXCEPT = "positive_data_acceptance,use_after_free";

    @TempDir
    Path root;

    private TestingService service;

    @BeforeEach
    void start() throws IOException {
        service = new TestingService(root, Instant.now());
        service.lake.champion(1);
        service.lake.champion(1.5);
        service.refresh();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void the_interface_holds_what_its_document_says_for_a_companys_key() throws Exception {
        fuzz(service.key("acme"), "^(?!/v1/models)", "examples,coverage,fuzzing,stateful");
    }

    @Test
    void and_for_an_admins() throws Exception {
        fuzz(ApiKeys.createAdmin(root, "ann"), "^/v1/models", "examples,coverage,fuzzing");
    }

    private void fuzz(String key, String paths, String phases) throws Exception {
        Path python = Path.of(System.getProperty("product.engine", "absent"));
        assumeTrue(Files.exists(python), "SKIPPED: no Python environment with Schemathesis");
        List<String> command = new ArrayList<>(List.of(
                python.resolveSibling("schemathesis").toString(),
                "run",
                service.address("/openapi.json").toString(),
                "--header",
                "Authorization: Bearer " + key,
                "--include-path-regex",
                paths,
                "--phases",
                phases,
                "--exclude-checks",
                EXCEPT,
                "--max-examples",
                Integer.toString(REQUESTS_OF_EACH_KIND),
                "--generation-deterministic",
                "--no-color"));
        Path log = root.resolve("schemathesis.log");
        Process fuzzer = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(fuzzer.waitFor()).as(Files.readString(log)).isZero();
    }
}
