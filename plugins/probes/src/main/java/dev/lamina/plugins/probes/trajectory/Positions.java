package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.analysis.Study;
import dev.lamina.api.prompt.Prompt;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where each prompt's named positions are among its tokens.
 *
 * @param from for each prompt the first token
 * @param to for each prompt the one behind the last token; the same as {@code from} for none
 */
public record Positions(Map<Position, int[]> from, Map<Position, int[]> to) {

  /** Finds them. */
  public static Positions of(Study study) {
    List<Prompt> prompts = study.design().prompts().items();
    Map<Position, int[]> from = new EnumMap<>(Position.class);
    Map<Position, int[]> to = new EnumMap<>(Position.class);
    for (Position position : Position.values()) {
      int[] begins = new int[prompts.size()];
      int[] ends = new int[prompts.size()];
      for (int row = 0; row < begins.length; row++) {
        int[] range = position.range(prompts.get(row), study.tokens(row));
        begins[row] = range[0];
        ends[row] = range[1];
      }
      from.put(position, begins);
      to.put(position, ends);
    }
    return new Positions(from, to);
  }

  /** Those that some prompts have. */
  public List<Position> known() {
    return Arrays.stream(Position.values())
        .filter(position -> IntStream.of(of(to, position)).anyMatch(end -> end > 0))
        .toList();
  }

  /** The mean of a prompt's numbers, one a token, over a position; NaN where it has none. */
  double mean(Position position, int prompt, double[] values) {
    int begin = of(from, position)[prompt];
    int end = of(to, position)[prompt];
    double sum = 0;
    for (int token = begin; token < end; token++) {
      sum += values[token];
    }
    return sum / (end - begin);
  }

  private static int[] of(Map<Position, int[]> places, Position position) {
    return places.getOrDefault(position, new int[0]);
  }
}
