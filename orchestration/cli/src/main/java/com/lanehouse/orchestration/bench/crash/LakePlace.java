package com.lanehouse.orchestration.bench.crash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** What a file of a lake is, by its path, in words. */
final class LakePlace {
    private static final Pattern FILE =
            Pattern.compile(".*/(bronze|silver|ops)/([a-z_]+)/(_delta_log/)?(?:[^/]*/)*([^/]+)");

    private LakePlace() {}

    /** Such as {@code data file of silver.usage}. */
    static String of(Path path) {
        Matcher matcher = FILE.matcher(path.toUri().getPath());
        if (!matcher.matches()) {
            return path.getName();
        }
        String file = matcher.group(4);
        String kind = matcher.group(3) == null
                ? "data file"
                : file.equals("_last_checkpoint")
                        ? "pointer to the checkpoint"
                        : file.contains("checkpoint") ? "checkpoint" : "commit";
        return "%s of %s.%s".formatted(kind, matcher.group(1), matcher.group(2));
    }
}
