package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.lamina.api.check.Difference;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import dev.lamina.testkit.CapturedActivations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Either layout of linear maps gives the same, as the machine decides which is used. */
class PlainLayoutTest {

  private static final double ROUNDING = 1e-5;

  static List<String> folders() throws IOException {
    return Golden.folders();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void givesWhatThePackedOneDoes(String folder) {
    TinyModel tiny = TinyModel.read(folder, "config.json");
    List<ModelInput> inputs = new ArrayList<>();
    Random random = new Random(3);
    for (int length = 1; length < 15; length += 3) {
      int[] ids = random.ints(length, 3, tiny.architecture().vocabulary()).toArray();
      int[] positions = IntStream.range(0, length).toArray();
      inputs.add(new ModelInput(inputs.size(), ids, positions, Pooling.EACH));
    }
    List<Integer> layers = IntStream.range(0, tiny.architecture().layers()).boxed().toList();
    CaptureRequest request = new CaptureRequest(inputs, List.copyOf(tiny.components()), layers);
    try (LoadedModel plain = tiny.load(DataType.FLOAT32, Layout.PLAIN);
        LoadedModel packed = tiny.load(DataType.FLOAT32, Layout.PACKED)) {
      CapturedActivations ofPlain = CapturedActivations.of(plain, request);
      CapturedActivations ofPacked = CapturedActivations.of(packed, request);
      for (Component component : tiny.components()) {
        Difference difference = new Difference(component.id(), ROUNDING);
        for (ModelInput input : inputs) {
          difference.compare(
              ofPlain.values(input.row(), component),
              ofPacked.values(input.row(), component),
              "prompt " + input.row());
        }
        assertThat(difference.share()).as(component.id()).isLessThanOrEqualTo(ROUNDING);
      }
    }
  }
}
