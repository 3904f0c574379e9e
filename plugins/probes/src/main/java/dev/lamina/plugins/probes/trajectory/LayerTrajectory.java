package dev.lamina.plugins.probes.trajectory;

import dev.lamina.plugins.probes.score.Interval;
import java.util.List;
import java.util.Map;

/**
 * What was found at a layer.
 *
 * @param spreads of each measure and position those of all prompts, then of each class
 * @param aucs for each position the area under the ROC curve of the score, the first class against
 *     the second; empty where there are no classes
 * @param differences for each position the first class's mean score less the second's; empty as
 *     well
 * @param chosen for each prompt that is shown, the numbers of its tokens
 */
public record LayerTrajectory(
    int layer,
    Map<TokenMeasure, Map<Position, List<Spread>>> spreads,
    Map<Position, Interval> aucs,
    Map<Position, Interval> differences,
    Map<Integer, Map<TokenMeasure, double[]>> chosen) {

  /** In place of a class: all prompts. */
  public static final int ALL = -1;

  private static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** The numbers of a class's prompts, or of {@link #ALL}. */
  Spread spread(TokenMeasure measure, Position position, int of) {
    return spreads.getOrDefault(measure, Map.of()).getOrDefault(position, List.of()).get(of + 1);
  }

  /** {@link #aucs} of a position. */
  double auc(Position position) {
    return interval(position).mean();
  }

  /** {@link #aucs} of a position, with its ends. */
  Interval interval(Position position) {
    return aucs.getOrDefault(position, UNDEFINED);
  }

  /** {@link #differences} of a position. */
  Interval difference(Position position) {
    return differences.getOrDefault(position, UNDEFINED);
  }

  /** The numbers of a prompt that is shown, one a token. */
  double[] shown(int prompt, TokenMeasure measure) {
    return chosen.getOrDefault(prompt, Map.of()).getOrDefault(measure, new double[0]);
  }
}
