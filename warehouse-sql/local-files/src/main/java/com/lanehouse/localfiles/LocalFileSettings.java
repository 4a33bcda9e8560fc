package com.lanehouse.localfiles;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** What makes Spark and Delta Kernel use this package for {@code file:} paths. Both must: they race on the same tables. */
public final class LocalFileSettings {
    private static final Map<String, String> HADOOP = Map.of(
            "fs.file.impl",
            LocalFiles.class.getName(),
            "fs.AbstractFileSystem.file.impl",
            LocalFileContext.class.getName());

    private LocalFileSettings() {}

    /** Settings of a Spark session. */
    public static Map<String, String> spark() {
        Map<String, String> settings = new HashMap<>();
        HADOOP.forEach((key, value) -> settings.put("spark.hadoop." + key, value));
        settings.put("spark.delta.logStore.file.impl", LinkedCommits.class.getName());
        return Map.copyOf(settings);
    }

    /** The configuration of a Delta Kernel engine. */
    public static Configuration kernel() {
        Configuration configuration = new Configuration();
        HADOOP.forEach(configuration::set);
        configuration.set("io.delta.kernel.logStore.file.impl", LinkedCommits.class.getName());
        return configuration;
    }
}
