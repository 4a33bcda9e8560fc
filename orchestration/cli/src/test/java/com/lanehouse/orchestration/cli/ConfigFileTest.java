package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                        "unknown key 'reference_dir'; known are bootstrap, lake, port, pricing, reference-dir");
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
        var parsed = Main.commandLine()
                .setDefaultValueProvider(config)
                .parseArgs(config.otherWords().toArray(String[]::new));
        assertThat(parsed.subcommand().matchedOption("--bootstrap")).isNull();
        assertThat(parsed.subcommand().commandSpec().findOption("--bootstrap").<String>getValue())
                .isEqualTo("nonsense");
    }
}
