package dev.lamina.engine.sweep;

import dev.lamina.api.comparison.Comparison;

/**
 * A comparison that is going to be run.
 *
 * @param id names it in files and metrics; unique in the spec
 * @param type what it is, which others of the spec may be too
 */
public record PlannedComparison(String id, String type, Comparison comparison) {}
