package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.plugins.probes.fit.kind.Strength;
import java.util.OptionalDouble;

/**
 * How strong the penalty of a ridge regression is.
 *
 * @param value empty to choose it within the training prompts
 */
@FromSpec(
    form = "a number from 1e-6 to 1e6, or auto",
    schema =
        """
        {"anyOf": [{"type": "number", "minimum": 1e-6, "maximum": 1e6}, {"const": "auto"}]}\
        """)
public record Alpha(OptionalDouble value) {

  /** What is chosen from, the strongest first: 1e6 to 0.01, two a power of ten. */
  static final double[] CHOICES = new double[17];

  static {
    for (int i = 0; i < CHOICES.length; i++) {
      CHOICES[i] = Math.pow(10, 6 - i / 2.0);
    }
  }

  /** Reads it from a spec. */
  public static Alpha parse(Node node) throws InvalidValueException {
    return new Alpha(Strength.parse(node).given());
  }

  /** One that is given. */
  public static Alpha of(double value) {
    return new Alpha(OptionalDouble.of(value));
  }

  /** What there is to choose from. */
  double[] choices() {
    return value.isPresent() ? new double[] {value.getAsDouble()} : CHOICES.clone();
  }
}
