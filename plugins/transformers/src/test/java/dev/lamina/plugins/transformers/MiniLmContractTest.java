package dev.lamina.plugins.transformers;

import dev.lamina.api.model.Model;
import dev.lamina.plugins.transformers.weights.OnnxWeights;
import dev.lamina.testkit.ModelContract;

/** Real weights, out of the jar. */
class MiniLmContractTest extends ModelContract {

  private static final double EPS = 1e-12;

  private final Norms norms;

  MiniLmContractTest() throws Exception {
    norms = new Norms(new OnnxWeights().tensors(Models.files("minilm").weights()), EPS);
  }

  @Override
  protected Model model() {
    return Models.of("minilm");
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
