package dev.lamina.plugins.probes.score;

import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The same cross-validation with other folds each time. */
public final class Repeats {

  private final List<HeldOut> heldOut = new ArrayList<>();
  private final List<boolean[]> right = new ArrayList<>(); // [repeats, tested]

  /** Takes one in. */
  public void add(HeldOut repeat, int[] labels) {
    heldOut.add(repeat);
    right.add(repeat.right(labels));
  }

  public HeldOut first() {
    return heldOut.get(0);
  }

  /** The scores of all folds of all repeats, those of the first repeat first. */
  public List<TestScores> scores() {
    return heldOut.stream().flatMap(of -> of.folds().stream()).toList();
  }

  /** For each tested row the share of the repeats in which its class is predicted. */
  public double[] right() {
    double[] share = new double[right.get(0).length];
    for (boolean[] repeat : right) {
      for (int i = 0; i < share.length; i++) {
        share[i] += repeat[i] ? 1 : 0;
      }
    }
    for (int i = 0; i < share.length; i++) {
      share[i] /= right.size();
    }
    return share;
  }

  /** The mean accuracy. */
  public Interval interval(Bootstrap bootstrap) {
    double mean = heldOut.stream().mapToDouble(HeldOut::accuracy).average().orElse(Double.NaN);
    return bootstrap.interval(mean, right());
  }

  /**
   * The mean area under the ROC curves of all folds.
   *
   * @param folds of each repeat
   */
  public Interval auc(Bootstrap bootstrap, List<Folds> folds, int[] labels, int classes) {
    List<RocCurves> curves = new ArrayList<>();
    for (int repeat = 0; repeat < heldOut.size(); repeat++) {
      curves.add(new RocCurves(heldOut.get(repeat), folds.get(repeat), labels, classes));
    }
    int[] once = new int[heldOut.get(0).tested().length];
    Arrays.fill(once, 1);
    return bootstrap.probability(area(curves, once), times -> area(curves, times));
  }

  private static double area(List<RocCurves> curves, int[] times) {
    return curves.stream()
        .mapToDouble(of -> of.area(times))
        .filter(area -> !Double.isNaN(area))
        .average()
        .orElse(Double.NaN);
  }

  /** The standard deviation (divisor n - 1) of the accuracy over repeats; empty of a single one. */
  public OptionalDouble deviation() {
    if (heldOut.size() < 2) {
      return OptionalDouble.empty();
    }
    double[] accuracies = heldOut.stream().mapToDouble(HeldOut::accuracy).toArray();
    double mean = 0;
    for (double accuracy : accuracies) {
      mean += accuracy / accuracies.length;
    }
    double squares = 0;
    for (double accuracy : accuracies) {
      squares += (accuracy - mean) * (accuracy - mean);
    }
    return OptionalDouble.of(Math.sqrt(squares / (accuracies.length - 1)));
  }
}
