package dev.lamina.plugins.transformers;

import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.Model;
import dev.lamina.testkit.ModelContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family, each quirk switched on. */
@ParameterizedClass
@MethodSource("folders")
class GoldenContractTest extends ModelContract {

  private final String folder;
  private final TinyModel tiny;

  GoldenContractTest(String folder) {
    this.folder = folder;
    this.tiny = TinyModel.read(folder, "config.json");
  }

  static List<String> folders() throws IOException {
    return Golden.folders();
  }

  @Override
  protected Model model() {
    return tiny.asModel(DataType.FLOAT32);
  }

  @Override
  protected Optional<Model> inFloat64() {
    return Optional.of(tiny.asModel(DataType.FLOAT64));
  }

  @Override
  protected Optional<float[]> throughOutput(int layer, float[] z) {
    return Optional.of(new OutputProjection(tiny.architecture(), tiny.parameters()).of(layer, z));
  }

  /** The golden prompts, two of them equal. */
  @Override
  protected List<int[]> prompts(Model model) {
    try {
      List<int[]> prompts = new ArrayList<>(new Golden(Models.golden(folder)).ids());
      prompts.add(0, prompts.get(prompts.size() / 2));
      return prompts;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
