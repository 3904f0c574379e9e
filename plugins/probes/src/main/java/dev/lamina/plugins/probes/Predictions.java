package dev.lamina.plugins.probes;

import dev.lamina.plugins.probes.fit.LinearClassifier;
import java.util.Arrays;

/**
 * For each row the class that is predicted when it is held out.
 *
 * @param codes [rows], indices of classes
 * @param scores [rows], the decision on the first class against the rest
 */
record Predictions(int[] codes, double[] scores) {

  /** Reads decisions, [rows, decisions]. */
  static Predictions of(double[][] decisions) {
    return new Predictions(
        Arrays.stream(decisions).mapToInt(LinearClassifier::predicted).toArray(),
        Arrays.stream(decisions).mapToDouble(row -> row[0]).toArray());
  }
}
