package dev.lamina.plugins.probes.fit.kind;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.fit.Probe;

/**
 * What a spec says of how a linear probe is fitted.
 *
 * @param probe which kind
 * @param c how strong the penalty is
 */
public record LinearFit(
    @Doc("The kind of probe") @Default("logistic") ProbeKind probe,
    @Doc(
            "Inverse strength of the L2 penalty on the weights, as scikit-learn's C, of the kinds"
                + " logistic and svm; the intercept is not penalized. auto: chosen by"
                + " cross-validation within the training prompts, at 35 times the cost")
        @Default("1.0")
        Strength c) {

  /**
   * Of fits that are scored: ten times tighter than scikit-learn's, whose scores can still move in
   * the third digit.
   */
  public static final double TOLERANCE = 1e-5;

  /** The probe, as precise as scores need. */
  public Probe scored(Seeds seeds, Parallel parallel) {
    return within(TOLERANCE, seeds, parallel);
  }

  /**
   * The probe.
   *
   * @param tolerance of an iterative fit, as {@link
   *     dev.lamina.plugins.probes.fit.margin.MarginClassifier}'s
   */
  public Probe within(double tolerance, Seeds seeds, Parallel parallel) {
    return c.given().isPresent() || !probe.isPenalized()
        ? probe.probe(c.given().orElse(1), tolerance, parallel)
        : new TunedProbe(
            strength -> probe.probe(strength, tolerance, parallel),
            seeds.random("strength").nextLong());
  }
}
