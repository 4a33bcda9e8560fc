package com.lanehouse.registry.experiments;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** An experiment in the phase that runs now. */
public final class RunningExperiment {
    private final String experimentId;
    private final int phase;
    private final List<Arm> arms;
    private final List<Assignment.Range> ranges;

    RunningExperiment(ExperimentEvent launched) {
        this.experimentId = launched.experimentId();
        this.phase = launched.phase();
        this.arms = requireNonNull(launched.arms(), "arms is null");
        this.ranges = Assignment.ranges(
                arms.size(),
                launched.allocation(),
                arms.stream().map(Arm::weight).toList());
    }

    public String experimentId() {
        return experimentId;
    }

    public int phase() {
        return phase;
    }

    public List<Arm> arms() {
        return arms;
    }

    /** The arm of a company; empty when it is not in the experiment. The same in every phase, as far as ranges overlap. */
    public Optional<Arm> arm(String companyId) {
        var arm = Assignment.arm(Assignment.point(experimentId, companyId), ranges);
        return arm.isPresent() ? Optional.of(arms.get(arm.getAsInt())) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunningExperiment same
                && experimentId.equals(same.experimentId)
                && phase == same.phase
                && arms.equals(same.arms)
                && ranges.equals(same.ranges);
    }

    @Override
    public int hashCode() {
        return experimentId.hashCode() * 31 + phase;
    }

    @Override
    public String toString() {
        return "%s, phase %d".formatted(experimentId, phase);
    }
}
