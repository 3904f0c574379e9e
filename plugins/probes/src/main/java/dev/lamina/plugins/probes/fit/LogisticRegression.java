package dev.lamina.plugins.probes.fit;

import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Model;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Logistic regression with an L2 penalty on the weights and none on the intercept, fitted by
 * LIBLINEAR's Newton method through Tribuo:
 *
 * <pre>min over w, b of  |w|^2 / 2 + C sum_i log(1 + exp(-y_i (w . x_i + b))),  y_i = 1 or -1</pre>
 *
 * <p>This is scikit-learn's {@code LogisticRegression(C=C)}. LIBLINEAR by itself penalizes the
 * intercept too; that is switched off. Three or more classes are fitted one against the rest, as
 * scikit-learn's {@code OneVsRestClassifier}.
 */
public final class LogisticRegression implements Probe {

  private final double c;
  private final double tolerance;

  /**
   * Configures.
   *
   * @param c inverse strength of the penalty
   * @param tolerance the fit is done when the gradient's norm is below this share of its norm at
   *     the start, times the smaller class's share of the rows
   */
  public LogisticRegression(double c, double tolerance) {
    this.c = c;
    this.tolerance = tolerance;
  }

  @Override
  public Training on(double[][] columns) {
    int d = columns.length;
    int n = columns[0].length;
    if (n < 2 * d) { // the triangle is then smaller than the rows
      TriangularRows triangle = TriangularRows.of(columns);
      FeatureNode[][] rows = new FeatureNode[n][];
      for (int i = 0; i < n; i++) {
        int row = i;
        rows[i] = nodes(i + 1, n, j -> triangle.coordinate(row, j));
      }
      return new Rows(rows, n, d, triangle::weights);
    }
    FeatureNode[][] rows = new FeatureNode[n][];
    for (int i = 0; i < n; i++) {
      int row = i;
      rows[i] = nodes(d, d, j -> columns[j][row]);
    }
    return new Rows(rows, d, d, weights -> weights);
  }

  /**
   * LIBLINEAR's features count from 1; the last is the constant 1, whose weight is the intercept.
   */
  private static FeatureNode[] nodes(int length, int dimensions, IntToDoubleFunction value) {
    FeatureNode[] nodes = new FeatureNode[length + 1];
    for (int j = 0; j < length; j++) {
      nodes[j] = new FeatureNode(j + 1, value.applyAsDouble(j));
    }
    nodes[length] = new FeatureNode(dimensions + 1, 1);
    return nodes;
  }

  /**
   * Training rows as LIBLINEAR reads them. {@code restore} maps fitted weights, [dimensions], to
   * weights of features, [d_model].
   */
  private final class Rows implements Training {

    private final FeatureNode[][] nodes;
    private final int dimensions;
    private final int dModel;
    private final UnaryOperator<double[]> restore;

    Rows(FeatureNode[][] nodes, int dimensions, int dModel, UnaryOperator<double[]> restore) {
      this.nodes = nodes;
      this.dimensions = dimensions;
      this.dModel = dModel;
      this.restore = restore;
    }

    @Override
    public LinearClassifier fit(int[] labels, int classes) {
      int[] present = Arrays.stream(labels).distinct().toArray();
      double[] absent = new double[LinearClassifier.decisions(classes)];
      Arrays.fill(absent, Double.NEGATIVE_INFINITY);
      if (present.length == 1) {
        absent[classes == 2 ? 0 : present[0]] = classes == 2 && present[0] == 1 ? -1 : 1;
        return LinearClassifier.constant(absent, dModel);
      }
      Model model = new LibLinear(c, tolerance).train(nodes, labels, dimensions);
      return classifier(model, LinearClassifier.constant(absent, dModel), classes);
    }

    /** LIBLINEAR keeps the weights of a feature together, one a decision. */
    private LinearClassifier classifier(Model model, LinearClassifier into, int classes) {
      double[] fitted = model.getFeatureWeights();
      int[] found = model.getLabels();
      int decisions = found.length == 2 ? 1 : found.length;
      for (int k = 0; k < found.length; k++) {
        if (classes == 2 && found[k] == 1) {
          continue;
        }
        double sign = decisions == 1 && k == 1 ? -1 : 1;
        double[] of = new double[dimensions];
        for (int j = 0; j < dimensions; j++) {
          of[j] = sign * fitted[j * decisions + (decisions == 1 ? 0 : k)];
        }
        into.weights()[found[k]] = restore.apply(of);
        into.intercepts()[found[k]] =
            sign * fitted[dimensions * decisions + (decisions == 1 ? 0 : k)];
      }
      return into;
    }
  }
}
