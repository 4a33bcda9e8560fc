package com.lanehouse.orchestration.bench.crash;

import com.lanehouse.localfiles.LocalFiles;
import com.lanehouse.orchestration.bench.crash.Mishap.Moment;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The files of a lake in a process that crashes as planned. */
public final class CrashingFiles extends LocalFiles {
    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        String what = LakePlace.of(path);
        Mishap.pass(what, Moment.BEFORE);
        return new FSDataOutputStream(
                new CrashingStream(
                        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress), what),
                null);
    }

    @Override
    public boolean rename(Path source, Path destination) throws IOException {
        Mishap.pass("rename to " + LakePlace.of(destination), Moment.BEFORE);
        boolean renamed = super.rename(source, destination);
        Mishap.pass("rename to " + LakePlace.of(destination), Moment.AFTER);
        return renamed;
    }

    private static final class CrashingStream extends FilterOutputStream {
        private final String what;
        private boolean closed;
        private boolean dead;

        CrashingStream(OutputStream out, String what) {
            super(out);
            this.what = what;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (Mishap.isPlannedFor(what, Moment.HALFWAY)) {
                out.write(bytes, offset, length / 2);
                out.flush();
            }
            try {
                Mishap.pass(what, Moment.HALFWAY);
            } catch (Mishap.CrashException e) {
                dead = true;
                throw e;
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                super.close();
                Mishap.pass(what, Moment.AFTER);
                if (dead) {
                    throw new IOException("its process died while it was written");
                }
            }
        }
    }
}
