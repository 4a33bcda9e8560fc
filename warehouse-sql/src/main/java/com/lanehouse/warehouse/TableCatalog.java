package com.lanehouse.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every table that is declared in {@code warehouse-sql/}, by name, and the rules between tables. */
public final class TableCatalog {
    private static final List<String> LAYERS = List.of("bronze", "silver", "reference", "gold", "registry", "ops");

    private final Map<String, TableDeclaration> byName;
    private final List<TablesRule> rules;

    private TableCatalog(Map<String, TableDeclaration> byName, List<TablesRule> rules) {
        this.byName = byName;
        this.rules = List.copyOf(rules);
        for (TablesRule rule : rules) {
            rule.reads().forEach(this::table);
            if (table(rule.table()).rules().stream()
                    .anyMatch(other -> other.name().equals(rule.name()))) {
                throw new IllegalArgumentException("%s has two rules called %s".formatted(rule.table(), rule.name()));
            }
        }
    }

    /** Reads every declaration from the classpath. */
    public static TableCatalog load() {
        try {
            URL root = TableCatalog.class.getResource("/warehouse-sql");
            if (root.openConnection() instanceof JarURLConnection jar) {
                // By path, not by address: an address is one shared file system, which a second reader could not open.
                try (FileSystem files =
                        FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return load(files.getPath("/warehouse-sql"));
                }
            }
            return load(Path.of(root.toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table declarations", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classpath has no usable address", e);
        }
    }

    private static TableCatalog load(Path root) throws IOException {
        Map<String, TableDeclaration> byName = new TreeMap<>();
        for (String layer : LAYERS) {
            for (Path file : sqlFiles(root.resolve(layer))) {
                TableDeclaration declaration = DeclarationReader.read(file.toString(), Files.readString(file));
                if (!file.getFileName().toString().equals(declaration.table() + ".sql")
                        || !declaration.layer().equals(layer)) {
                    throw new IllegalArgumentException("%s declares %s: a file declares the table it is named after"
                            .formatted(file, declaration.name()));
                }
                byName.put(declaration.name(), declaration);
            }
        }
        List<TablesRule> rules = new ArrayList<>();
        for (Path file : sqlFiles(root.resolve("rules"))) {
            String name = file.getFileName().toString().replaceFirst("\\.sql$", "");
            rules.add(TablesRuleReader.read(file.toString(), name, Files.readString(file)));
        }
        return new TableCatalog(byName, rules);
    }

    private static List<Path> sqlFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList());
        }
    }

    /**
     * The declaration of a table.
     *
     * @param name {@code layer.table}
     * @throws IllegalArgumentException when no such table is declared
     */
    public TableDeclaration table(String name) {
        TableDeclaration declaration = byName.get(name);
        if (declaration == null) {
            throw new IllegalArgumentException(
                    "no table %s: warehouse-sql/ declares %s".formatted(name, String.join(", ", byName.keySet())));
        }
        return declaration;
    }

    public boolean declares(String name) {
        return byName.containsKey(name);
    }

    public Collection<TableDeclaration> all() {
        return byName.values();
    }

    /** The rules between tables, by name. Those that rows must satisfy stand in their table's declaration. */
    public List<TablesRule> rules() {
        return rules;
    }

    /** The tables of one layer, by name. */
    public List<TableDeclaration> layer(String layer) {
        return byName.values().stream()
                .filter(table -> table.layer().equals(layer))
                .toList();
    }
}
