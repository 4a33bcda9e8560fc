package com.lanehouse.lake;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** One Spark session for all tests of a JVM; a fresh lake in any folder. */
public final class TestingLake {
    private static SparkSession session;

    private TestingLake() {}

    public static synchronized SparkSession session() {
        if (session == null) {
            // Compiling a query costs far more than running it over a handful of rows; product tests compile.
            System.setProperty("spark.sql.codegen.wholeStage", "false");
            System.setProperty("spark.sql.codegen.factoryMode", "NO_CODEGEN");
            System.setProperty("spark.sql.adaptive.enabled", "false");
            session = LakeSession.start(
                    new LakeConfig(Path.of(System.getProperty("java.io.tmpdir"), "lanehouse-test"), 2));
        }
        return session;
    }

    public static Lake open(Path root) {
        return Lake.open(session(), root);
    }
}
