package dev.lamina.plugins.transformers;

import dev.lamina.api.model.Model;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import dev.lamina.testkit.ModelContract;

class BertContractTest extends ModelContract {

  /** {@code layer_norm_eps} of the tiny BERT. */
  private static final double EPS = 1e-3;

  private final Norms norms;

  BertContractTest() throws Exception {
    norms =
        new Norms(
            new SafetensorsWeights().tensors(Models.golden("bert").resolve("model.safetensors")),
            EPS);
  }

  @Override
  protected Model model() {
    return Models.of(Models.golden("bert").toString());
  }

  @Override
  protected float[] afterAttention(int layer, float[] sum) {
    return norms.afterAttention(layer, sum);
  }

  @Override
  protected float[] afterMlp(int layer, float[] sum) {
    return norms.afterMlp(layer, sum);
  }
}
