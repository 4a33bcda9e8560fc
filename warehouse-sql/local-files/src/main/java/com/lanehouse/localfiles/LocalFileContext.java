package com.lanehouse.localfiles;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** The same files through Hadoop's newer interface, which Spark's streaming checkpoints use. */
public final class LocalFileContext extends DelegateToFileSystem {
    /** Called by Hadoop, which knows the class by its name. */
    public LocalFileContext(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(uri, initialized(configuration), configuration, "file", false);
    }

    private static RawLocalFiles initialized(Configuration configuration) throws IOException {
        RawLocalFiles files = new RawLocalFiles();
        files.initialize(URI.create("file:///"), configuration);
        return files;
    }

    @Override
    public int getUriDefaultPort() {
        return -1;
    }
}
