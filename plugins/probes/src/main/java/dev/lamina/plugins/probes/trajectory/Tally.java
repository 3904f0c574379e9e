package dev.lamina.plugins.probes.trajectory;

import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.RocCurves;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds up the numbers of prompts at their named positions. */
final class Tally {

  private final Positions positions;
  private final Optional<Classes> classes;
  private final Map<TokenMeasure, Map<Position, List<Spread>>> spreads =
      new EnumMap<>(TokenMeasure.class);
  private final Map<Position, double[]> scores = new EnumMap<>(Position.class); // one a prompt

  Tally(Positions positions, Optional<Classes> classes, int prompts) {
    this.positions = positions;
    this.classes = classes;
    int groups = classes.isPresent() ? 3 : 1;
    for (TokenMeasure measure : TokenMeasure.values()) {
      Map<Position, List<Spread>> byPosition = new EnumMap<>(Position.class);
      for (Position position : Position.values()) {
        byPosition.put(position, Stream.generate(Spread::new).limit(groups).toList());
      }
      spreads.put(measure, byPosition);
    }
    if (classes.isPresent()) {
      for (Position position : Position.values()) {
        scores.put(position, new double[prompts]);
      }
    }
  }

  /**
   * Takes a prompt's.
   *
   * @param numbers one a token
   */
  void add(int prompt, Map<TokenMeasure, double[]> numbers) {
    numbers.forEach(
        (measure, values) ->
            spreads
                .getOrDefault(measure, Map.of())
                .forEach(
                    (position, groups) -> {
                      double mean = positions.mean(position, prompt, values);
                      groups.get(0).add(mean);
                      classes.ifPresent(of -> groups.get(1 + of.code(prompt)).add(mean));
                    }));
    double[] ofTokens = numbers.getOrDefault(TokenMeasure.SCORE, new double[0]);
    scores.forEach((position, of) -> of[prompt] = positions.mean(position, prompt, ofTokens));
  }

  Map<TokenMeasure, Map<Position, List<Spread>>> spreads() {
    return spreads;
  }

  /** How well scores tell the classes apart; empty if there are none. */
  Map<Position, Interval> aucs() {
    Map<Position, Interval> aucs = new EnumMap<>(Position.class);
    classes.ifPresent(
        of ->
            scores.forEach(
                (position, values) -> {
                  RocCurves curve = new RocCurves(values, of.label().codes());
                  aucs.put(position, of.bootstrap().probability(area(curve, values), curve::area));
                }));
    return aucs;
  }

  private static double area(RocCurves curve, double[] scores) {
    int[] once = new int[scores.length];
    Arrays.fill(once, 1);
    return curve.area(once);
  }

  /** By how much the first class's scores are higher on average; empty if there are no classes. */
  Map<Position, Interval> differences() {
    Map<Position, Interval> differences = new EnumMap<>(Position.class);
    classes.ifPresent(
        of ->
            scores.forEach(
                (position, values) ->
                    differences.put(
                        position, of.bootstrap().difference(values, of.label().codes()))));
    return differences;
  }
}
