package dev.lamina.api.check;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelDescription;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Attention is what its scores say: {@code z = softmax(attn_scores) v}, head by head. */
final class AttentionIdentities {

  /** What the identities are about. */
  static final Set<Component> COMPONENTS =
      Set.of(Component.ATTN_SCORES, Component.PATTERN, Component.V, Component.Z);

  private final Difference softmax;
  private final Difference ones;
  private final Difference mixed;
  private final ModelDescription description;
  private final int keys;

  AttentionIdentities(ModelDescription description, int keys, double limit) {
    this.description = description;
    this.keys = keys;
    this.softmax = new Difference("softmax(attn_scores) = pattern", limit);
    this.ones = new Difference("sum of pattern over keys = 1", limit);
    this.mixed = new Difference("pattern v = z", limit);
  }

  void layer(TokenVectors vectors, List<int[]> prompts, int layer) {
    int heads = description.heads();
    HookPoint values = description.hookPoint(Component.V);
    int group = heads / values.heads();
    int dHead = values.size().orElseThrow();
    for (int prompt = 0; prompt < prompts.size(); prompt++) {
      int length = prompts.get(prompt).length;
      float[][] v = new float[length][]; // [keys][kv_heads d_head]
      for (int key = 0; key < length; key++) {
        v[key] = vectors.of(prompt, Component.V, key, layer);
      }
      for (int token = 0; token < length; token++) {
        String place = "layer %d, prompt %d, token %d".formatted(layer, prompt, token);
        float[] scores = vectors.of(prompt, Component.ATTN_SCORES, token, layer);
        float[] pattern = vectors.of(prompt, Component.PATTERN, token, layer);
        float[] z = new float[heads * dHead];
        float[] expected = new float[heads * keys];
        float[] sums = new float[heads];
        for (int head = 0; head < heads; head++) {
          softmax(scores, head * keys, expected);
          sums[head] = mix(pattern, head, v, head / group, dHead, z);
        }
        softmax.compare(pattern, expected, place);
        ones.compare(sums, ones(heads), place);
        mixed.compare(vectors.of(prompt, Component.Z, token, layer), z, place);
      }
    }
  }

  /** The softmax of one head's scores. */
  private void softmax(float[] scores, int from, float[] into) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int key = 0; key < keys; key++) {
      largest = Math.max(largest, scores[from + key]);
    }
    double sum = 0;
    for (int key = 0; key < keys; key++) {
      sum += Math.exp(scores[from + key] - largest);
    }
    for (int key = 0; key < keys; key++) {
      into[from + key] = (float) (Math.exp(scores[from + key] - largest) / sum);
    }
  }

  /** Adds up the values by one head's pattern, and the pattern itself. */
  private float mix(float[] pattern, int head, float[][] v, int kvHead, int dHead, float[] z) {
    double[] mixed = new double[dHead];
    double sum = 0;
    for (int key = 0; key < v.length; key++) {
      double share = pattern[head * keys + key];
      sum += share;
      for (int i = 0; i < dHead; i++) {
        mixed[i] += share * v[key][kvHead * dHead + i];
      }
    }
    for (int i = 0; i < dHead; i++) {
      z[head * dHead + i] = (float) mixed[i];
    }
    return (float) sum;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  List<Check> checks() {
    return List.of(softmax.check(), ones.check(), mixed.check());
  }
}
