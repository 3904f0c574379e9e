package dev.lamina.plugins.probes;

import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.score.HeldOut;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each row the class that is predicted when it is held out.
 *
 * @param codes [rows], indices of classes; {@value #NONE} for a row that is not held out
 * @param scores [rows], the decision on the first class against the rest; NaN for such a row
 */
record Predictions(int[] codes, double[] scores) {

  /** Where nothing is predicted. */
  static final int NONE = -1;

  static Predictions of(HeldOut heldOut) {
    double[][] decisions = heldOut.decisions();
    int[] codes = new int[decisions.length];
    double[] scores = new double[decisions.length];
    Arrays.fill(codes, NONE);
    Arrays.fill(scores, Double.NaN);
    for (int row : heldOut.tested()) {
      codes[row] = LinearClassifier.predicted(decisions[row]);
      scores[row] = decisions[row][0];
    }
    return new Predictions(codes, scores);
  }

  /** The scores of some rows. */
  double[] scores(int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> scores[row]).toArray();
  }
}
