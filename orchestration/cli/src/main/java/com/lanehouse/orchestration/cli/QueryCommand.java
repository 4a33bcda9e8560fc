package com.lanehouse.orchestration.cli;

import com.lanehouse.orchestration.query.LakeQuery;
import com.lanehouse.orchestration.query.QueryException;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads the lake with SQL. */
@Command(
        name = "query",
        description = {
            "Read-only SQL over the lake: Spark SQL in which tables are called layer.table, such as gold.kpis.",
            "SHOW TABLES lists them, DESCRIBE gold.kpis says what a column means. Times are UTC."
        },
        mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SQL",
            description = "One statement, in quotes; one that begins with a comment after a -- of its own.")
    private String sql;

    @Mixin
    private LakeOption lake;

    @ArgGroup
    private Form form = new Form();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Most rows to give (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Spec
    private CommandSpec spec;

    /** How rows are written, if not as a table. */
    static final class Form {
        @Option(names = "--json", description = "The rows as JSON, one object a line.")
        private boolean json;

        @Option(names = "--csv", description = "The rows as CSV with a header; null is nothing, an empty text is \"\".")
        private boolean csv;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit == Integer.MAX_VALUE) {
            throw new WrongUseException(
                    "--limit %d must be at least 1 and below %d".formatted(limit, Integer.MAX_VALUE));
        }
        LakeQuery.Answer answer;
        try {
            answer = new LakeQuery(lake.openExisting()).answer(sql, limit);
        } catch (QueryException e) {
            throw new WrongUseException(e.getMessage());
        }
        Console console = new Console(spec.commandLine().getOut());
        if (form.json) {
            requireDistinct(answer.columns().fieldNames());
            answer.rows().forEach(row -> console.line(RowJson.of(row).toString()));
        } else if (form.csv) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(csv(answer));
            out.flush();
        } else {
            RowsTable.lines(answer.columns(), answer.rows()).forEach(console::line);
        }
        String count = "%,d row%s%s"
                .formatted(
                        answer.rows().size(),
                        answer.rows().size() == 1 ? "" : "s",
                        answer.more() ? "; there are more, --limit N gives them" : "");
        if (!form.json && !form.csv) {
            console.line("(" + count + ")");
        } else if (answer.more()) {
            // Beside the answer, which a program reads.
            PrintWriter err = spec.commandLine().getErr();
            err.println("lanehouse: " + count);
            err.flush();
        }
        return Main.OK;
    }

    private static void requireDistinct(String[] columns) {
        if (Arrays.stream(columns).distinct().count() < columns.length) {
            throw new WrongUseException(
                    "two columns have one name, which JSON cannot show: rename one with AS (there are %s)"
                            .formatted(String.join(", ", columns)));
        }
    }

    private static String csv(LakeQuery.Answer answer) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(text)) {
            csv.writeRecord(answer.columns().fieldNames());
            for (Row row : answer.rows()) {
                csv.writeRecord(IntStream.range(0, row.length())
                        .mapToObj(i -> row.isNullAt(i) ? null : RowsTable.text(row.get(i)))
                        .toList());
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("text cannot be written into memory", e);
        }
        return text.toString();
    }
}
