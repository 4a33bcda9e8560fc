package com.lanehouse.orchestration.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where Lanehouse is built: the launcher passes its folder as {@code lanehouse.home}. */
public final class Installation {
    private Installation() {}

    /** The folder of the launcher. */
    public static Path home() {
        String home = System.getProperty("lanehouse.home");
        if (home == null) {
            throw new IllegalStateException("the system property lanehouse.home is not set; start with ./lanehouse");
        }
        return Path.of(home);
    }

    /** The Java command of the JDK that runs now. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The file of options that a JVM with Spark in it is started with. */
    public static Path sparkOptions() {
        return home().resolve("warehouse-sql/lake/spark.options");
    }

    /** The runtime classpath of a module, its own jar first. */
    public static String classpath(String module) {
        Path target = home().resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith("-SNAPSHOT.jar"))
                    .toList();
            return Stream.concat(
                            jars.stream().map(Path::toString), Stream.of(Files.readString(target.resolve("classpath"))))
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s is not built; start with ./lanehouse, which builds it".formatted(module), e);
        }
    }
}
