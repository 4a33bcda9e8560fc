package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A little of the crash bench: it crashes where it says, and nothing is lost. */
@Tag("product")
class CrashBenchProductTest {
    @TempDir
    private Path folder;

    @Test
    void crashes_of_both_kinds_lose_nothing() throws Exception {
        LauncherRun run = LauncherRun.of(
                "bench",
                "crash",
                "--real",
                "3",
                "--simulated",
                "30",
                "--dir",
                folder.resolve("bench").toString(),
                "--port",
                Integer.toString(Ports.freePair()));

        assertThat(run.output())
                .contains("3 kills,", "30 simulated crashes at 30 points", "halfway commit", "after data file");
        assertThat(run.output().split("nothing lost, nothing twice", -1)).hasSize(3);
        assertThat(run.exitCode()).isZero();
    }
}
