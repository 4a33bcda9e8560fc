package com.lanehouse.localfiles;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * The file system behind {@code file:} paths. Writes no {@code .crc} files beside the data: Parquet, the Delta log and
 * the disk have their own checks.
 */
public class LocalFiles extends LocalFileSystem {
    /** Called by Hadoop, which knows the class by its name. */
    public LocalFiles() {
        super(new RawLocalFiles());
    }

    @Override
    public void setConf(Configuration configuration) {
        super.setConf(configuration);
        setWriteChecksum(false);
        setVerifyChecksum(false);
    }
}
