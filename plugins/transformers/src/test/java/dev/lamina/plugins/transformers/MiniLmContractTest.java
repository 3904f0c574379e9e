package dev.lamina.plugins.transformers;

import dev.lamina.api.model.Model;
import dev.lamina.plugins.transformers.TransformersModel.Dtype;
import dev.lamina.testkit.ModelContract;
import java.util.Optional;

/** Real weights, out of the jar. */
class MiniLmContractTest extends ModelContract {

  @Override
  protected Model model() {
    return Models.of("minilm");
  }

  @Override
  protected Optional<Model> inFloat64() {
    return Optional.of(Models.of("minilm", Dtype.FLOAT64));
  }
}
