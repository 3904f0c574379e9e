package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prompts that are run together have the activations that each has alone: every family, every
 * component, on sets of prompts that are made to break it.
 */
@ParameterizedClass
@MethodSource("folders")
@SuppressWarnings("NullAway.Init") // load() runs first
class PackedPromptsTest {

  /** Of the component's largest number. */
  private static final double ROUNDING = 1e-5;

  private final TinyModel tiny;
  private final Random random = new Random(7);
  private LoadedModel loaded;

  PackedPromptsTest(String folder) {
    this.tiny = TinyModel.read(folder, "config.json");
  }

  static List<String> folders() throws IOException {
    return Golden.folders();
  }

  @BeforeEach
  void load() {
    loaded = tiny.load(DataType.FLOAT32);
  }

  @AfterEach
  void close() {
    loaded.close();
  }

  @Test
  void allEqual() {
    int[] prompt = prompt(9);
    compare(List.of(prompt, prompt, prompt, prompt, prompt, prompt));
  }

  @Test
  void oneTheBeginningOfAnother() {
    int[] prompt = prompt(12);
    compare(
        List.of(
            Arrays.copyOf(prompt, 5), prompt, Arrays.copyOf(prompt, 1), Arrays.copyOf(prompt, 11)));
  }

  @Test
  void oneToken() {
    compare(List.of(prompt(1), prompt(1), prompt(1)));
  }

  /** Each prompt has one token more, and leaves the chain with another. */
  @Test
  void aDeepChainWithBranches() {
    int[] chain = prompt(Math.min(150, tiny.architecture().contextLength() - 1));
    List<int[]> prompts = new ArrayList<>();
    for (int length = 1; length < chain.length; length += 3) {
      int[] branch = Arrays.copyOf(chain, length + 1);
      branch[length] = prompt(1)[0];
      prompts.add(branch);
    }
    prompts.add(chain);
    compare(prompts);
  }

  @Test
  void theLongestContextBesideShortPrompts() {
    int longest = Math.min(tiny.architecture().contextLength(), 700);
    int[] prompt = prompt(longest);
    compare(
        List.of(prompt(3), prompt, Arrays.copyOf(prompt, longest - 1), Arrays.copyOf(prompt, 4)));
  }

  @Test
  void manyThatHaveLittleInCommon() {
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      prompts.add(prompt(1 + random.nextInt(15)));
    }
    compare(prompts);
  }

  @Test
  void meansMaximaAndSinglePositions() {
    int[] prompt = prompt(10);
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int[] other = Arrays.copyOf(prompt, 4 + i % 6);
      other[3] = prompt(1)[0];
      prompts.add(other);
    }
    for (Pooling pooling : Pooling.values()) {
      List<ModelInput> inputs = new ArrayList<>();
      for (int[] ids : prompts) {
        int row = inputs.size();
        int[] positions =
            switch (row % 3) {
              case 0 -> new int[] {ids.length - 1};
              case 1 -> new int[] {0, 2};
              default -> IntStream.range(0, ids.length).toArray();
            };
        inputs.add(new ModelInput(row, ids, positions, pooling));
      }
      compareInputs(inputs);
    }
  }

  private int[] prompt(int length) {
    return IntStream.generate(() -> 3 + random.nextInt(tiny.architecture().vocabulary() - 3))
        .limit(length)
        .toArray();
  }

  private void compare(List<int[]> prompts) {
    List<ModelInput> inputs = new ArrayList<>();
    for (int[] ids : prompts) {
      int[] all = IntStream.range(0, ids.length).toArray();
      inputs.add(new ModelInput(inputs.size(), ids, all, Pooling.EACH));
    }
    compareInputs(inputs);
  }

  private void compareInputs(List<ModelInput> inputs) {
    int keys = CaptureRequest.longest(inputs);
    Map<String, float[]> together = capture(inputs, keys);
    Map<String, float[]> alone = new HashMap<>();
    inputs.forEach(input -> alone.putAll(capture(List.of(input), keys)));
    assertThat(together).hasSameSizeAs(alone);
    for (Component component : tiny.components()) {
      double largest =
          inputs.stream()
              .mapToDouble(input -> Vectors.largest(found(alone, input, component)))
              .max()
              .orElseThrow();
      for (ModelInput input : inputs) {
        assertThat(
                Vectors.difference(
                    found(together, input, component), found(alone, input, component)))
            .as("%s of prompt %s", component, input.row())
            .isLessThanOrEqualTo(ROUNDING * largest);
      }
    }
  }

  private static float[] found(Map<String, float[]> all, ModelInput input, Component component) {
    float[] values = all.get(component + " " + input.row());
    assertThat(values).as("%s of prompt %s", component, input.row()).isNotEmpty();
    return values;
  }

  private Map<String, float[]> capture(List<ModelInput> inputs, int keys) {
    List<Integer> layers = IntStream.range(0, tiny.architecture().layers()).boxed().toList();
    Map<String, float[]> captured = new ConcurrentHashMap<>();
    loaded.capture(
        new CaptureRequest(inputs, List.copyOf(tiny.components()), layers, keys),
        (row, component, values) -> {
          float[] copy = new float[values.remaining()];
          values.get(copy);
          captured.put(component + " " + row, copy);
        });
    return captured;
  }
}
