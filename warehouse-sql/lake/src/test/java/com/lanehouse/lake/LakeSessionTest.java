package com.lanehouse.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.rdd.RDD;
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

    /** Numbers, texts and broadcasts go through Kryo on their way to disk. */
    @Test
    void what_does_not_fit_into_memory_is_kept_on_disk() {
        RDD<Object> numbers =
                TestingLake.session().sparkContext().range(0, 100, 1, 1).persist(StorageLevel.DISK_ONLY());
        try {
            assertThat(numbers.count()).isEqualTo(100);
            assertThat(numbers.first()).isEqualTo(0L);
        } finally {
            numbers.unpersist(true);
        }
    }

    private static Module module(String opened) {
        return ModuleLayer.boot().findModule(opened.split("/")[0]).orElseThrow();
    }

    private static String packageOf(String opened) {
        return opened.split("/")[1];
    }
}
