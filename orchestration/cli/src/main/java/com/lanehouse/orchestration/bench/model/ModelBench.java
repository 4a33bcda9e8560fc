package com.lanehouse.orchestration.bench.model;

import static java.util.Objects.requireNonNull;

import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.training.CompiledAgainstSmile;
import com.lanehouse.training.CompiledAgainstSmile.Found;
import java.util.Locale;

/** The compiled form of a rate model beside the library that grew it. */
public final class ModelBench {
    private static final double MICROS = 1e6;

    private final int rows;
    private final Console console;

    /** @param rows that are rated; at least 20,000 */
    public ModelBench(int rows, Console console) {
        if (rows < 20_000) {
            throw new IllegalArgumentException("rows is %d, must be at least 20000".formatted(rows));
        }
        this.rows = rows;
        this.console = requireNonNull(console, "console is null");
    }

    public void run() {
        Found found = CompiledAgainstSmile.over(rows, console::progress);
        console.line(String.format(
                Locale.ROOT,
                """
                | | Smile | compiled | ratio |
                |---|---:|---:|---:|
                | in bulk, rows a second | %,.0f | %,.0f | %.1f × |
                | one row, µs | %.2f | %.2f | %.1f × |
                """,
                rows / found.bulk().smile(),
                rows / found.bulk().compiled(),
                found.bulk().ratio(),
                found.single().smile() * MICROS,
                found.single().compiled() * MICROS,
                found.single().ratio()));
        console.line("%,d rows held against each other, %,d of them different in any bit"
                .formatted(found.rows(), found.different()));
        if (found.different() > 0) {
            throw new BenchFailedException("the compiled form says something else than the model");
        }
    }
}
