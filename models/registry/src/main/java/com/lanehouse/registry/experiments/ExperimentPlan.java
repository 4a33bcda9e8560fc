package com.lanehouse.registry.experiments;

import static java.util.Objects.requireNonNull;

import com.lanehouse.registry.settings.Entries;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An experiment as a pricing scientist declares it, in a YAML file: {@code docs/examples/experiment.yaml} shows every entry.
 *
 * @param allocation share of companies that are in it, above 0 and up to 1
 * @param starts a Monday; null for the next one
 */
public record ExperimentPlan(String experimentId, double allocation, List<Arm> arms, LocalDate starts) {
    private static final BigDecimal USUAL_ALLOCATION = new BigDecimal("0.10");
    private static final double WEIGHTS_MAY_MISS_ONE_BY = 1e-9;

    public ExperimentPlan {
        requireNonNull(experimentId, "experiment is null");
        arms = List.copyOf(arms);
        if (!experimentId.matches("[a-z0-9][a-z0-9_-]{0,79}")) {
            throw new IllegalArgumentException(
                    "experiment is '%s', must be up to 80 of a-z, 0-9, _ and -".formatted(experimentId));
        }
        if (!(allocation > 0 && allocation <= 1)) {
            throw new IllegalArgumentException("allocation is %s, must be above 0 and up to 1".formatted(allocation));
        }
        if (arms.size() < 2) {
            throw new IllegalArgumentException("arms are %d, must be at least 2".formatted(arms.size()));
        }
        if (arms.stream().map(Arm::name).distinct().count() < arms.size()) {
            throw new IllegalArgumentException("two arms have the same name");
        }
        double sum = arms.stream().mapToDouble(Arm::weight).sum();
        if (Math.abs(sum - 1) > WEIGHTS_MAY_MISS_ONE_BY) {
            throw new IllegalArgumentException("weights of the arms add up to %s, must be 1".formatted(sum));
        }
        if (starts != null && starts.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("starts is %s, a %s; must be a Monday: cycles go from Monday to Sunday"
                    .formatted(starts, starts.getDayOfWeek().name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    /**
     * Reads the file's text.
     *
     * @throws IllegalArgumentException naming the entry that is wrong, and what it must be
     */
    public static ExperimentPlan read(String yaml) {
        Entries entries = Entries.read(yaml)
                .orElseThrow(() -> new IllegalArgumentException("the file is empty; it must say experiment and arms"));
        entries.only(Set.of("experiment", "allocation", "starts", "arms"));
        List<Entries> declared = entries.list("arms");
        Optional<Boolean> weighted = weighted(declared);
        List<Double> equal = Assignment.equal(declared.size());
        List<Arm> arms = new ArrayList<>();
        for (Entries arm : declared) {
            arm.only(Set.of("name", "weight", "margin", "model-alias"));
            double weight = weighted.orElse(false)
                    ? arm.required("weight", arm.amount("weight", BigDecimal.ZERO, BigDecimal.ONE))
                            .doubleValue()
                    : equal.get(arms.size());
            arms.add(new Arm(
                    arm.required("name", arm.text("name")),
                    weight,
                    arm.amount("margin", BigDecimal.ZERO, Arm.MOST_MARGIN).orElse(null),
                    arm.text("model-alias", Arm.ALIASES).orElse(null)));
        }
        return new ExperimentPlan(
                entries.required("experiment", entries.text("experiment")),
                entries.amount("allocation", BigDecimal.ZERO, BigDecimal.ONE)
                        .orElse(USUAL_ALLOCATION)
                        .doubleValue(),
                arms,
                entries.text("starts").map(ExperimentPlan::day).orElse(null));
    }

    /** Whether the arms say their weights: all of them, or none. */
    private static Optional<Boolean> weighted(List<Entries> arms) {
        Set<Boolean> said = arms.stream()
                .map(arm ->
                        arm.amount("weight", BigDecimal.ZERO, BigDecimal.ONE).isPresent())
                .collect(Collectors.toSet());
        if (said.size() > 1) {
            throw new IllegalArgumentException("some arms have a weight and some have none; give it to all or to none");
        }
        return said.stream().findFirst();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("starts is '%s', must be a day such as 2026-12-07".formatted(text), e);
        }
    }
}
