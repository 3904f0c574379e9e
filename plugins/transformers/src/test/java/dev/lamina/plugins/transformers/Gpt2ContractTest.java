package dev.lamina.plugins.transformers;

import dev.lamina.api.model.Model;
import dev.lamina.testkit.ModelContract;

class Gpt2ContractTest extends ModelContract {

  @Override
  protected Model model() {
    return Models.of(Models.golden("gpt2").toString());
  }
}
