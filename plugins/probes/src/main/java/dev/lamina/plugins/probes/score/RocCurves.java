package dev.lamina.plugins.probes.score;

import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The ROC curves of held-out decisions, one a fold and, of three or more classes, one a class
 * against the rest. Rows are put in order once, so that many draws of them can be scored.
 */
public final class RocCurves {

  /**
   * The rows of a fold by decision, the lowest first.
   *
   * @param places among the tested rows
   * @param tied for each whether its decision is that of the row before
   */
  private record Curve(int[] places, boolean[] positive, boolean[] tied) {}

  private final List<List<Curve>> curves = new ArrayList<>(); // [folds, classes]

  /**
   * Puts in order.
   *
   * @param labels of all rows
   */
  public RocCurves(HeldOut heldOut, Folds folds, int[] labels, int classes) {
    int[] tested = heldOut.tested();
    for (int fold = 0; fold < folds.count(); fold++) {
      int of = fold;
      int[] places =
          IntStream.range(0, tested.length)
              .filter(place -> folds.of()[tested[place]] == of)
              .toArray();
      curves.add(
          IntStream.range(0, classes == 2 ? 1 : classes)
              .mapToObj(k -> curve(heldOut, places, labels, k))
              .toList());
    }
  }

  /**
   * One curve of all rows, class 0 against the others.
   *
   * @param scores for each row; NaN leaves the row out
   * @param labels for each row its class
   */
  public RocCurves(double[] scores, int[] labels) {
    int[] places =
        IntStream.range(0, scores.length).filter(row -> !Double.isNaN(scores[row])).toArray();
    curves.add(List.of(curve(places, row -> scores[row], row -> labels[row] == 0)));
  }

  private static Curve curve(HeldOut heldOut, int[] places, int[] labels, int k) {
    int[] tested = heldOut.tested();
    double[][] decisions = heldOut.decisions();
    return curve(places, place -> decisions[tested[place]][k], place -> labels[tested[place]] == k);
  }

  private static Curve curve(int[] places, IntToDoubleFunction score, IntPredicate isPositive) {
    int[] order =
        Arrays.stream(places)
            .boxed()
            .sorted(Comparator.comparingDouble(score::applyAsDouble))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] positive = new boolean[order.length];
    boolean[] tied = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      positive[i] = isPositive.test(order[i]);
      tied[i] = i > 0 && score.applyAsDouble(order[i]) == score.applyAsDouble(order[i - 1]);
    }
    return new Curve(order, positive, tied);
  }

  /**
   * The area under the curve, a mean over the classes and then over the folds, of those that have
   * both positives and negatives: {@link TestScores#auc} of rows that are there several times or
   * not at all.
   *
   * @param times for each tested row how often it is there
   * @return NaN if no curve has both
   */
  public double area(int[] times) {
    return mean(curves.stream().mapToDouble(of -> area(of, times)));
  }

  private static double area(List<Curve> fold, int[] times) {
    return mean(fold.stream().mapToDouble(curve -> area(curve, times)));
  }

  private static double mean(DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }

  /** Of pairs of a positive and a negative row the share that are in order, ties counting half. */
  private static double area(Curve curve, int[] times) {
    double inOrder = 0;
    long below = 0; // negatives with lower decisions
    long positives = 0; // among those that are tied
    long negatives = 0;
    long allPositives = 0;
    for (int i = 0; i < curve.places.length; i++) {
      if (!curve.tied[i]) {
        inOrder += positives * (below + negatives / 2.0);
        below += negatives;
        positives = 0;
        negatives = 0;
      }
      int here = times[curve.places[i]];
      if (curve.positive[i]) {
        positives += here;
        allPositives += here;
      } else {
        negatives += here;
      }
    }
    inOrder += positives * (below + negatives / 2.0);
    return inOrder / ((double) allPositives * (below + negatives));
  }
}
