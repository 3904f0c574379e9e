package dev.lamina.plugins.transformers;

import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** BERT's LayerNorms in plain Java, to check the residual identities with. */
final class Norms {

  private final Map<String, float[]> tensors = new HashMap<>();
  private final double eps;

  Norms(List<StoredTensor> tensors, double eps) {
    this.eps = eps;
    tensors.stream()
        .filter(tensor -> tensor.name().contains("LayerNorm"))
        .forEach(tensor -> this.tensors.put(tensor.name(), Models.floats(tensor)));
  }

  float[] afterAttention(int layer, float[] x) {
    return norm("encoder.layer." + layer + ".attention.output.LayerNorm", x);
  }

  float[] afterMlp(int layer, float[] x) {
    return norm("encoder.layer." + layer + ".output.LayerNorm", x);
  }

  /** (x - mean) / sqrt(variance + eps) * weight + bias. */
  private float[] norm(String name, float[] x) {
    float[] weight = tensors.get(name + ".weight");
    float[] bias = tensors.get(name + ".bias");
    double mean = 0;
    for (float value : x) {
      mean += value / x.length;
    }
    double variance = 0;
    for (float value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    float[] normed = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      normed[i] = (float) ((x[i] - mean) / Math.sqrt(variance + eps) * weight[i] + bias[i]);
    }
    return normed;
  }
}
