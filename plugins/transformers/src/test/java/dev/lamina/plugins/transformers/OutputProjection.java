package dev.lamina.plugins.transformers;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.weights.Parameters;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.util.List;

/** Attention's output projection, with the norm and the multiplier behind it, in plain Java. */
final class OutputProjection {

  private final Architecture architecture;
  private final Parameters parameters;

  OutputProjection(Architecture architecture, Parameters parameters) {
    this.architecture = architecture;
    this.parameters = parameters;
  }

  /** z [heads d_head] -> attn_out [d_model]. */
  float[] of(int layer, float[] z) {
    Parameters.Tensors tensors = parameters.of(Part.ATTENTION_OUTPUT, layer);
    StoredTensor stored = tensors.weights().get(0);
    float[] weight = Models.floats(stored);
    float[] bias = only(tensors.biases(), architecture.dModel());
    float[] out = new float[architecture.dModel()];
    for (int row = 0; row < out.length; row++) {
      double sum = bias[row];
      for (int column = 0; column < z.length; column++) {
        int at = stored.order() == Order.ROWS ? row * z.length + column : column * out.length + row;
        sum += (double) weight[at] * z[column];
      }
      out[row] = (float) sum;
    }
    return scaled(architecture.has(Part.ATTENTION_OUTPUT_NORM, layer) ? norm(layer, out) : out);
  }

  /** The root-mean-square norm, which is the only one that stands here. */
  private float[] norm(int layer, float[] x) {
    Normalization how = architecture.norm();
    float added = how.weights() == Normalization.Weights.LESS_ONE ? 1 : 0;
    float[] weight =
        Models.floats(parameters.of(Part.ATTENTION_OUTPUT_NORM, layer).weights().get(0));
    double squares = 0;
    for (float value : x) {
      squares += (double) value * value / x.length;
    }
    float[] normed = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      normed[i] = (float) (x[i] / Math.sqrt(squares + how.eps()) * (weight[i] + added));
    }
    return normed;
  }

  private float[] scaled(float[] x) {
    float[] scaled = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      scaled[i] = (float) (x[i] * architecture.residualScale());
    }
    return scaled;
  }

  private static float[] only(List<StoredTensor> tensors, int size) {
    return tensors.isEmpty() ? new float[size] : Models.floats(tensors.get(0));
  }
}
