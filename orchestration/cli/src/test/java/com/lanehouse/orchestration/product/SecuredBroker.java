package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.KafkaConnection;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A real broker as a company runs it: TLS with a certificate of its own authority, a login by PLAIN or SCRAM, and a user
 * who may do nothing. The local broker of the product has none of that, so this one is started beside it, from the same
 * classpath.
 *
 * @param bootstrap where TLS and a login are asked for
 * @param plainBootstrap where neither is
 * @param truststore the authority's certificate
 */
record SecuredBroker(Process process, String bootstrap, String plainBootstrap, Path truststore)
        implements AutoCloseable {
    static final String USER = "lanehouse";
    static final String GUEST = "guest";
    static final String PASSWORD = "Reefer-7781-of-Laredo";
    static final String STORE_PASSWORD = "Truststore-of-the-test";

    private static final int START_SECONDS = 60;

    static SecuredBroker start(Path folder) throws IOException, InterruptedException {
        int port = Ports.freePair();
        int inner = Ports.freePair();
        Path keystore = folder.resolve("broker.p12");
        Path truststore = folder.resolve("truststore.p12");
        makeCertificate(folder, keystore, truststore);
        Path properties = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(properties)) {
            settings(folder, keystore, port, inner).store(writer, null);
        }
        Path log = folder.resolve("broker.log");
        Process format = java(
                log,
                "kafka.tools.StorageTool",
                "format",
                "--standalone",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                properties.toString(),
                "--add-scram",
                "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, PASSWORD));
        assertThat(format.waitFor()).as(Files.readString(log)).isZero();
        SecuredBroker broker = new SecuredBroker(
                java(log, "kafka.Kafka", properties.toString()), "127.0.0.1:" + port, "127.0.0.1:" + inner, truststore);
        broker.awaitUp(log);
        return broker;
    }

    /** The line of a login, by a module such as {@code plain.PlainLoginModule}. */
    static String jaas(String module, String password) {
        return jaas(module, USER, password);
    }

    static String jaas(String module, String user, String password) {
        return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                .formatted(module, user, password);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static Properties settings(Path folder, Path keystore, int port, int inner) {
        String listeners = "SASL_SSL://127.0.0.1:%d,INNER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(port, inner, inner + 1);
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.bootstrap.servers", "127.0.0.1:" + (inner + 1),
                "controller.listener.names", "CONTROLLER",
                "listeners", listeners,
                "advertised.listeners", listeners,
                "inter.broker.listener.name", "INNER",
                "listener.security.protocol.map", "SASL_SSL:SASL_SSL,INNER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", folder.resolve("log").toString()));
        settings.putAll(Map.of(
                "ssl.keystore.location",
                keystore.toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-512",
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\" user_%s=\"%s\";"
                        .formatted(USER, PASSWORD, GUEST, PASSWORD),
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                jaas("scram.ScramLoginModule", PASSWORD),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS;User:" + USER,
                "auto.create.topics.enable",
                "false",
                "offsets.topic.replication.factor",
                "1",
                "message.max.bytes",
                Integer.toString(65 << 20)));
        return settings;
    }

    private static void makeCertificate(Path folder, Path keystore, Path truststore)
            throws IOException, InterruptedException {
        Path certificate = folder.resolve("broker.pem");
        keytool(
                "-genkeypair -alias broker -keyalg EC -dname CN=broker -ext san=ip:127.0.0.1,dns:localhost -validity 2 -keystore",
                keystore.toString());
        keytool("-exportcert -rfc -alias broker -file", certificate.toString(), "-keystore", keystore.toString());
        keytool(
                "-importcert -noprompt -alias broker -file",
                certificate.toString(),
                "-keystore",
                truststore.toString());
    }

    private static void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk("keytool"));
        Stream.of(words).flatMap(word -> Stream.of(word.split(" "))).forEach(command::add);
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static Process java(Path log, String... words) throws IOException {
        Path target = LauncherRun.HOME.resolve("orchestration/broker/target");
        String classpath = Files.readString(target.resolve("classpath"));
        List<String> command = new ArrayList<>(
                List.of(jdk("java"), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classpath));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static String jdk(String tool) {
        return String.join(File.separator, System.getProperty("java.home"), "bin", tool);
    }

    private void awaitUp(Path log) throws IOException, InterruptedException {
        for (int second = 0; second < START_SECONDS; second++) {
            try (Admin admin = KafkaConnection.of(plainBootstrap).admin()) {
                if (!admin.describeCluster().nodes().get().isEmpty()) {
                    return;
                }
            } catch (ExecutionException notYet) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            }
            Thread.sleep(1_000);
        }
        throw new AssertionError("the secured broker is not up:\n" + Files.readString(log));
    }
}
