package com.lanehouse.orchestration.cli;

import com.lanehouse.orchestration.local.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Which revision of the code runs, for what is recorded with a model. */
public final class CodeRevision {
    private CodeRevision() {}

    /** The git commit of this checkout; {@code unknown} outside git. */
    public static String current() {
        try {
            Process git = new ProcessBuilder("git", "-C", Installation.home().toString(), "rev-parse", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String revision = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? revision : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
