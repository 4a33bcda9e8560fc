package com.lanehouse.orchestration.query;

import com.lanehouse.warehouse.TableCatalog;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableInfo;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.delta.sources.DeltaDataSource;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The declared tables as a catalog of Spark's, in which nothing can be made, changed or dropped. A table is opened when a
 * query names it.
 *
 * <p>Spark makes it from the setting {@code spark.sql.catalog.NAME}; option {@value #ROOT} is the lake's folder.
 */
public final class LakeTables implements org.apache.spark.sql.connector.catalog.TableCatalog {
    static final String ROOT = "root";

    private final TableCatalog declared = TableCatalog.load();
    private String name;
    private Path root;

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {
        this.name = name;
        this.root = Path.of(options.get(ROOT));
    }

    @Override
    public String name() {
        return name;
    }

    /** Those of a layer; all for no namespace. */
    @Override
    public Identifier[] listTables(String[] namespace) {
        return declared.all().stream()
                .filter(table -> namespace.length == 0
                        || namespace.length == 1 && table.layer().equals(namespace[0].toLowerCase(Locale.ROOT)))
                .map(table -> Identifier.of(new String[] {table.layer()}, table.table()))
                .toArray(Identifier[]::new);
    }

    @Override
    public Table loadTable(Identifier table) throws NoSuchTableException {
        return open(table, "");
    }

    @Override
    public Table loadTable(Identifier table, String version) throws NoSuchTableException {
        if (!version.matches("\\d{1,18}")) {
            throw new QueryException("VERSION AS OF %s: a version of a table is a number".formatted(version));
        }
        return open(table, "@v" + version);
    }

    /** @param at which state of the table, as Delta writes it behind a path; empty for the newest */
    private Table open(Identifier table, String at) throws NoSuchTableException {
        String wanted = (String.join(".", table.namespace()) + "." + table.name()).toLowerCase(Locale.ROOT);
        if (!declared.declares(wanted)) {
            throw new NoSuchTableException(table);
        }
        String path = root.resolve(declared.table(wanted).path()) + at;
        return new DeltaDataSource().getTable(null, new Transform[0], Map.of("path", path));
    }

    @Override
    public Table createTable(Identifier table, TableInfo info) {
        throw readOnly();
    }

    @Override
    public Table alterTable(Identifier table, TableChange... changes) {
        throw readOnly();
    }

    @Override
    public boolean dropTable(Identifier table) {
        throw readOnly();
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("the lake can only be read here");
    }
}
