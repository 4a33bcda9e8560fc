package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.registry.experiments.ExperimentEvent;
import com.lanehouse.registry.experiments.ExperimentRegistry;
import com.lanehouse.registry.experiments.RunningExperiment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The experiments that run now. Of several the one that was launched first has a company to itself. What was read last goes
 * on when the lake cannot be read.
 */
final class LiveExperiments {
    private static final Logger LOG = LoggerFactory.getLogger(LiveExperiments.class);

    private final ExperimentRegistry registry;
    private final Clock clock;
    private Optional<Long> version = Optional.empty();
    private List<ExperimentEvent> history = List.of();
    private volatile List<RunningExperiment> running = List.of();
    private volatile String failure;

    LiveExperiments(Path lakeRoot, Clock clock) {
        this.registry = ExperimentRegistry.open(lakeRoot, clock);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Looks for changes, and for what starts by itself. */
    synchronized void refresh() {
        try {
            Optional<Long> newest = registry.version();
            if (!newest.equals(version)) {
                history = registry.history();
                version = newest;
            }
            failure = null;
        } catch (RuntimeException e) {
            if (!e.toString().equals(failure)) {
                LOG.warn("cannot read the experiments; what ran goes on: {}", e.toString());
            }
            failure = e.toString();
        }
        List<RunningExperiment> now = ExperimentRegistry.running(history, clock.instant());
        if (!now.equals(running)) {
            running = now;
            LOG.info("experiments that run: {}", now);
        }
    }

    /** The same list until something changes. */
    List<RunningExperiment> running() {
        return running;
    }

    /** Why the experiments as they are now are not known; empty when they are. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    Optional<Assigned> of(String companyId) {
        for (RunningExperiment experiment : running) {
            var arm = experiment.arm(companyId);
            if (arm.isPresent()) {
                return Optional.of(new Assigned(experiment.experimentId(), experiment.phase(), arm.orElseThrow()));
            }
        }
        return Optional.empty();
    }
}
