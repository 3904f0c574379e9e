package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.testkit.CapturedActivations;
import dev.lamina.testkit.RecordedProblems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built-in models against ONNX Runtime on the same file, an implementation of its own. */
class OnnxRuntimeTest {

  private static final float TOLERANCE = 1e-4f;

  @ParameterizedTest
  @CsvSource({"minilm, 100", "e5-small, 12", "bge-small, 12"})
  void theLastHiddenStateIsOnnxRuntimes(String name, int count) throws Exception {
    TransformersModel model = Models.of(name);
    ModelDescription description = model.inspect(new RecordedProblems());
    int last = description.layers() - 1;
    List<String> texts = VariedPrompts.hundred().subList(0, count);
    assertThat(texts).hasSize(count);
    List<ModelInput> inputs = new ArrayList<>();
    try (Tokenizer tokenizer = model.tokenizer()) {
      for (TokenizedPrompt prompt : tokenizer.encode(texts)) {
        int[] positions = IntStream.range(0, prompt.length()).toArray();
        inputs.add(new ModelInput(inputs.size(), prompt.ids(), positions, Pooling.EACH));
      }
    }
    assertThat(inputs.stream().mapToInt(input -> input.ids().length))
        .as("lengths")
        .contains(3)
        .allMatch(length -> length <= description.contextLength());
    CapturedActivations captured;
    try (LoadedModel loaded = model.load()) {
      captured =
          CapturedActivations.of(
              loaded, new CaptureRequest(inputs, List.of(Component.RESID_POST), List.of(last)));
    }
    Path file = Models.files(name).weights();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = oneThread();
        OrtSession session = environment.createSession(file.toString(), options)) {
      for (ModelInput input : inputs) {
        float[] expected = run(environment, session, input.ids());
        float[] actual = captured.values(input.row(), Component.RESID_POST);
        assertThat(actual).as(texts.get(input.row())).containsExactly(expected, within());
      }
    }
  }

  private static OrtSession.SessionOptions oneThread() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    return options;
  }

  private static Offset<Float> within() {
    return Offset.offset(TOLERANCE);
  }

  /** One prompt alone: [tokens, d_model]. */
  private static float[] run(OrtEnvironment environment, OrtSession session, int[] ids)
      throws Exception {
    long[][] tokens = {Arrays.stream(ids).asLongStream().toArray()};
    long[][] ones = {filled(1, ids.length)};
    long[][] zeros = {filled(0, ids.length)};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, tokens);
        OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
        OnnxTensor types = OnnxTensor.createTensor(environment, zeros);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      float[][] hidden = ((float[][][]) result.get(0).getValue())[0];
      float[] flat = new float[hidden.length * hidden[0].length];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = hidden[i / hidden[0].length][i % hidden[0].length];
      }
      return flat;
    }
  }

  private static long[] filled(long value, int count) {
    long[] values = new long[count];
    Arrays.fill(values, value);
    return values;
  }
}
