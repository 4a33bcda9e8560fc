package com.lanehouse.orchestration.cli;

import com.lanehouse.events.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** The instant T that numbers are computed for. */
final class AsOfOption {
    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description =
                    "Only what happened until this RFC 3339 time counts, such as 2026-03-31T23:59:59Z (default: now).")
    private String asOf;

    boolean isGiven() {
        return asOf != null;
    }

    Instant instant() {
        if (asOf == null) {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS);
        }
        try {
            return EventTime.parse(asOf);
        } catch (DateTimeException e) {
            throw new WrongUseException("--as-of " + e.getMessage());
        }
    }
}
