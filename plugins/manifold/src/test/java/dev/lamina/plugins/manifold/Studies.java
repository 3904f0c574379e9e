package dev.lamina.plugins.manifold;

import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.ArrayStudy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Studies whose structure is known. */
final class Studies {

  private Studies() {}

  /**
   * Gaussian clouds, a class each, whose means are a distance apart from layer to layer: {@code
   * apart * layer} along an axis of their own.
   */
  static ArrayStudy clouds(
      List<Component> components, int rows, int layers, int d, List<String> classes, double apart) {
    Random random = new Random(19);
    Map<Component, float[][][]> activations = new LinkedHashMap<>();
    for (Component component : components) {
      float[][][] values = new float[rows][layers][d];
      for (int row = 0; row < rows; row++) {
        for (int layer = 0; layer < layers; layer++) {
          for (int j = 0; j < d; j++) {
            values[row][layer][j] = (float) random.nextGaussian();
          }
          values[row][layer][row % classes.size()] += (float) (apart * layer);
        }
      }
      activations.put(component, values);
    }
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      labels.add(classes.get(row % classes.size()));
    }
    return ArrayStudy.of(activations, Map.of("is_true", labels));
  }

  /**
   * Standard normal rows of prompts without a label; at layer l, the first entry is times 1 + l.
   */
  static ArrayStudy unlabelled(int rows, int layers, int d) {
    Random random = new Random(23);
    float[][][] values = new float[rows][layers][d];
    for (float[][] row : values) {
      for (int layer = 0; layer < layers; layer++) {
        for (int j = 0; j < d; j++) {
          row[layer][j] = (float) random.nextGaussian() * (j == 0 ? 1 + layer : 1);
        }
      }
    }
    return ArrayStudy.of(
        Map.of(Component.RESID_POST, values),
        Map.of(Prompts.UNLABELLED, Collections.nCopies(rows, "all")));
  }
}
