package com.lanehouse.orchestration.cli;

import com.lanehouse.dashboards.page.ExecutivePage;
import com.lanehouse.dashboards.page.PageData;
import com.lanehouse.orchestration.report.PageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the executive page. */
@Command(
        name = "report",
        description = "Writes the executive page: one HTML file that works offline.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the page goes (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("report.html");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputFiles.require(out);
        PageData data = new PageReader(lake.openExisting())
                .read()
                .orElseThrow(() -> new FailedException(
                        "no scoreboard was computed in this lake yet; compute one with ./lanehouse run"));
        ExecutivePage.write(data, out);
        new Console(spec.commandLine().getOut())
                .line("Wrote " + out.toAbsolutePath().normalize());
        return Main.OK;
    }
}
