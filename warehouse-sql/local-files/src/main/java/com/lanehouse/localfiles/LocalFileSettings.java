package com.lanehouse.localfiles;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** What makes Spark and Delta Kernel use this package for {@code file:} paths. Both must: they race on the same tables. */
public final class LocalFileSettings {
    private LocalFileSettings() {}

    /** Settings of a Spark session. */
    public static Map<String, String> spark() {
        return Map.of(
                "spark.hadoop.fs.file.impl",
                LocalFiles.class.getName(),
                "spark.hadoop.fs.AbstractFileSystem.file.impl",
                LocalFileContext.class.getName(),
                "spark.delta.logStore.file.impl",
                LinkedCommits.class.getName());
    }

    /** The configuration of a Delta Kernel engine. What Hadoop's own configuration files say otherwise holds. */
    public static Configuration kernel() {
        Configuration configuration = new Configuration();
        configuration.setIfUnset("fs.file.impl", LocalFiles.class.getName());
        configuration.set("fs.AbstractFileSystem.file.impl", LocalFileContext.class.getName());
        configuration.setIfUnset("io.delta.kernel.logStore.file.impl", LinkedCommits.class.getName());
        return configuration;
    }
}
