package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.publish.BrokerTopics;
import com.lanehouse.pipeline.publish.Publisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic that was deleted and made again: its offsets start anew, and would be taken for ones that were read. */
@Tag("product")
class LostRecordsProductTest {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"test\",\"type\":\"usage.recorded\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":1}}";

    @TempDir
    private Path folder;

    @Test
    void a_topic_that_was_made_anew_stops_ingest_with_a_clear_error() throws Exception {
        String lake = folder.resolve("lake").toString();
        try (RunningBroker broker = RunningBroker.start(folder)) {
            Publisher.publish(
                    broker.connection(), List.of(Files.writeString(folder.resolve("e"), EVENT + "\n")), count -> {});
            assertThat(LauncherRun.of("ingest", "--lake", lake, "--bootstrap", broker.bootstrap())
                            .exitCode())
                    .isZero();
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap()))) {
                admin.deleteTopics(List.of("usage")).all().get();
                while (admin.listTopics().names().get().contains("usage")) {
                    Thread.sleep(100);
                }
            }
            BrokerTopics.prepare(broker.connection(), EventTypes.load());

            LauncherRun run = LauncherRun.of("ingest", "--lake", lake, "--bootstrap", broker.bootstrap());

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.output()).contains("usage-", "was read up to 1", "made anew");
        }
    }
}
