package com.lanehouse.lake;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the lake lies and what Spark may use.
 *
 * @param root folder of the lake
 * @param cores threads of the local Spark
 */
public record LakeConfig(Path root, int cores) {
    public LakeConfig {
        requireNonNull(root, "root is null");
        root = root.toAbsolutePath().normalize();
        if (cores < 1) {
            throw new IllegalArgumentException("cores is %d, must be at least 1".formatted(cores));
        }
    }

    public static LakeConfig of(Path root) {
        return new LakeConfig(root, Runtime.getRuntime().availableProcessors());
    }
}
