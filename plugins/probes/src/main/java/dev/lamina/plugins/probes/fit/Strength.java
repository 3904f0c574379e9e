package dev.lamina.plugins.probes.fit;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import java.util.OptionalDouble;

/**
 * How strong the penalty of a probe is.
 *
 * @param c its inverse strength; empty to choose it by cross-validation within the training rows
 */
@FromSpec(
    form = "a number from 1e-6 to 1e6, or auto",
    schema =
        """
        {"anyOf": [{"type": "number", "minimum": 1e-6, "maximum": 1e6}, {"const": "auto"}]}\
        """)
public record Strength(OptionalDouble c) {

  /**
   * Of fits that are scored: ten times tighter than scikit-learn's, whose scores can still move in
   * the third digit.
   */
  public static final double TOLERANCE = 1e-5;

  private static final double LEAST = 1e-6;
  private static final double MOST = 1e6;

  /** One that is given. */
  public static Strength of(double c) {
    return new Strength(OptionalDouble.of(c));
  }

  /** Reads it from a spec. */
  public static Strength parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof Number number
          && number.doubleValue() >= LEAST
          && number.doubleValue() <= MOST) {
        return of(number.doubleValue());
      }
      if ("auto".equals(scalar.value())) {
        return new Strength(OptionalDouble.empty());
      }
    }
    String found = node instanceof Node.Scalar scalar ? scalar.written() : "a list or a mapping";
    throw new InvalidValueException(
        node.location(),
        "must be a number from 1e-6 to 1e6, or auto to choose it by cross-validation, but is "
            + Quoted.of(found));
  }

  /**
   * A probe with this strength.
   *
   * @param tolerance of an iterative fit, as {@link MarginClassifier}'s
   */
  public Probe probe(ProbeKind kind, double tolerance, Seeds seeds, Parallel parallel) {
    return c.isPresent() || !kind.isPenalized()
        ? kind.probe(c.orElse(1), tolerance, parallel)
        : new TunedProbe(
            c -> kind.probe(c, tolerance, parallel), seeds.random("strength").nextLong());
  }
}
