package com.lanehouse.localfiles;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A process that tries to commit every version of a log and prints those it won. */
final class TestingRacer {
    private TestingRacer() {}

    /** Arguments: the log's folder, the racer's name, the number of versions. */
    public static void main(String[] args) throws Exception {
        Path log = Path.of(args[0]);
        LinkedCommits commits = new LinkedCommits(new Configuration());
        Files.createFile(log.resolveSibling("ready-" + args[1]));
        while (!Files.exists(log.resolveSibling("go"))) {
            Thread.onSpinWait();
        }
        for (int version = 0; version < Integer.parseInt(args[2]); version++) {
            org.apache.hadoop.fs.Path file =
                    new org.apache.hadoop.fs.Path(log.toUri() + "%020d.json".formatted(version));
            try {
                commits.write(file, List.of("{\"by\":\"" + args[1] + "\"}").iterator(), false, new Configuration());
                System.out.println(version);
            } catch (FileAlreadyExistsException e) {
                // The other one won this version.
            }
        }
    }
}
