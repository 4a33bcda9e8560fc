package com.lanehouse.orchestration.cli;

import com.lanehouse.jobs.JobCatalog;
import com.lanehouse.lake.Lake;
import com.lanehouse.orchestration.trace.RowKey;
import com.lanehouse.orchestration.trace.TraceException;
import com.lanehouse.orchestration.trace.TracedRow;
import com.lanehouse.orchestration.trace.Tracer;
import com.lanehouse.warehouse.TableDeclaration;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the events behind one number. */
@Command(
        name = "trace",
        description = {
            "From one row of gold down to the events it was made of, and where in Kafka each stood.",
            "Exit 1 when there is no such row, 2 when the key fits several: then these are listed."
        },
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
    private static final int MOST_LISTED = 20;

    @Parameters(index = "0", paramLabel = "TABLE", description = "Such as gold.kpis.")
    private String table;

    @Parameters(
            index = "1",
            paramLabel = "KEY",
            arity = "0..1",
            defaultValue = "",
            description = {
                "The row's key as column=value,column=value, or the values alone in the order of the key.",
                "Of a snapshot the newest row is meant when as_of is left out."
            })
    private String key;

    @Mixin
    private LakeOption lake;

    @Option(
            names = "--lake-out",
            paramLabel = "DIR",
            description = "Trace a row of the results that run --lake-out put into that folder.")
    private Path lakeOut;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "5",
            description = "Most rows of each table to follow from one row (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--payload", description = "Show each event as it was received.")
    private boolean payload;

    @Option(names = "--json", description = "The same as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new WrongUseException("--limit %d must be at least 1".formatted(limit));
        }
        if (lakeOut != null && !Files.isDirectory(lakeOut.resolve("gold"))) {
            throw new WrongUseException(
                    "--lake-out %s holds no results of ./lanehouse run --lake-out".formatted(lakeOut));
        }
        Lake opened =
                lakeOut == null ? lake.openExisting() : lake.openExisting().withResultsIn(lakeOut);
        Tracer tracer = new Tracer(opened, JobCatalog.all());
        String name = table.toLowerCase(Locale.ROOT);
        if (!tracer.knows(name)) {
            throw new WrongUseException(
                    "%s cannot be traced: name a table that a job computes, such as gold.kpis, or one of silver"
                            .formatted(table));
        }
        TableDeclaration declaration = opened.catalog().table(name);
        List<Row> found;
        try {
            found = tracer.find(name, RowKey.parse(declaration, key), MOST_LISTED + 1);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        if (found.size() != 1) {
            return notOne(declaration, found);
        }
        TracedRow traced;
        try {
            traced = tracer.trace(name, found.getFirst(), limit);
        } catch (TraceException e) {
            throw new FailedException(e.getMessage(), e);
        }
        Console console = new Console(spec.commandLine().getOut());
        TraceText text = new TraceText(opened.catalog(), payload);
        if (json) {
            console.line(text.json(traced).toString());
        } else {
            text.lines(traced).forEach(console::line);
        }
        return Main.OK;
    }

    private int notOne(TableDeclaration declaration, List<Row> found) {
        PrintWriter err = spec.commandLine().getErr();
        if (found.isEmpty()) {
            err.println("lanehouse: %s has no row %s; its key is %s"
                    .formatted(declaration.name(), key, String.join(", ", declaration.key())));
            err.flush();
            return Main.NO;
        }
        err.println("lanehouse: the key fits more than one row of %s; add to it until it is one of these%s:"
                .formatted(declaration.name(), found.size() > MOST_LISTED ? " (the first " + MOST_LISTED + ")" : ""));
        found.stream()
                .limit(MOST_LISTED)
                .forEach(row -> err.println("  "
                        + declaration.key().stream()
                                .map(column -> column + "=" + RowsTable.text(row.getAs(column)))
                                .map(TraceCommand::quoted)
                                .collect(Collectors.joining(","))));
        err.flush();
        return Main.WRONG_USE;
    }

    /** So that the line can be given as a key. */
    private static String quoted(String part) {
        String printable = RowsTable.printable(part);
        return printable.matches("(?s).*[,\"].*") ? '"' + printable.replace("\"", "\"\"") + '"' : printable;
    }
}
