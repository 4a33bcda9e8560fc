package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.events.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

class ConfigFileTest {
    @TempDir
    Path folder;

    @Test
    void the_files_keys_are_defaults_and_the_option_is_taken_out_of_the_words() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "reference-dir: mine\nport: 19092\n");
        ConfigFile config = ConfigFile.from(new String[] {"run", "--config", file.toString(), "usage"});
        assertThat(config.otherWords()).containsExactly("run", "usage");
        assertThat(config.defaults()).containsEntry("reference-dir", "mine").containsEntry("port", "19092");
    }

    @Test
    void an_unknown_key_is_named_with_those_there_are() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "reference_dir: mine\n");
        assertThatThrownBy(() -> ConfigFile.from(new String[] {"--config", file.toString()}))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining(
                        "unknown key 'reference_dir'; known are bootstrap, database, kafka, lake, port, pricing, reference-dir");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> ConfigFile.from(new String[] {"--config", "/nowhere.yaml"}))
                .hasMessageContaining("cannot read the configuration file /nowhere.yaml");
    }

    @Test
    void an_option_of_a_verb_takes_its_default_from_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "bootstrap: nonsense\n");
        ConfigFile config = ConfigFile.from(new String[] {"ingest", "--config", file.toString()});
        var parsed = Main.commandLine(config).parseArgs(config.otherWords().toArray(String[]::new));
        assertThat(parsed.subcommand().matchedOption("--bootstrap")).isNull();
        assertThat(parsed.subcommand().commandSpec().findOption("--bootstrap").<String>getValue())
                .isEqualTo("nonsense");
    }

    static Stream<List<String>> verbsThatSpeakToTheBroker() {
        return Stream.of(
                List.of("ingest"),
                List.of("publish", "events.ndjson"),
                List.of("dead-letters", "replay"),
                List.of("import", "coi", "filings.txt"),
                List.of("import", "loads", "loads.csv", "--mapping", "mapping.yaml"),
                List.of("serve"));
    }

    @ParameterizedTest
    @MethodSource("verbsThatSpeakToTheBroker")
    void every_verb_that_speaks_to_the_broker_does_so_with_the_files_kafka_settings(List<String> words)
            throws Exception {
        Path file = Files.writeString(folder.resolve("c.yaml"), """
                bootstrap: broker.example.com:9093
                kafka:
                  security.protocol: SASL_SSL
                  request.timeout.ms: 9000
                """);
        ConfigFile config = ConfigFile.from(Stream.concat(words.stream(), Stream.of("--config", file.toString()))
                .toArray(String[]::new));

        ParseResult parsed =
                Main.commandLine(config).parseArgs(config.otherWords().toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }

        BootstrapOption bootstrap = bootstrapOf(parsed.commandSpec());
        assertThat(bootstrap.connection())
                .isEqualTo(new KafkaConnection(
                        "broker.example.com:9093",
                        Map.of("security.protocol", "SASL_SSL", "request.timeout.ms", "9000")));
        assertThat(bootstrap.words())
                .containsExactly("--bootstrap", "broker.example.com:9093", "--config", file.toString());
    }

    @Test
    void without_a_file_the_broker_is_spoken_to_in_plain_text() throws Exception {
        ParseResult parsed =
                Main.commandLine(ConfigFile.from(new String[] {"ingest"})).parseArgs("ingest");

        assertThat(bootstrapOf(parsed.subcommand().commandSpec()).connection())
                .isEqualTo(KafkaConnection.of("localhost:9092"));
    }

    @Test
    void the_example_of_a_secured_broker_is_one() {
        ConfigFile config = ConfigFile.from(new String[] {"--config", "../../docs/examples/secured-kafka.yaml"});
        assertThat(config.kafka()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(config.defaults()).containsOnlyKeys("bootstrap", "lake");
    }

    @Test
    void a_wrong_kafka_setting_is_named_with_the_file_and_without_its_value() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "kafka:\n  sasl.jaas.confg: pa55word\n");
        assertThatThrownBy(() -> ConfigFile.from(new String[] {"--config", file.toString()}))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining(
                        "c.yaml: kafka.sasl.jaas.confg is no setting of a Kafka client; did you mean 'sasl.jaas.config'?")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void a_file_that_is_not_yaml_is_named_with_the_line_and_without_quoting_it() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.yaml"), "kafka:\n  ssl.key.password: pa55word: \"half\n  port: [\n");
        assertThatThrownBy(() -> ConfigFile.from(new String[] {"--config", file.toString()}))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("c.yaml is not YAML: line 2")
                .hasMessageNotContaining("pa55word");
    }

    private static BootstrapOption bootstrapOf(CommandSpec command) throws Exception {
        return (BootstrapOption) command.findOption("--bootstrap").scope().get();
    }
}
