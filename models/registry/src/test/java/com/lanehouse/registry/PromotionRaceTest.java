package com.lanehouse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that promote at once. */
class PromotionRaceTest {
    private static final int ROUNDS_A_LAKE = 20;

    @TempDir
    Path folder;

    @Test
    void of_two_processes_that_promote_at_once_one_wins_and_the_history_has_no_fork() throws Exception {
        race(1);
    }

    @Test
    @Tag("product")
    void and_so_it_is_in_200_rounds() throws Exception {
        race(10);
    }

    private void race(int lakes) throws Exception {
        try (Promoter one = new Promoter(1);
                Promoter other = new Promoter(2)) {
            for (int lake = 0; lake < lakes; lake++) {
                Path root = folder.resolve("lake-" + lake);
                ModelRegistry registry = ModelRegistry.open(root);
                registry.append(model());
                registry.append(model());

                List<String> winners = new ArrayList<>();
                for (int round = 0; round < ROUNDS_A_LAKE; round++) {
                    winners.add(winner(one, other, root));
                }

                List<AliasEvent> history = registry.history("rate");
                assertThat(history).extracting(AliasEvent::setBy).containsExactlyElementsOf(winners);
                for (int i = 1; i < history.size(); i++) {
                    assertThat(history.get(i).replaces())
                            .as("what change %d replaces", i)
                            .isEqualTo(history.get(i - 1).version());
                }
            }
        }
    }

    private static String winner(Promoter one, Promoter other, Path root) throws IOException {
        List<Promoter> both = List.of(one, other);
        for (Promoter promoter : both) {
            promoter.go(root.toString());
        }
        assertThat(List.of(one.said(), other.said())).containsOnly("ready");
        for (Promoter promoter : both) {
            promoter.go("now");
        }
        List<String> said = List.of(one.said(), other.said());
        assertThat(said).containsExactlyInAnyOrder("won", "lost");
        return "process " + (said.indexOf("won") + 1);
    }

    private static NewModel model() {
        return new NewModel("rate", "test", Map.of(), Map.of(), "a", Map.of(), new byte[] {1}, "unknown", "test");
    }

    private static final class Promoter implements AutoCloseable {
        private final Process process;
        private final Writer orders;
        private final BufferedReader answers;

        Promoter(long version) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx200m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            TestingPromotions.class.getName(),
                            Long.toString(version))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            orders = process.outputWriter();
            answers = process.inputReader();
        }

        void go(String order) throws IOException {
            orders.write(order + "\n");
            orders.flush();
        }

        String said() throws IOException {
            return answers.readLine();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
