package dev.lamina.plugins.probes.attribution;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.score.Interval;

/**
 * What a part of the residual stream adds to a probe's decision.
 *
 * @param component {@code attn_out}, {@code mlp_out}, or {@code resid_pre} for what enters the
 *     first block
 * @param difference how much more it adds for prompts of the first class than for those of the
 *     second, on average, in units of the decision (log-odds for a logistic regression)
 * @param share of the whole difference, with its interval; NaN where the whole is not more than 0
 */
record Contribution(Component component, int layer, Interval difference, Interval share) {}
