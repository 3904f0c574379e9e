package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.Forecast;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.TransformersModel.Config;
import dev.lamina.plugins.transformers.TransformersModel.DeviceChoice;
import dev.lamina.plugins.transformers.TransformersModel.Dtype;
import dev.lamina.plugins.transformers.tokens.Bos;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model says beforehand, against what it then does; the times themselves are benchmarks. */
class ForecastTest {

  @TempDir private Path home;

  @Test
  void theTokensAreThoseThatAreRun() throws Exception {
    TransformersModel model = model();
    CaptureRequest request = request(40);
    Forecast forecast = model.forecast(List.of(request)).orElseThrow();
    assertThat(forecast.seconds()).isPositive();
    assertThat(forecast.memoryBytes()).isPositive();
    LongAdder ran = new LongAdder();
    try (LoadedModel loaded = model.load()) {
      loaded.capture(
          request,
          new ActivationSink() {
            @Override
            public void accept(int row, Component component, FloatBuffer values) {}

            @Override
            public void ran(long tokens) {
              ran.add(tokens);
            }
          });
    }
    assertThat(ran.sum()).isEqualTo(forecast.tokens());
    long written = request.inputs().stream().mapToLong(input -> input.ids().length).sum();
    assertThat(forecast.tokens()).isLessThan(written / 2).isGreaterThanOrEqualTo(8 + 40);
  }

  @Test
  void requestsThatFollowEachOtherAddUp() throws Exception {
    TransformersModel model = model();
    Forecast one = model.forecast(List.of(request(40))).orElseThrow();
    Forecast two = model.forecast(List.of(request(40), request(40))).orElseThrow();
    assertThat(two.tokens()).isEqualTo(2 * one.tokens());
    assertThat(two.seconds()).isGreaterThan(one.seconds()).isLessThan(2 * one.seconds());
    assertThat(two.memoryBytes()).isEqualTo(one.memoryBytes());
  }

  @Test
  void theSpeedIsMeasuredOnceAndAgainIfItsFileIsDamaged() throws Exception {
    Forecast first = model().forecast(List.of(request(40))).orElseThrow();
    Path speed = speed();
    String kept = Files.readString(speed);
    assertThat(model().forecast(List.of(request(40)))).contains(first);
    assertThat(Files.readString(speed)).isEqualTo(kept);

    Files.writeString(speed, kept.replaceFirst("block.node=.*", "block.node=-1"));
    assertThat(model().forecast(List.of(request(40)))).isPresent();
    assertThat(Files.readString(speed)).doesNotContain("=-1").contains("block.node=");

    Files.writeString(speed, "");
    assertThat(model().forecast(List.of(request(40)))).isPresent();
    assertThat(Files.readString(speed)).contains("linear=");
  }

  private Path speed() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("speeds"))) {
      return files.reduce((one, other) -> other).orElseThrow();
    }
  }

  private TransformersModel model() throws Exception {
    TransformersModel model =
        new TransformersModel(
            new Config(Models.golden("gpt2").toString(), Dtype.FLOAT32, DeviceChoice.CPU, Bos.AUTO),
            Services.parallel(),
            name -> Optional.of(home.toString()).filter(value -> name.equals("LAMINA_HOME")),
            Services.silent());
    model.inspect(new RecordedProblems());
    return model;
  }

  /** Prompts of nine tokens, of which all but the last are the same. */
  private static CaptureRequest request(int prompts) {
    List<ModelInput> inputs = new ArrayList<>();
    for (int row = 0; row < prompts; row++) {
      int[] ids = IntStream.concat(IntStream.range(10, 18), IntStream.of(20 + row)).toArray();
      inputs.add(new ModelInput(row, ids, new int[] {8}, Pooling.EACH));
    }
    return new CaptureRequest(inputs, List.of(Component.RESID_POST), List.of(0, 1));
  }
}
