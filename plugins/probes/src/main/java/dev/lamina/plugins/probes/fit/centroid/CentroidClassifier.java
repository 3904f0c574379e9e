package dev.lamina.plugins.probes.fit.centroid;

import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.fit.algebra.Vectors;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest class mean: decision k is {@code x . M m_k - m_k . M m_k / 2}, with m_k the mean of
 * class k and M a quadratic form; with priors the logarithm of the class's share is added. For two
 * classes it is that of the first less that of the second, along {@code M (m_0 - m_1)}. With M the
 * identity it is the mass-mean probe of Marks and Tegmark 2023 (The Geometry of Truth,
 * arXiv:2310.06824, section 5), with the inverse covariance within classes its version for
 * independent and identically distributed data, and with priors linear discriminant analysis. Their
 * data are centred and balanced; here the boundary is halfway between the means.
 *
 * <p>Unlike penalized probes it is fitted on activations as they are: their scales matter.
 */
public final class CentroidClassifier implements Probe {

  private final ClassMetric metric;
  private final boolean priors;
  private final Parallel parallel;

  public CentroidClassifier(ClassMetric metric, boolean priors, Parallel parallel) {
    this.metric = metric;
    this.priors = priors;
    this.parallel = parallel;
  }

  @Override
  public List<LinearClassifier> fit(Features features, List<TrainingSet> sets) {
    return parallel.map(sets, set -> fit(features, set));
  }

  private LinearClassifier fit(Features features, TrainingSet set) {
    int[] present = set.present();
    if (present.length < 2) {
      return LinearClassifier.beforeFit(set, features.width());
    }
    double[] centre = set.standard().mean();
    double[][] rows = raw(features, set.rows(), centre);
    int[] codes = codes(set, present);
    double[][] means = means(rows, codes, present.length);
    double[] shares = shares(codes, present.length);
    for (int row = 0; row < rows.length; row++) {
      Vectors.add(rows[row], -1, means[codes[row]]);
    }
    double[][] weights = metric.apply(rows, codes, means);
    double[] intercepts = new double[present.length];
    for (int k = 0; k < present.length; k++) {
      intercepts[k] = -Vectors.dot(weights[k], means[k]) / 2 + (priors ? Math.log(shares[k]) : 0);
    }
    return classifier(new LinearClassifier(weights, intercepts), features, set, centre);
  }

  /** Rows less a centre, as activations are: distances and covariances do not depend on it. */
  private static double[][] raw(Features features, int[] rows, double[] centre) {
    double[] scale = features.standard().scale();
    double[][] raw = new double[rows.length][scale.length];
    for (int i = 0; i < rows.length; i++) {
      float[] row = features.rows()[rows[i]];
      for (int j = 0; j < scale.length; j++) {
        raw[i][j] = (row[j] - centre[j]) * scale[j];
      }
    }
    return raw;
  }

  private static int[] codes(TrainingSet set, int[] present) {
    int[] place = new int[set.classes()];
    for (int k = 0; k < present.length; k++) {
      place[present[k]] = k;
    }
    return IntStream.of(set.rows()).map(row -> place[set.labels()[row]]).toArray();
  }

  private static double[] shares(int[] codes, int classes) {
    double[] shares = new double[classes];
    for (int code : codes) {
      shares[code] += 1.0 / codes.length;
    }
    return shares;
  }

  private static double[][] means(double[][] rows, int[] codes, int classes) {
    double[][] means = new double[classes][rows[0].length];
    int[] counts = new int[classes];
    for (int row = 0; row < rows.length; row++) {
      Vectors.add(means[codes[row]], 1, rows[row]);
      counts[codes[row]]++;
    }
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < means[k].length; j++) {
        means[k][j] /= counts[k];
      }
    }
    return means;
  }

  /** As one of the features' rows, with the decisions that a set of so many classes has. */
  private static LinearClassifier classifier(
      LinearClassifier raw, Features features, TrainingSet set, double[] centre) {
    double[] scale = features.standard().scale();
    int[] present = set.present();
    LinearClassifier fitted = LinearClassifier.beforeFit(set, scale.length);
    for (int k = 0; k < present.length; k++) {
      double[] weights = raw.weights()[k];
      double intercept = raw.intercepts()[k];
      for (int j = 0; j < scale.length; j++) {
        weights[j] *= scale[j];
        intercept -= weights[j] * centre[j];
      }
      raw.intercepts()[k] = intercept;
    }
    if (set.classes() == 2) {
      double[] along = raw.weights()[0].clone();
      Vectors.add(along, -1, raw.weights()[1]);
      fitted.weights()[0] = along;
      fitted.intercepts()[0] = raw.intercepts()[0] - raw.intercepts()[1];
    } else {
      for (int k = 0; k < present.length; k++) {
        fitted.weights()[present[k]] = raw.weights()[k];
        fitted.intercepts()[present[k]] = raw.intercepts()[k];
      }
    }
    return fitted;
  }
}
