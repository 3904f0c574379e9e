package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.testkit.CapturedActivations;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand prompts that have nothing in common in packs; every fifth against itself alone. */
class ManyPromptsTest {

  private static final int PROMPTS = 10_000;
  private static final double ROUNDING = 1e-5;
  private static final List<Component> COMPONENTS =
      List.of(Component.RESID_POST, Component.ATTN_OUT);

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "bert"})
  void areAsOneAtATime(String folder) {
    TinyModel tiny = TinyModel.read(folder, "config.json");
    Random random = new Random(5);
    List<ModelInput> inputs = new ArrayList<>();
    for (int row = 0; row < PROMPTS; row++) {
      int[] ids =
          random.ints(1 + random.nextInt(20), 3, tiny.architecture().vocabulary()).toArray();
      inputs.add(new ModelInput(row, ids, IntStream.range(0, ids.length).toArray(), Pooling.MEAN));
    }
    try (LoadedModel loaded = tiny.load(DataType.FLOAT32)) {
      CapturedActivations together = CapturedActivations.of(loaded, request(tiny, inputs));
      assertThat(together.rows()).hasSize(PROMPTS);
      for (int row = 0; row < PROMPTS; row += 5) {
        ModelInput input = inputs.get(row);
        CapturedActivations alone = CapturedActivations.of(loaded, request(tiny, List.of(input)));
        for (Component component : COMPONENTS) {
          float[] expected = alone.values(input.row(), component);
          assertThat(Vectors.difference(together.values(input.row(), component), expected))
              .as("%s of prompt %d", component, input.row())
              .isLessThanOrEqualTo(ROUNDING * Vectors.largest(expected));
        }
      }
    }
  }

  private static CaptureRequest request(TinyModel tiny, List<ModelInput> inputs) {
    List<Integer> layers = IntStream.range(0, tiny.architecture().layers()).boxed().toList();
    return new CaptureRequest(inputs, COMPONENTS, layers);
  }
}
