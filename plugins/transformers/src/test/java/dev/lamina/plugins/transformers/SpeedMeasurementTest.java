package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.types.DataType;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.forward.Speed;
import dev.lamina.plugins.transformers.forward.SpeedMeasurement;
import dev.lamina.plugins.transformers.forward.pack.PackCost;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a speed is one, whatever the model; how fast it is, a benchmark says. */
class SpeedMeasurementTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 40, 300})
  void contextsOfAnyLengthHaveASpeed(int context) throws IOException {
    Path llama = Models.golden("llama");
    Path config = folder.resolve("config.json");
    String text = Files.readString(llama.resolve("config.json"));
    String changed =
        text.replaceFirst(
            "\"max_position_embeddings\": \\d+", "\"max_position_embeddings\": " + context);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(config, changed);
    TinyModel tiny =
        TinyModel.read(config, llama.resolve("model.safetensors"), new SafetensorsWeights());
    assertThat(tiny.architecture().contextLength()).isEqualTo(context);
    Speed speed = measured(tiny, DataType.FLOAT32);
    assertThat(speed.block().seconds(256, 0)).isPositive().isLessThan(1);
    assertThat(speed.block().perPair()).isLessThan(1e-5);
  }

  @Test
  void float64HasOneLayout() {
    Speed speed = measured(TinyModel.read("bert", "config.json"), DataType.FLOAT64);
    assertThat(speed.linear()).isEqualTo(Layout.PLAIN);
    assertThat(speed.beside().seconds(256, 0) + speed.secondsPerWeight()).isPositive();
  }

  @Test
  void costsAreNumbersOfSeconds() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new PackCost(0, wrong, 0));
    }
  }

  private static Speed measured(TinyModel tiny, DataType type) {
    Architecture block = tiny.architecture().first(1);
    return SpeedMeasurement.of(block, layout -> tiny.load(type, layout), Services.parallel());
  }
}
