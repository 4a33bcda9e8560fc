package com.lanehouse.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every type of event: one file {@code schemas/<topic>/<type>.json} each. */
public final class EventTypes {
    /** Topic of lines whose type cannot be read or is not known. */
    public static final String UNROUTED_TOPIC = "unrouted";

    private final Map<String, EventType> byName;

    private EventTypes(Map<String, EventType> byName) {
        this.byName = byName;
    }

    /** Reads every schema from the classpath. */
    public static EventTypes load() {
        try {
            URL root = EventTypes.class.getResource("/schemas");
            if (root.openConnection() instanceof JarURLConnection jar) {
                // By path, not by address: an address is one shared file system, which a second reader could not open.
                try (FileSystem files =
                        FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return load(files.getPath("/schemas"));
                }
            }
            return load(Path.of(root.toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event schemas", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classpath has no usable address", e);
        }
    }

    private static EventTypes load(Path root) throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
        Map<String, EventType> byName = new TreeMap<>();
        for (Path file : jsonFiles(root)) {
            String fileName = file.getFileName().toString();
            String name = fileName.substring(0, fileName.length() - ".json".length());
            JsonNode schema = Json.MAPPER.readTree(Files.readAllBytes(file));
            Set<String> fields = new TreeSet<>();
            schema.path("properties").fieldNames().forEachRemaining(fields::add);
            String topic = file.getParent().getFileName().toString();
            byName.put(name, new EventType(name, topic, registry.getSchema(schema), fields));
        }
        return new EventTypes(byName);
    }

    private static List<Path> jsonFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    public Optional<EventType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Names of all types, in order. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The topics that events travel on, {@link #UNROUTED_TOPIC} included, in order. */
    public Set<String> topics() {
        Set<String> topics = families();
        topics.add(UNROUTED_TOPIC);
        return topics;
    }

    /** The event families: every topic but {@link #UNROUTED_TOPIC}. */
    public Set<String> families() {
        Set<String> families = new TreeSet<>();
        byName.values().forEach(type -> families.add(type.topic()));
        return families;
    }
}
