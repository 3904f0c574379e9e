package dev.lamina.plugins.probes.trajectory;

import java.util.List;
import java.util.Map;

/**
 * What was found at a layer.
 *
 * @param spreads of each measure and position those of all prompts, then of each class
 * @param aucs for each position the area under the ROC curve of the score, the first class against
 *     the second; empty where there are no classes
 * @param chosen for each prompt that is shown, the numbers of its tokens
 */
public record LayerTrajectory(
    int layer,
    Map<TokenMeasure, Map<Position, List<Spread>>> spreads,
    Map<Position, Double> aucs,
    Map<Integer, Map<TokenMeasure, double[]>> chosen) {

  /** In place of a class: all prompts. */
  public static final int ALL = -1;

  /** The numbers of a class's prompts, or of {@link #ALL}. */
  Spread spread(TokenMeasure measure, Position position, int of) {
    return spreads.getOrDefault(measure, Map.of()).getOrDefault(position, List.of()).get(of + 1);
  }

  /** {@link #aucs} of a position. */
  double auc(Position position) {
    return aucs.getOrDefault(position, Double.NaN);
  }

  /** The numbers of a prompt that is shown, one a token. */
  double[] shown(int prompt, TokenMeasure measure) {
    return chosen.getOrDefault(prompt, Map.of()).getOrDefault(measure, new double[0]);
  }
}
