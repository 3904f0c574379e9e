package dev.lamina.plugins.probes.fit.kind;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import java.util.OptionalDouble;

/**
 * How strong the penalty of a probe is.
 *
 * @param given its inverse strength; empty to choose it by cross-validation within the training
 *     rows
 */
@FromSpec(
    form = "a number from 1e-6 to 1e6, or auto",
    schema =
        """
        {"anyOf": [{"type": "number", "minimum": 1e-6, "maximum": 1e6}, {"const": "auto"}]}\
        """)
public record Strength(OptionalDouble given) {

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
}
