package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event on the wrong topic, which a replay puts right, and bytes that nothing can put right. */
@Tag("product")
class DeadLettersProductTest {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"lost\",\"source\":\"test\",\"type\":\"usage.recorded\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":1}}";

    @TempDir
    private Path folder;

    @Test
    void what_can_be_read_now_enters_once_however_often_it_is_replayed() throws Exception {
        SecondEngine.require();
        String lake = folder.resolve("lake").toString();
        try (RunningBroker broker = RunningBroker.start(folder)) {
            BrokerTopics.prepare(broker.connection(), EventTypes.load());
            try (EventProducer producer = new EventProducer(broker.connection())) {
                producer.send("directory", "c", EVENT.getBytes(StandardCharsets.UTF_8));
                producer.send("directory", "c", "{\"broken".getBytes(StandardCharsets.UTF_8));
                producer.flush();
            }
            expectOk("ingest", "--lake", lake, "--bootstrap", broker.bootstrap());
            String listed = expectOk("dead-letters", "list", "--lake", lake);
            assertThat(listed).contains("1  not_json", "1  wrong_topic", "directory/");
            String position = listed.lines()
                    .filter(line -> line.contains("belongs to topic usage"))
                    .map(line -> line.split("\\s+")[1])
                    .findFirst()
                    .orElseThrow();
            assertThat(expectOk("dead-letters", "show", position, "--lake", lake))
                    .contains("wrong_topic", EVENT);

            for (int time = 0; time < 2; time++) {
                assertThat(expectOk("dead-letters", "replay", "--lake", lake, "--bootstrap", broker.bootstrap()))
                        .contains("1 sent to the broker again, 1 still cannot be read.");
                expectOk("ingest", "--lake", lake, "--bootstrap", broker.bootstrap());
            }
        }

        assertThat(SecondEngine.number(Path.of(lake), "silver.usage", "select count(*) from t"))
                .isEqualTo(1);
        assertThat(SecondEngine.number(Path.of(lake), "bronze.dead_letters", "select count(*) from t"))
                .isEqualTo(2);
    }

    private static String expectOk(String... words) throws Exception {
        LauncherRun run = LauncherRun.of(words);
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }
}
