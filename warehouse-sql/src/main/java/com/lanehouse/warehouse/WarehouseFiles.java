package com.lanehouse.warehouse;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The files of {@code warehouse-sql/} as they lie on the classpath. */
public final class WarehouseFiles {
    private WarehouseFiles() {}

    /**
     * Opens a file of this folder as UTF-8 text.
     *
     * @param path such as {@code reference/plans.csv}
     * @throws IllegalArgumentException when there is no such file
     */
    public static BufferedReader reader(String path) {
        InputStream in = WarehouseFiles.class.getResourceAsStream("/warehouse-sql/" + path);
        if (in == null) {
            throw new IllegalArgumentException("warehouse-sql/" + path + " is not on the classpath");
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
