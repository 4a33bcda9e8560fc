package com.lanehouse.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.localfiles.LinkedCommits;
import com.lanehouse.localfiles.LocalFileSettings;
import com.lanehouse.warehouse.TableDeclaration;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Makes declared tables: writes version 0 of the log, as the Delta protocol describes it ("Actions: Change Metadata,
 * Protocol Evolution"). One way for Spark and Kernel alike, and the cheapest; neither of their builders writes all of
 * comment, column comments and properties without starting Spark.
 */
public final class TableCreation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TableCreation() {}

    /**
     * Makes the tables that the lake lacks.
     *
     * @throws BrokenLakeException when a table's folder holds files but no Delta log; nothing is made then
     */
    public static void createMissing(Path lake, Collection<TableDeclaration> tables) {
        List<TableDeclaration> missing = tables.stream()
                .filter(table -> !exists(lake.resolve(table.path())))
                .toList();
        for (TableDeclaration table : missing) {
            Path folder = lake.resolve(table.path());
            if (names(folder).stream().anyMatch(name -> !name.equals("_delta_log"))) {
                throw new BrokenLakeException(
                        "%s holds files but no Delta log: the lake is half-written. Move that folder away (or use another --lake) and run again."
                                .formatted(folder));
            }
        }
        missing.forEach(table -> createIfMissing(lake.resolve(table.path()), table));
    }

    /** Makes the table unless its folder holds one. */
    static void createIfMissing(Path folder, TableDeclaration declaration) {
        if (exists(folder)) {
            return;
        }
        Path commit = folder.resolve("_delta_log").resolve("%020d.json".formatted(0));
        Configuration configuration = LocalFileSettings.kernel();
        try {
            Files.createDirectories(commit.getParent());
            new LinkedCommits(configuration)
                    .write(
                            new org.apache.hadoop.fs.Path(commit.toUri()),
                            actions(declaration).iterator(),
                            false,
                            configuration);
        } catch (FileAlreadyExistsException e) {
            // Another process made it in the meantime: that is what we wanted.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the table in " + folder, e);
        }
    }

    private static List<String> actions(TableDeclaration declaration) {
        long now = System.currentTimeMillis();
        ObjectNode commit = JSON.createObjectNode();
        commit.putObject("commitInfo")
                .put("timestamp", now)
                .put("operation", "CREATE TABLE")
                .put("engineInfo", "Lanehouse")
                .putObject("operationParameters");
        ObjectNode table = JSON.createObjectNode();
        ObjectNode metadata = table.putObject("metaData")
                .put("id", UUID.randomUUID().toString())
                .put("description", declaration.comment())
                .put("schemaString", DataTypeJsonSerDe.serializeStructType(ColumnTypes.schema(declaration)))
                .put("createdTime", now);
        metadata.putObject("format").put("provider", "parquet").putObject("options");
        ArrayNode apart = metadata.putArray("partitionColumns");
        declaration.filesBy().ifPresent(apart::add);
        ObjectNode properties = metadata.putObject("configuration");
        declaration.properties().forEach(properties::put);
        ObjectNode protocol = JSON.createObjectNode();
        protocol.putObject("protocol")
                .put("minReaderVersion", 1)
                .put("minWriterVersion", writerVersion(declaration.properties()));
        return Stream.of(commit, protocol, table).map(ObjectNode::toString).toList();
    }

    /** The least protocol that knows what the properties ask for (Delta protocol, "Requirements for Writers"). */
    private static int writerVersion(Map<String, String> properties) {
        if ("true".equals(properties.get("delta.enableChangeDataFeed"))) {
            return 4;
        }
        return properties.keySet().stream().anyMatch(name -> name.startsWith("delta.constraints.")) ? 3 : 2;
    }

    /** Whether there is a log: the first commit may have been cleaned up after a checkpoint. */
    private static boolean exists(Path folder) {
        return names(folder.resolve("_delta_log")).stream()
                .anyMatch(name -> !name.startsWith(".") && (name.endsWith(".json") || name.endsWith(".parquet")));
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
