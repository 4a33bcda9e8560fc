package com.lanehouse.orchestration.cli;

import com.lanehouse.lake.Lake;
import com.lanehouse.lake.LakeConfig;
import com.lanehouse.lake.LakeSession;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the lake is: shared by every verb that reads or writes it. */
final class LakeOption {
    @Option(names = "--lake", paramLabel = "DIR", description = "Folder of the lake (default: ${DEFAULT-VALUE}).")
    private Path lake = Path.of("lake");

    Path path() {
        return lake.toAbsolutePath().normalize();
    }

    /** Starts Spark and opens the lake, made when it is not there. */
    Lake openOrCreate() {
        return Lake.open(LakeSession.start(LakeConfig.of(writablePath())), path());
    }

    /** The lake's folder, which is there and writable or can be made. */
    Path writablePath() {
        if (Files.exists(path()) && !Files.isDirectory(path())) {
            throw new WrongUseException("--lake %s is a file, not a folder".formatted(path()));
        }
        Path existing = path();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isWritable(existing)) {
            throw new FailedException("cannot write to %s; choose another folder with --lake".formatted(existing));
        }
        return path();
    }

    /** The folder of a lake that must be there. */
    Path existingPath() {
        if (!Files.isDirectory(path().resolve("ops"))) {
            throw new WrongUseException(
                    "there is no lake at %s; fill one with ./lanehouse ingest, or name another with --lake"
                            .formatted(path()));
        }
        return path();
    }

    /** Starts Spark and opens a lake that must be there. */
    Lake openExisting() {
        existingPath();
        return openOrCreate();
    }
}
