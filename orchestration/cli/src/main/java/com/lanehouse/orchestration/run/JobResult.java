package com.lanehouse.orchestration.run;

import java.time.Duration;

/**
 * How one job ended.
 *
 * @param status {@code succeeded}, {@code failed} or {@code skipped}
 * @param rowsOut rows in the tables it wrote; null unless it succeeded
 * @param error what went wrong; null when nothing did
 */
public record JobResult(String job, String status, Long rowsOut, Duration duration, String error) {
    public boolean succeeded() {
        return status.equals("succeeded");
    }
}
