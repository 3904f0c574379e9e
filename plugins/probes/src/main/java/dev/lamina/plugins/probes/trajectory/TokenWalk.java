package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.problem.RunFailedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Walks over the tokens of a layer, prompt after prompt: no more than one prompt's tokens are in
 * memory, and a score a prompt and position.
 *
 * @param classes absent where prompts have no label
 * @param shown the prompts whose numbers are kept token by token
 */
public record TokenWalk(
    Activations activations, Positions positions, Optional<Classes> classes, Set<Integer> shown) {

  /** Measures a layer. */
  public LayerTrajectory measure(int layer) {
    List<Integer> layers = activations.layers();
    int place = layers.indexOf(layer);
    Matrix here = activations.layer(layer);
    Optional<Matrix> before =
        place == 0 ? Optional.empty() : Optional.of(activations.layer(layers.get(place - 1)));
    long[] offsets = activations.offsets();
    Optional<HeldOutDirection> direction =
        classes.map(of -> HeldOutDirection.of(here, offsets, of.label().codes(), of.folds()));
    int prompts = offsets.length - 1;
    Tally tally = new Tally(positions, classes, prompts);
    Map<Integer, Map<TokenMeasure, double[]>> chosen = new LinkedHashMap<>();
    Rows rows = new Rows(offsets, here.columns());
    for (int prompt = 0; prompt < prompts; prompt++) {
      Map<TokenMeasure, double[]> numbers = numbers(prompt, layer, here, before, direction, rows);
      tally.add(prompt, numbers);
      if (shown.contains(prompt)) {
        chosen.put(prompt, numbers);
      }
    }
    return new LayerTrajectory(layer, tally.spreads(), tally.aucs(), tally.differences(), chosen);
  }

  /** Where prompts begin, and room for the tokens of one. */
  private static final class Rows {

    private final long[] offsets;
    private final float[][] here;
    private final float[] before;

    Rows(long[] offsets, int width) {
      this.offsets = offsets;
      int longest =
          IntStream.range(0, offsets.length - 1)
              .map(prompt -> Math.toIntExact(offsets[prompt + 1] - offsets[prompt]))
              .max()
              .orElse(0);
      here = new float[longest][width];
      before = new float[width];
    }
  }

  /** One number a measure and token. */
  private Map<TokenMeasure, double[]> numbers(
      int prompt,
      int layer,
      Matrix here,
      Optional<Matrix> before,
      Optional<HeldOutDirection> direction,
      Rows rows) {
    int start = Math.toIntExact(rows.offsets[prompt]);
    int count = Math.toIntExact(rows.offsets[prompt + 1]) - start;
    double[] lengths = new double[count];
    double[] toLast = new double[count];
    double[] toPrevious = new double[count];
    double[] scores = new double[count];
    for (int token = 0; token < count; token++) {
      here.copyRow(start + token, rows.here[token], 0);
    }
    float[] last = rows.here[count - 1];
    double lastLength = length(last);
    for (int token = 0; token < count; token++) {
      float[] row = rows.here[token];
      double length = length(row);
      if (!Double.isFinite(length)) {
        throw new RunFailedException(
            "trajectories cannot use %s at layer %d: token %d of row %d is not finite"
                .formatted(activations.component(), layer, token, prompt));
      }
      lengths[token] = length;
      toLast[token] = dot(row, last) / (length * lastLength);
      toPrevious[token] = Double.NaN;
      if (before.isPresent()) {
        before.get().copyRow(start + token, rows.before, 0);
        toPrevious[token] = dot(row, rows.before) / (length * length(rows.before));
      }
      scores[token] =
          direction
              .map(of -> of.score(classes.orElseThrow().folds().of()[prompt], row))
              .orElse(Double.NaN);
    }
    return Map.of(
        TokenMeasure.L2_NORM, lengths,
        TokenMeasure.TO_LAST, toLast,
        TokenMeasure.TO_PREVIOUS, toPrevious,
        TokenMeasure.SCORE, scores);
  }

  private static double length(float[] row) {
    return Math.sqrt(dot(row, row));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (double) a[j] * b[j];
    }
    return sum;
  }
}
