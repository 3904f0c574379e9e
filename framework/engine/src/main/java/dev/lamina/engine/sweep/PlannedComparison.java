package dev.lamina.engine.sweep;

import dev.lamina.api.comparison.Comparison;

/** A comparison that is going to be run. */
public record PlannedComparison(String id, Comparison comparison) {}
