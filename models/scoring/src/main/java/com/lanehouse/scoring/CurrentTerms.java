package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** The terms that hold now, for each company. */
final class CurrentTerms {
    private final ServingModels models;
    private final LivePricing pricing;
    private final LiveExperiments experiments;

    CurrentTerms(ServingModels models, LivePricing pricing, LiveExperiments experiments) {
        this.models = requireNonNull(models, "models is null");
        this.pricing = requireNonNull(pricing, "pricing is null");
        this.experiments = requireNonNull(experiments, "experiments is null");
    }

    /** What terms rest on, each by identity; to be asked for before the terms are. */
    List<Object> basis() {
        return List.of(models.byAlias(), pricing.current(), experiments.running());
    }

    /**
     * An arm whose model is not there is not applied, and the company is not part of the experiment: its price would not be
     * the arm's. Nor is it while no model serves.
     */
    Terms of(String companyId) {
        Pricing inForce = pricing.current();
        Optional<ServingModel> champion = models.current();
        if (champion.isEmpty()) {
            return ofNobody();
        }
        Optional<Assigned> assigned = experiments.of(companyId);
        if (assigned.isEmpty() || assigned.orElseThrow().arm().modelAlias() == null) {
            return new Terms(champion.orElseThrow(), inForce, assigned);
        }
        return models.named(assigned.orElseThrow().arm().modelAlias())
                .map(model -> new Terms(model, inForce, assigned))
                .orElseGet(() -> new Terms(champion.orElseThrow(), inForce, Optional.empty()));
    }

    /** Terms for who is no customer: no experiment, the champion or a fallback. */
    Terms ofNobody() {
        Pricing inForce = pricing.current();
        return models.current()
                .map(model -> new Terms(model, inForce, Optional.empty()))
                .orElseGet(() -> new Terms(models.fallback(inForce.fallbackPerMile()), inForce, Optional.empty()));
    }

    boolean aModelServes() {
        return models.current().isPresent();
    }

    /** The shadow model's terms, which nobody is offered. */
    Optional<Terms> ofShadow() {
        return models.named("shadow").map(model -> new Terms(model, pricing.current(), Optional.empty()));
    }
}
