package com.lanehouse.orchestration.gate;

import static java.util.Objects.requireNonNull;

import com.lanehouse.jobs.ServiceLevel;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether every service level was measured and kept at the newest T. Whatever is in breach or not known closes it.
 *
 * @param asOf the newest T for which the job {@code slo-status} was run; empty when it never was
 * @param verdicts one per service level
 */
public record Gate(Optional<Instant> asOf, List<Verdict> verdicts) {
    private static final String JOB = "slo-status";

    public Gate {
        requireNonNull(asOf, "asOf is null");
        verdicts = List.copyOf(verdicts);
    }

    /**
     * Reads a lake, without Spark. A run whose job failed counts as the newest all the same: what an earlier one
     * measured says nothing of its T.
     *
     * @param lake its folder
     */
    public static Gate of(Path lake) {
        List<Measurement> measured = KernelTable.at(lake.resolve("gold/slo_status")).readRows().stream()
                .map(Measurement::of)
                .toList();
        Optional<Instant> newestMeasured =
                measured.stream().map(Measurement::windowEnd).max(Comparator.naturalOrder());
        Optional<Instant> newest =
                Stream.concat(newestMeasured.stream(), runs(lake)).max(Comparator.naturalOrder());
        List<Verdict> verdicts = new ArrayList<>();
        for (ServiceLevel level : ServiceLevel.ALL) {
            verdicts.add(measured.stream()
                    .filter(row -> row.slo().equals(level.name()))
                    .filter(row -> newest.equals(Optional.of(row.windowEnd())))
                    .findFirst()
                    .map(row -> Verdict.of(level, row))
                    .orElseGet(() -> Verdict.unmeasured(level, why(newest, newestMeasured))));
        }
        return new Gate(newest, verdicts);
    }

    public boolean isOpen() {
        return verdicts.stream().allMatch(Verdict::isOpen);
    }

    private static Stream<Instant> runs(Path lake) {
        return KernelTable.at(lake.resolve("ops/job_runs")).readRows(List.of("job", "as_of")).stream()
                .filter((Map<String, Object> run) -> run.get("job").equals(JOB))
                .map(run -> (Instant) run.get("as_of"));
    }

    private static String why(Optional<Instant> newest, Optional<Instant> newestMeasured) {
        if (newest.isEmpty()) {
            return "never measured; measure it with ./lanehouse run";
        }
        return newest.equals(newestMeasured)
                ? "not measured by the run as of %s; run ./lanehouse run %s".formatted(newest.get(), JOB)
                : "not measured: the run as of %s did not succeed (see ops.job_runs)".formatted(newest.get());
    }
}
