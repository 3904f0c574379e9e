package dev.lamina.plugins.probes.task;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.probes.baseline.BagOfTokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How well one of two classes can be told from a single thing about the text. */
public record TellingTexts(ProbingTask task, Prompts prompts) {

  /**
   * Something about the text.
   *
   * @param share of the prompts that it tells right
   */
  record Telling(String what, double share) {}

  /** The most telling of the words and the length. */
  Optional<Telling> most() {
    int second = task.size(1);
    Map<String, int[]> having = new LinkedHashMap<>(); // prompts of each class that have the word
    int[] lengths = new int[task.rows()];
    for (int row = 0; row < lengths.length; row++) {
      List<String> tokens = BagOfTokens.tokens(prompts.items().get(row).text());
      lengths[row] = tokens.size();
      int code = task.target().codes()[row];
      new LinkedHashSet<>(tokens)
          .forEach(token -> having.computeIfAbsent(token, key -> new int[2])[code]++);
    }
    Optional<Telling> word =
        having.entrySet().stream()
            .map(
                of ->
                    new Telling("the word " + Quoted.of(of.getKey()), share(of.getValue(), second)))
            .max(Comparator.comparingDouble(Telling::share));
    return word.map(
        found -> better(found, new Telling("the text's length", ofLengths(lengths, second))));
  }

  private static Telling better(Telling a, Telling b) {
    return b.share() > a.share() ? b : a;
  }

  /**
   * Of predicting one class where something holds and the other where it does not.
   *
   * @param second how many prompts the second class has
   */
  private double share(int[] holding, int second) {
    int right = holding[0] + second - holding[1];
    return Math.max(right, task.rows() - right) / (double) task.rows();
  }

  /** Of the best threshold. */
  private double ofLengths(int[] lengths, int second) {
    Integer[] order = new Integer[lengths.length];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, Comparator.comparingInt(row -> lengths[row]));
    int[] upTo = new int[2];
    double best = 0;
    for (int i = 0; i < order.length; i++) {
      upTo[task.target().codes()[order[i]]]++;
      if (i + 1 == order.length || lengths[order[i]] < lengths[order[i + 1]]) {
        best = Math.max(best, share(upTo, second));
      }
    }
    return best;
  }
}
