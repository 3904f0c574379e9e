package dev.lamina.plugins.probes.attribution;

import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision of a probe as a sum over what is written into the residual stream: with {@code
 * resid_post = resid_pre of layer 0 + sum over blocks (attn_out + mlp_out)}, {@code w . resid_post}
 * is the sum of w times each of them (direct attribution: Elhage et al. 2021). Each prompt's w is
 * that of the probe that has not seen it. What enters the first block is what the others leave.
 *
 * @param contributions in the order of the forward pass; they sum to {@code difference}
 * @param difference of the decision between the classes
 * @param accuracy of the held-out decisions
 */
record Decomposition(List<Contribution> contributions, Interval difference, double accuracy) {

  static Decomposition of(
      Study study, ProbingTask task, HeldOutProbes probes, int layer, Bootstrap bootstrap) {
    int[] labels = task.target().codes();
    double[] whole = along(study.activations(Component.RESID_POST).layer(layer), probes);
    int right = 0;
    for (int row = 0; row < whole.length; row++) {
      boolean first = whole[row] + probes.intercept(row) > 0;
      right += first == (labels[row] == 0) ? 1 : 0;
    }
    Interval difference = bootstrap.difference(whole, labels);
    Parts parts = new Parts(bootstrap, labels, whole, difference.low() > 0);
    double[] rest = whole.clone();
    List<Contribution> blocks = new ArrayList<>();
    for (int block = 0; block <= layer; block++) {
      for (Component component : List.of(Component.ATTN_OUT, Component.MLP_OUT)) {
        double[] added = along(study.activations(component).layer(block), probes);
        for (int row = 0; row < rest.length; row++) {
          rest[row] -= added[row];
        }
        blocks.add(parts.contribution(component, block, added));
      }
    }
    List<Contribution> all = new ArrayList<>();
    all.add(parts.contribution(Component.RESID_PRE, 0, rest));
    all.addAll(blocks);
    return new Decomposition(all, difference, right / (double) whole.length);
  }

  /** What parts are measured by. */
  private record Parts(Bootstrap bootstrap, int[] labels, double[] whole, boolean hasShares) {

    private static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN);

    Contribution contribution(Component component, int layer, double[] added) {
      return new Contribution(
          component,
          layer,
          bootstrap.difference(added, labels),
          hasShares ? bootstrap.share(added, whole, labels) : NONE);
    }
  }

  /** Whether there is a difference to have shares of. */
  boolean hasShares() {
    return difference.low() > 0;
  }

  private static double[] along(Matrix matrix, HeldOutProbes probes) {
    double[] along = new double[matrix.rows()];
    for (int row = 0; row < along.length; row++) {
      along[row] = probes.along(row, matrix.row(row));
    }
    return along;
  }

  /** The contributions of one kind, by layer. */
  List<Contribution> of(Component component) {
    return contributions.stream().filter(one -> one.component() == component).toList();
  }

  /** Their share together. */
  double share(Component component) {
    return of(component).stream().mapToDouble(one -> one.share().mean()).sum();
  }
}
