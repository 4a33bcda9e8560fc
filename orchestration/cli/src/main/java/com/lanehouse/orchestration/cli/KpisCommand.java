package com.lanehouse.orchestration.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the scoreboard. */
@Command(name = "kpis", description = "The scoreboard of the newest run.", mixinStandardHelpOptions = true)
final class KpisCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake;

    @Option(names = "--json", description = "A JSON list of the rows of gold.kpis.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getOut());
        List<Row> kpis = Scoreboard.newest(lake.openExisting());
        if (kpis.isEmpty()) {
            throw new FailedException("no scoreboard was computed in this lake yet; compute one with ./lanehouse run");
        }
        if (json) {
            console.line("[" + String.join(",\n ", kpis.stream().map(Row::json).toList()) + "]");
        } else {
            Scoreboard.print(console, kpis, Scoreboard.asOf(kpis.getFirst()));
        }
        return Main.OK;
    }
}
