package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LakeSessionTest {
    private static final String OPENS = "--add-opens=";
    private static final String TO_ALL = "=ALL-UNNAMED";

    /** {@code module/package}, of the modules and packages that this JDK has. */
    static Stream<String> what_sparks_own_scripts_open() {
        return Arrays.stream(JavaModuleOptions.defaultModuleOptions().split(" "))
                .filter(option -> option.startsWith(OPENS))
                .map(option -> option.substring(OPENS.length(), option.length() - TO_ALL.length()))
                .filter(opened -> module(opened).getPackages().contains(packageOf(opened)));
    }

    @ParameterizedTest
    @MethodSource("what_sparks_own_scripts_open")
    void spark_may_look_into(String opened) {
        assertThat(module(opened)
                        .isOpen(packageOf(opened), getClass().getClassLoader().getUnnamedModule()))
                .isTrue();
    }

    @Test
    void rows_that_do_not_fit_into_memory_are_kept_on_disk() {
        Dataset<Row> rows = TestingLake.session()
                .range(100)
                .selectExpr("id", "CAST(id AS STRING) AS text", "array(id) AS many")
                .persist(StorageLevel.DISK_ONLY());
        try {
            rows.count();
            assertThat(rows.where("text = '7'").head().getList(2)).isEqualTo(java.util.List.of(7L));
        } finally {
            rows.unpersist();
        }
    }

    private static Module module(String opened) {
        return ModuleLayer.boot().findModule(opened.split("/")[0]).orElseThrow();
    }

    private static String packageOf(String opened) {
        return opened.split("/")[1];
    }
}
