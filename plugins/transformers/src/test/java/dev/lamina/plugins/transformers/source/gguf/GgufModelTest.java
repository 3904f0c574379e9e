package dev.lamina.plugins.transformers.source.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.plugins.transformers.weights.NumberReader;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import dev.lamina.safetensors.SafetensorsFile;
import dev.lamina.safetensors.TensorEntry;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files, and the models of transformers that they were made of, are those of make_gguf.py. Numbers
 * are the same bits, but where 1 + w had to be rounded.
 */
class GgufModelTest {

  private static final String MODELS =
      """
      bloom
      falcon-7b
      falcon-40b
      gemma
      gemma2
      gemma3
      gpt2
      granite
      llama
      llama-biases
      llama-q4
      llama-yarn
      llama3
      olmo
      olmo2
      phi2
      qwen2
      qwen3
      stablelm
      """;

  @ParameterizedTest
  @CsvSource(textBlock = MODELS)
  void tensorsAreThoseOfTheModelThatWasConverted(String name) throws Exception {
    List<StoredTensor> tensors = read(name).tensors();
    float rounding = name.startsWith("gemma") ? 0x1p-22f : 0;
    try (SafetensorsFile expected = SafetensorsFile.open(resource(name + ".safetensors"))) {
      assertThat(tensors)
          .extracting(StoredTensor::name)
          .containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
      for (StoredTensor tensor : tensors) {
        TensorEntry entry = expected.tensors().get(tensor.name());
        assertThat(tensor.shape())
            .as(tensor.name())
            .isEqualTo(Arrays.stream(entry.shape()).boxed().toList());
        float[] numbers = new float[(int) tensor.elements()];
        expected.bytes(tensor.name()).asFloatBuffer().get(numbers);
        assertThat(numbers(tensor))
            .as(tensor.name())
            .usingComparatorWithPrecision(rounding)
            .containsExactly(numbers);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = MODELS)
  void theConfigurationSaysWhatThatOfTheModelSaid(String name) throws Exception {
    Map<String, Object> config = read(name).config();
    JsonNode expected;
    try (SafetensorsFile file = SafetensorsFile.open(resource(name + ".safetensors"))) {
      expected = new ObjectMapper().readTree(file.metadata().get("config"));
    }
    JsonNode actual = new ObjectMapper().valueToTree(config);
    expected.properties().forEach(it -> same(it.getKey(), actual.path(it.getKey()), it.getValue()));
    assertThat(actual.has("rope_scaling")).isEqualTo(expected.has("rope_scaling"));
  }

  /** GGUF holds some numbers as float32 that config.json holds as float64. */
  private static void same(String key, JsonNode actual, JsonNode expected) {
    if (expected.isNumber()) {
      assertThat(actual.isNumber()).as(key).isTrue();
      assertThat(actual.asDouble())
          .as(key)
          .isCloseTo(expected.asDouble(), within(1e-6 * Math.abs(expected.asDouble())));
    } else if (expected.isObject()) {
      assertThat(actual.fieldNames()).toIterable().as(key).hasSize(expected.size());
      expected
          .properties()
          .forEach(it -> same(key + "." + it.getKey(), actual.path(it.getKey()), it.getValue()));
    } else {
      Assertions.<JsonNode>assertThat(actual).as(key).isEqualTo(expected);
    }
  }

  private static GgufModel read(String name) throws Exception {
    RecordedProblems problems = new RecordedProblems();
    GgufModel model = GgufModel.of(GgufFile.open(resource(name + ".gguf")), problems);
    assertThat(problems.lines()).isEmpty();
    return model;
  }

  /** A tensor's numbers, the last dimension's running fastest. */
  private static float[] numbers(StoredTensor tensor) throws IOException {
    float[] stored = new float[(int) tensor.elements()];
    ByteBuffer memory =
        ByteBuffer.allocate(Float.BYTES * stored.length).order(ByteOrder.nativeOrder());
    try (NumberReader reader = NumberReader.open(tensor)) {
      reader.read(memory);
    }
    memory.flip().asFloatBuffer().get(stored);
    if (tensor.order() == Order.ROWS) {
      return stored;
    }
    int columns = tensor.shape().get(1).intValue();
    int rows = tensor.shape().get(0).intValue();
    float[] numbers = new float[stored.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = stored[i % columns * rows + i / columns];
    }
    return numbers;
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(GgufModelTest.class.getResource("/gguf/" + name).toURI());
  }
}
