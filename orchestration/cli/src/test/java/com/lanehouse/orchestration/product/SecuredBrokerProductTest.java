package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A broker that asks for TLS and a login: what the configuration file says of it reaches every client. */
@Tag("product")
class SecuredBrokerProductTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PLAIN = "plain.PlainLoginModule";
    private static final String SCRAM = "scram.ScramLoginModule";
    private static final String WRONG = "Wrong-" + SecuredBroker.PASSWORD;
    private static final String EVENTS = """
            {"specversion":"1.0","id":"1","source":"test","type":"usage.recorded","time":"2026-03-01T00:00:00Z","data":{"company_id":"c","feature_key":"quotes","qty":1}}
            {"specversion":"1.0","id":"2","source":"test","type":"usage.recorded","time":"2026-03-01T00:00:00Z","data":{"company_id":"c","feature_key":"quotes","qty":0}}
            """;

    @TempDir
    static Path brokerFolder;

    private static SecuredBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        assertThat(LauncherRun.of("--version").exitCode()).as("built").isZero();
        broker = SecuredBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    static Stream<Arguments> logins() {
        return Stream.of(Arguments.of("PLAIN", PLAIN), Arguments.of("SCRAM-SHA-512", SCRAM));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void events_are_published_and_ingested_over_tls_with_a_login(String mechanism, String module) throws IOException {
        Path events = Files.writeString(folder.resolve("events.ndjson"), EVENTS);
        Path secrets = Files.writeString(
                folder.resolve("kafka.properties"), "jaas=" + SecuredBroker.jaas(module, SecuredBroker.PASSWORD));
        String config = config("""
                security.protocol: SASL_SSL
                sasl.mechanism: %s
                sasl.jaas.config: "${file:%s:jaas}"
                ssl.truststore.location: %s
                ssl.truststore.password: "${env:LANEHOUSE_TEST_STORE_PASSWORD}"
                """.formatted(mechanism, secrets, broker.truststore()));
        String lake = folder.resolve("lake").toString();

        String said = expectOk("publish", events.toString(), "--config", config)
                + expectOk("ingest", "--lake", lake, "--config", config)
                + expectOk(
                        "dead-letters", "replay", "--reason", "schema_violation", "--lake", lake, "--config", config);

        assertThat(said)
                .contains("Published 2 lines: {usage=2}", "records read, 1 to silver", "0 sent to the broker again")
                .doesNotContain(SecuredBroker.PASSWORD, SecuredBroker.STORE_PASSWORD);
    }

    static Stream<Arguments> refusals() {
        String tls = "ssl.truststore.password: %s\nssl.truststore.location: %s\n"
                .formatted(SecuredBroker.STORE_PASSWORD, broker.truststore());
        String login = "sasl.mechanism: PLAIN\nsasl.jaas.config: '%s'\n"
                .formatted(SecuredBroker.jaas(PLAIN, SecuredBroker.PASSWORD));
        return Stream.of(
                Arguments.of(
                        "a wrong password",
                        "security.protocol: SASL_SSL\nsasl.mechanism: PLAIN\nsasl.jaas.config: '%s'\n%s"
                                .formatted(SecuredBroker.jaas(PLAIN, WRONG), tls),
                        "refuses the login: Authentication failed: Invalid username or password"),
                Arguments.of(
                        "a wrong password by SCRAM",
                        "security.protocol: SASL_SSL\nsasl.mechanism: SCRAM-SHA-512\nsasl.jaas.config: '%s'\n%s"
                                .formatted(SecuredBroker.jaas(SCRAM, WRONG), tls),
                        "refuses the login: Authentication failed"),
                Arguments.of(
                        "a mechanism that the broker has not",
                        "security.protocol: SASL_SSL\nsasl.mechanism: SCRAM-SHA-256\nsasl.jaas.config: '%s'\n%s"
                                .formatted(SecuredBroker.jaas(SCRAM, SecuredBroker.PASSWORD), tls),
                        "enabled mechanisms are [PLAIN, SCRAM-SHA-512]"),
                Arguments.of(
                        "a user who may do nothing",
                        "security.protocol: SASL_SSL\nsasl.mechanism: PLAIN\nsasl.jaas.config: '%s'\n%s"
                                .formatted(SecuredBroker.jaas(PLAIN, SecuredBroker.GUEST, SecuredBroker.PASSWORD), tls),
                        "knows the login but does not allow this"),
                Arguments.of("plain text", "client.id: lanehouse\n", "speaks TLS and was spoken to in plain text"),
                Arguments.of(
                        "a login in plain text",
                        "security.protocol: SASL_PLAINTEXT\n" + login,
                        "no Kafka broker answers at %s by SASL_PLAINTEXT".formatted(broker.bootstrap())),
                Arguments.of(
                        "TLS without a login",
                        "security.protocol: SSL\n" + tls,
                        "no Kafka broker answers at %s by SSL".formatted(broker.bootstrap())),
                Arguments.of(
                        "a certificate that nobody vouches for",
                        "security.protocol: SASL_SSL\n" + login,
                        "no TLS with the broker at %s: ".formatted(broker.bootstrap())),
                Arguments.of(
                        "a wrong password of the truststore",
                        "security.protocol: SASL_SSL\nssl.truststore.password: %s\nssl.truststore.location: %s\n%s"
                                .formatted(WRONG, broker.truststore(), login),
                        "truststore.p12 of type JKS: keystore password was incorrect"),
                Arguments.of(
                        "a secret that is not there",
                        "security.protocol: SASL_SSL\nsasl.mechanism: PLAIN\nsasl.jaas.config: '${env:NO_SUCH_SECRET}'\n",
                        "kafka.sasl.jaas.config: ${env:NO_SUCH_SECRET} points nowhere"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_broker_that_refuses_is_one_clear_line_soon(String what, String settings, String says) throws IOException {
        Path lake = folder.resolve("lake");
        Instant begin = Instant.now();

        LauncherRun run = LauncherRun.of("ingest", "--lake", lake.toString(), "--config", config(settings));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.output().lines())
                .singleElement()
                .asString()
                .startsWith("lanehouse: ")
                .contains(says)
                .doesNotContain(SecuredBroker.PASSWORD, SecuredBroker.STORE_PASSWORD);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(PATIENCE);
        assertThat(lake).doesNotExist();
    }

    @Test
    void tls_is_not_found_where_plain_text_is_spoken() throws IOException {
        String config = config("security.protocol: SSL\n");
        LauncherRun run = LauncherRun.of("ingest", "--bootstrap", broker.plainBootstrap(), "--config", config);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.lastLine()).contains("no Kafka broker answers at %s by SSL".formatted(broker.plainBootstrap()));
    }

    static Stream<Arguments> passwords() {
        return Stream.of(Arguments.of(SecuredBroker.PASSWORD, false), Arguments.of(WRONG, true));
    }

    /** It sends when it has something to say, but logs in at once. */
    @ParameterizedTest
    @MethodSource("passwords")
    void the_scoring_service_logs_in_too(String password, boolean refused) throws Exception {
        Path lake = folder.resolve("lake");
        Files.createDirectories(lake.resolve("ops"));
        String config = config(
                """
                security.protocol: SASL_SSL
                sasl.mechanism: PLAIN
                sasl.jaas.config: '%s'
                ssl.truststore.location: %s
                ssl.truststore.password: %s
                """.formatted(SecuredBroker.jaas(PLAIN, password), broker.truststore(), SecuredBroker.STORE_PASSWORD));
        Path said = folder.resolve("serve.log");
        Process serve = LauncherRun.start(
                Map.of(),
                List.of(
                        "serve",
                        "--lake",
                        lake.toString(),
                        "--config",
                        config,
                        "--port",
                        Integer.toString(Ports.freePair())),
                said);
        try {
            for (int second = 0;
                    second < PATIENCE.toSeconds() && !Files.readString(said).contains("Answering at");
                    second++) {
                assertThat(serve.waitFor(1, TimeUnit.SECONDS))
                        .as(Files.readString(said))
                        .isFalse();
            }
            assertThat(commandLines(serve)).isNotEmpty().noneMatch(line -> line.contains(password));
            Thread.sleep(3_000);
        } finally {
            serve.destroy();
            assertThat(serve.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        String log = Files.readString(lake.resolve("_service/scoring.log"));
        assertThat(log.contains("failed authentication")).as(log).isEqualTo(refused);
        assertThat(log).doesNotContain(password);
    }

    private static List<String> commandLines(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .flatMap(one -> one.info().commandLine().stream())
                .toList();
    }

    private String config(String kafka) throws IOException {
        return Files.writeString(
                        folder.resolve("lanehouse.yaml"),
                        "bootstrap: %s\nkafka:\n%s".formatted(broker.bootstrap(), kafka.indent(2)))
                .toString();
    }

    private static String expectOk(String... words) {
        LauncherRun run = run(words);
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }

    /** With everything that the libraries have to say, which must hold no secret either. */
    private static LauncherRun run(String... words) {
        return LauncherRun.of(
                Map.of("LANEHOUSE_LOG_LEVEL", "info", "LANEHOUSE_TEST_STORE_PASSWORD", SecuredBroker.STORE_PASSWORD),
                List.of(words));
    }
}
