package com.lanehouse.training;

import static java.util.Objects.requireNonNull;

/**
 * What came of training a version once more.
 *
 * @param sameLoads whether the lake still holds the loads that it learnt from and was tested on
 * @param artifactSha256 of the model trained now, lower-case hexadecimal
 * @param storedSha256 of the version
 */
public record Reproduced(boolean sameLoads, String artifactSha256, String storedSha256) {
    public Reproduced {
        requireNonNull(artifactSha256, "artifactSha256 is null");
        requireNonNull(storedSha256, "storedSha256 is null");
    }

    /** Whether it is the same to the byte. */
    public boolean isSame() {
        return artifactSha256.equals(storedSha256);
    }
}
