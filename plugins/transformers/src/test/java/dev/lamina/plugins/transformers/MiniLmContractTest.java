package dev.lamina.plugins.transformers;

import dev.lamina.api.model.Model;
import dev.lamina.plugins.transformers.source.LaminaHome;
import dev.lamina.plugins.transformers.source.Sources;
import dev.lamina.plugins.transformers.weights.OnnxWeights;
import dev.lamina.testkit.ModelContract;
import dev.lamina.testkit.RecordedProblems;
import java.nio.file.Path;

/** Real weights, out of the jar. */
class MiniLmContractTest extends ModelContract {

  private static final double EPS = 1e-12;

  private final Norms norms;

  MiniLmContractTest() throws Exception {
    RecordedProblems problems = new RecordedProblems();
    Path weights =
        new Sources(LaminaHome.fromEnvironment()).of("minilm", problems).open(problems).weights();
    norms = new Norms(new OnnxWeights().tensors(weights), EPS);
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
