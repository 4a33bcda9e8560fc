/** A lake on a local disk: Hadoop's file system without child processes, Delta commits that a race or a crash cannot spoil. */
package com.lanehouse.localfiles;
