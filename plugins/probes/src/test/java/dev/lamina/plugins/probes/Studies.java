package dev.lamina.plugins.probes;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.fit.kind.Strength;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.testkit.ArrayStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Studies whose answer is known. */
final class Studies {

  private Studies() {}

  /** A logistic regression with C = 1, without looking at texts. */
  static LinearProbe.Config config(
      String target, int folds, Optional<String> groupBy, boolean control, boolean coefficients) {
    return new LinearProbe.Config(
        target,
        new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
        new Evaluation(
            new Division(new GroupedFolds(folds, groupBy), Optional.empty()), 1, control, false, 0),
        coefficients);
  }

  /** Layer 0 is noise; in layer 1 the classes are a distance apart along the first axis. */
  static ArrayStudy planted(int rows, int d, double apart) {
    Random random = new Random(11);
    float[][][] values = new float[rows][2][d];
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      labels.add(row % 2 == 0 ? "true" : "false");
      for (int layer = 0; layer < 2; layer++) {
        for (int j = 0; j < d; j++) {
          values[row][layer][j] = (float) random.nextGaussian();
        }
      }
      values[row][1][0] += (float) (row % 2 == 0 ? apart / 2 : -apart / 2);
    }
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("is_true", labels));
  }

  /** Layers of noise, and labels in turn. */
  static ArrayStudy noise(int rows, int layers, int d, long seed) {
    Random random = new Random(seed);
    float[][][] values = new float[rows][layers][d];
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      labels.add(row % 2 == 0 ? "true" : "false");
      for (float[] layer : values[row]) {
        for (int j = 0; j < d; j++) {
          layer[j] = (float) random.nextGaussian();
        }
      }
    }
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("is_true", labels));
  }

  /** Each fact is a random point; its counterfactual is within a tenth of its length. */
  static ArrayStudy pairs(int facts, int d) {
    Random random = new Random(13);
    float[][][] values = new float[2 * facts][1][d];
    List<String> labels = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    for (int row = 0; row < 2 * facts; row++) {
      labels.add(row % 2 == 0 ? "true" : "false");
      pairs.add("fact " + row / 2);
      for (int j = 0; j < d; j++) {
        float fact = row % 2 == 0 ? (float) random.nextGaussian() : values[row - 1][0][j];
        values[row][0][j] = fact + 0.1f * (float) random.nextGaussian();
      }
    }
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("is_true", labels);
    columns.put("pair", pairs);
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), columns);
  }
}
