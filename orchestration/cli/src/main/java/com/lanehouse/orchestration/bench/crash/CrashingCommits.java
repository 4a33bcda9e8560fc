package com.lanehouse.orchestration.bench.crash;

import com.lanehouse.localfiles.LinkedCommits;
import com.lanehouse.orchestration.bench.crash.Mishap.Moment;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The commits of a lake in a process that crashes as planned. */
public final class CrashingCommits extends LinkedCommits {
    /** Called by Delta, which knows the class by its name. */
    public CrashingCommits(Configuration configuration) {
        super(configuration);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        String what = LakePlace.of(path);
        Mishap.pass(what, Moment.BEFORE);
        super.write(path, halfway(actions, what), overwrite, configuration);
        Mishap.pass(what, Moment.AFTER);
    }

    /** The actions, until the crash: after the first the commit is written in part. */
    private static Iterator<String> halfway(Iterator<String> actions, String what) {
        return new Iterator<>() {
            private boolean begun;

            @Override
            public boolean hasNext() {
                if (begun) {
                    passHalfway(what);
                }
                return actions.hasNext();
            }

            @Override
            public String next() {
                begun = true;
                return actions.next();
            }
        };
    }

    private static void passHalfway(String what) {
        try {
            Mishap.pass(what, Moment.HALFWAY);
        } catch (Mishap.CrashException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
