package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.scoring.bulk.BulkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringConfigTest {
    @TempDir
    private Path folder;

    @Test
    void tls_and_login_come_from_the_configuration_file() throws IOException {
        assertThat(read("port: 1\nkafka:\n  security.protocol: SSL\n").broker())
                .isEqualTo(new KafkaConnection("broker:9093", Map.of("security.protocol", "SSL")));
    }

    @Test
    void a_file_that_is_not_yaml_is_named_and_not_quoted() {
        assertThatThrownBy(() -> read("kafka:\n  ssl.key.password: pa55word: \"half\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("c.yaml is not YAML")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void a_database_is_an_address_without_a_password() {
        assertThat(bulk("jdbc:postgresql://db/lanehouse?user=lanehouse").database())
                .hasValue("jdbc:postgresql://db/lanehouse?user=lanehouse");
        for (String secret :
                List.of("jdbc:postgresql://db/x?password=pa55word", "jdbc:postgresql://me:pa55word@db/x")) {
            assertThatThrownBy(() -> bulk(secret))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--database holds a password")
                    .hasMessageNotContaining("pa55word");
        }
        assertThatThrownBy(() -> bulk("jdbc:mysql://db/x")).hasMessage("--database must begin with jdbc:postgresql:");
    }

    private BulkConfig bulk(String database) {
        return ScoringConfig.of("--lake", folder.toString(), "--database", database)
                .bulk();
    }

    private ScoringConfig read(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), config);
        return ScoringConfig.of("--lake", folder.toString(), "--bootstrap", "broker:9093", "--config", file.toString());
    }
}
