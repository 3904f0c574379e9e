package dev.lamina.plugins.probes.fit.descent;

import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Standardization;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.fit.algebra.Vectors;
import java.util.stream.IntStream;

/**
 * The space that a training set's standardized rows span. The weights with the least penalty lie in
 * it, so that a few rows of many features need as few weights as there are rows. A basis that is
 * orthonormal leaves products and lengths as they are.
 */
public final class RowSpace {

  /** A row whose part outside the others' span is a smaller share of it than this adds nothing. */
  private static final double DEPENDENT = 1e-9;

  private final double[][] basis; // [rows, d_model], zeros for rows that add nothing
  private final Features features; // [rows, rows]

  private RowSpace(double[][] basis, Features features) {
    this.basis = basis;
    this.features = features;
  }

  /** Finds it by the modified Gram-Schmidt process (Golub and Van Loan, algorithm 5.2.6). */
  public static RowSpace of(Features features, TrainingSet set) {
    int n = set.rows().length;
    double[][] basis = new double[n][];
    for (int i = 0; i < n; i++) {
      basis[i] = set.standard().of(features.rows()[set.rows()[i]]);
    }
    float[][] coordinates = new float[n][n];
    for (int i = 0; i < n; i++) {
      double[] next = basis[i];
      double whole = Math.sqrt(Vectors.dot(next, next));
      for (int k = 0; k < i; k++) {
        double along = Vectors.dot(basis[k], next);
        coordinates[i][k] = (float) along;
        Vectors.add(next, -along, basis[k]);
      }
      double rest = Math.sqrt(Vectors.dot(next, next));
      boolean adds = rest > DEPENDENT * whole;
      coordinates[i][i] = adds ? (float) rest : 0;
      for (int j = 0; j < next.length; j++) {
        next[j] = adds ? next[j] / rest : 0;
      }
    }
    return new RowSpace(basis, Features.unchanged(coordinates));
  }

  /** Where the set's rows are in this space. */
  public Features features() {
    return features;
  }

  /** A set of the same rows, as one of {@link #features}. */
  public TrainingSet within(TrainingSet set) {
    int[] labels = IntStream.of(set.rows()).map(row -> set.labels()[row]).toArray();
    int[] all = IntStream.range(0, labels.length).toArray();
    return new TrainingSet(all, Standardization.none(labels.length), labels, set.classes());
  }

  /** A classifier of {@link #features} as one of the set's standardized rows. */
  public LinearClassifier without(LinearClassifier within) {
    double[][] weights = new double[within.weights().length][basis[0].length];
    for (int k = 0; k < weights.length; k++) {
      for (int i = 0; i < basis.length; i++) {
        Vectors.add(weights[k], within.weights()[k][i], basis[i]);
      }
    }
    return new LinearClassifier(weights, within.intercepts());
  }
}
