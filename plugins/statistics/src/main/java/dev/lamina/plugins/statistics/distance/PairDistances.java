package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Magnitude;
import java.util.List;

/**
 * The distances of pairs of rows, read two rows at a time.
 *
 * @param cosine 1 - cosine, [pairs]; 1 where a row is 0
 * @param euclidean [pairs]
 */
record PairDistances(double[] cosine, double[] euclidean) {

  /** Those that are measured. */
  static final List<Distance> KINDS = List.of(Distance.COSINE, Distance.EUCLIDEAN);

  /**
   * Measures them.
   *
   * @param first the pairs' first rows, best with equal ones together
   * @param second their second rows
   */
  static PairDistances of(Matrix matrix, int[] first, int[] second) {
    double[] norms = Magnitude.L2_NORM.ofRows(matrix);
    double[] cosine = new double[first.length];
    double[] euclidean = new double[first.length];
    float[] a = new float[matrix.columns()];
    float[] b = new float[matrix.columns()];
    int held = -1;
    for (int pair = 0; pair < first.length; pair++) {
      if (first[pair] != held) {
        held = first[pair];
        matrix.copyRow(held, a, 0);
      }
      matrix.copyRow(second[pair], b, 0);
      double dot = 0;
      double squares = 0;
      for (int i = 0; i < a.length; i++) {
        double difference = (double) a[i] - b[i];
        dot += (double) a[i] * b[i];
        squares += difference * difference;
      }
      double lengths = norms[first[pair]] * norms[second[pair]];
      cosine[pair] = lengths > 0 ? 1 - dot / lengths : 1;
      euclidean[pair] = Math.sqrt(squares);
    }
    return new PairDistances(cosine, euclidean);
  }

  double[] of(Distance kind) {
    return kind == Distance.COSINE ? cosine : euclidean;
  }
}
