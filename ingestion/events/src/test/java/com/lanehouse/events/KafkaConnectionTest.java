package com.lanehouse.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaConnectionTest {
    private static final String NOBODY = "127.0.0.1:1";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"pa55word\";";

    @TempDir
    private Path folder;

    static Stream<Named<Consumer<KafkaConnection>>> clients() {
        return Stream.of(
                Named.of("admin", connection -> connection.admin().close()),
                Named.of("consumer", connection -> connection.consumer(Map.of()).close()),
                Named.of("producer", connection -> connection.producer(Map.of()).close()));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void every_client_takes_the_settings_of_all(Consumer<KafkaConnection> client) {
        client.accept(new KafkaConnection(
                NOBODY,
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", LOGIN,
                        "fetch.max.wait.ms", "100",
                        "delivery.timeout.ms", "130000")));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void no_client_can_be_made_of_settings_that_do_not_work(Consumer<KafkaConnection> client) {
        KafkaConnection connection = new KafkaConnection(
                NOBODY,
                Map.of(
                        "security.protocol",
                        "SSL",
                        "ssl.truststore.location",
                        folder.resolve("none.p12").toString()));
        assertThatThrownBy(() -> client.accept(connection))
                .isInstanceOf(KafkaSettingsException.class)
                .hasMessageContaining("none.p12")
                .hasMessageContaining("configuration file");
    }

    @Test
    void an_address_that_is_none_is_not_blamed_on_the_settings() {
        assertThatThrownBy(() -> KafkaConnection.of("here").admin())
                .isInstanceOf(KafkaSettingsException.class)
                .hasMessageContaining("Kafka client for here")
                .hasMessageEndingWith("Is that address right?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "auto.offset.reset",
                "bootstrap.servers",
                "config.providers",
                "config.providers.vault.class",
                "enable.auto.commit",
                "enable.idempotence",
                "group.id",
                "isolation.level",
                "key.serializer",
                "transactional.id",
                "value.deserializer"
            })
    void a_setting_that_lanehouse_rests_on_is_refused_by_name(String name) {
        assertThatThrownBy(() -> new KafkaConnection(NOBODY, Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kafka." + name + " ");
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                Arguments.of("security_protocol", "; did you mean 'security.protocol'?"),
                Arguments.of("ssl.trust-store.location", "; did you mean 'ssl.truststore.location'?"),
                Arguments.of("enable.auto.comit", "client"),
                Arguments.of("wholly.different", "client"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void an_unknown_setting_is_refused_with_the_nearest_that_may_be_set(String name, String ending) {
        assertThatThrownBy(() -> new KafkaConnection(NOBODY, Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kafka." + name + " is no setting of a Kafka client")
                .hasMessageEndingWith(ending);
    }

    @Test
    void a_client_cannot_be_given_what_a_user_might_set() {
        assertThatThrownBy(() -> KafkaConnection.of(NOBODY).consumer(Map.of("client.id", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client.id");
    }

    @Test
    void secrets_may_lie_in_the_environment_in_a_properties_file_and_in_a_folder() throws IOException {
        Path properties = Files.writeString(folder.resolve("kafka.properties"), "jaas=" + LOGIN + "\n");
        Files.writeString(folder.resolve("password"), "pa55word");
        assertThat(KafkaSettings.resolved(Map.of(
                        "sasl.jaas.config", "${file:%s:jaas}".formatted(properties),
                        "ssl.key.password", "${dir:%s:password}".formatted(folder),
                        "client.id", "at-${env:PATH}")))
                .containsEntry("sasl.jaas.config", LOGIN)
                .containsEntry("ssl.key.password", "pa55word")
                .containsEntry("client.id", "at-" + System.getenv("PATH"));
    }

    static Stream<Arguments> nowhere() {
        return Stream.of(
                Arguments.of("${env:LANEHOUSE_NO_SUCH_VARIABLE}", "set that environment variable"),
                Arguments.of("${file:/etc/hostname:jaas}", "is this a key of that file?"),
                Arguments.of("${file:/nowhere/kafka.properties:jaas}", "/nowhere/kafka.properties"),
                Arguments.of("${dir:/nowhere:password}", "/nowhere"),
                Arguments.of("${vault:secret/kafka:password}", "begins with env, file or dir"));
    }

    @ParameterizedTest
    @MethodSource("nowhere")
    void a_reference_that_points_nowhere_is_named_before_the_broker_is_asked(String reference, String says) {
        KafkaConnection connection = new KafkaConnection(NOBODY, Map.of("sasl.jaas.config", reference));
        assertThatThrownBy(connection::admin)
                .isInstanceOf(KafkaSettingsException.class)
                .hasMessageContaining("kafka.sasl.jaas.config")
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pa55word",
                "PlainLoginModule required username=u password=pa55word",
                "PlainLoginModule required username=u password=my pa55word;",
                "PlainLoginModule pa55word username=u;",
                "PlainLoginModule required pa55word;"
            })
    void a_login_that_cannot_be_read_is_not_quoted(String login) {
        KafkaConnection connection = new KafkaConnection(
                NOBODY, Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "sasl.jaas.config", login));
        assertThatThrownBy(connection::admin)
                .isInstanceOf(KafkaSettingsException.class)
                .hasMessageContaining("sasl.jaas.config")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void a_connection_shows_where_it_goes_and_what_was_set_but_no_values() {
        assertThat(new KafkaConnection(NOBODY, Map.of("sasl.jaas.config", LOGIN)))
                .hasToString("127.0.0.1:1 [sasl.jaas.config]");
    }

    @Test
    void a_file_without_the_section_sets_nothing() throws IOException {
        assertThat(KafkaSettings.read(json("{}").path("kafka"))).isEmpty();
        assertThat(KafkaSettings.read(json("{\"kafka\":null}").path("kafka"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"pa55word\"",
                "[\"pa55word\"]",
                "{\"ssl\":{\"key.password\":\"pa55word\"}}",
                "{\"ssl.key.password\":null}"
            })
    void a_section_that_is_no_list_of_settings_is_refused_without_its_values(String section) throws IOException {
        JsonNode node = json(section);
        assertThatThrownBy(() -> KafkaSettings.read(node))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kafka")
                .hasMessageNotContaining("pa55word");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text);
    }
}
