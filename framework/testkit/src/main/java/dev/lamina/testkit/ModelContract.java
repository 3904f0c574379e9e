package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every model keeps to: the residual identities, and numbers that do not depend on the other
 * prompts of a request. A test class extends it for each model.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the fields are set by open(), which JUnit calls first
public abstract class ModelContract {

  /** Of the largest activation compared. */
  private static final float TOLERANCE = 1e-5f;

  private ModelDescription description;
  private List<int[]> prompts;
  private LoadedModel loaded;

  /** The model under test, not yet inspected. */
  protected abstract Model model();

  /**
   * What stands behind the residual sum of attention: nothing, or a post-norm model's norm.
   *
   * @param sum resid_pre + attn_out, [d_model]
   * @return resid_mid
   */
  protected float[] afterAttention(int layer, float[] sum) {
    return sum;
  }

  /**
   * What stands behind the residual sum of the MLP: nothing, or a post-norm model's norm.
   *
   * @param sum resid_mid + mlp_out, [d_model]
   * @return resid_post
   */
  protected float[] afterMlp(int layer, float[] sum) {
    return sum;
  }

  /**
   * Prompts of several lengths, two of them equal, in an order that is not that of their length.
   */
  protected List<String> texts() {
    return List.of(
        "The city of Paris is in France.",
        "Paris",
        "Water boils at one hundred degrees, and gold has the chemical symbol Au.",
        "The city of Rome is in Italy.",
        "The city of Paris is in France.",
        "na\u00efve caf\u00e9 \ud83d\ude00 \u5317\u4eac");
  }

  @BeforeAll
  void open() throws InvalidModelException {
    Model model = model();
    description = model.inspect(new RecordedProblems());
    try (Tokenizer tokenizer = model.tokenizer()) {
      prompts = tokenizer.encode(texts()).stream().map(prompt -> prompt.ids()).toList();
    }
    loaded = model.load();
  }

  @AfterAll
  void close() {
    loaded.close();
  }

  @Test
  void everyComponentIsCapturedForEveryPromptLayerAndPosition() {
    CaptureRequest request = all(Pooling.EACH);
    CapturedActivations captured = CapturedActivations.of(loaded, request);
    assertThat(captured.size()).isEqualTo(prompts.size() * description.components().size());
    for (ModelInput input : request.inputs()) {
      for (Component component : description.components()) {
        assertThat(captured.values(input.row(), component))
            .as("%s of row %s", component, input.row())
            .hasSize(input.ids().length * request.layersOf(component) * description.dModel());
      }
    }
  }

  @Test
  void theResidualStreamAddsUp() {
    forEachVector(
        (captured, row, token, layer) -> {
          float[] pre = vector(captured, row, Component.RESID_PRE, token, layer);
          float[] mid = vector(captured, row, Component.RESID_MID, token, layer);
          float[] post = vector(captured, row, Component.RESID_POST, token, layer);
          float[] attnOut = vector(captured, row, Component.ATTN_OUT, token, layer);
          float[] mlpOut = vector(captured, row, Component.MLP_OUT, token, layer);
          String where = " of layer " + layer;
          assertClose("resid_mid" + where, mid, afterAttention(layer, sum(pre, attnOut)));
          assertClose("resid_post" + where, post, afterMlp(layer, sum(mid, mlpOut)));
        });
  }

  @Test
  void aBlockBeginsWhereTheOneBeforeItEnded() {
    forEachVector(
        (captured, row, token, layer) -> {
          if (layer > 0) {
            assertThat(vector(captured, row, Component.RESID_PRE, token, layer))
                .containsExactly(vector(captured, row, Component.RESID_POST, token, layer - 1));
          }
        });
  }

  @Test
  void aPromptAloneGivesWhatItGivesAmongOthers() {
    CapturedActivations together = CapturedActivations.of(loaded, all(Pooling.EACH));
    for (int row = 0; row < prompts.size(); row++) {
      CaptureRequest alone = request(List.of(input(row, Pooling.EACH)));
      assertSame(CapturedActivations.of(loaded, alone), row, together, row);
    }
  }

  @Test
  void theOrderOfThePromptsChangesNothing() {
    List<ModelInput> backwards = new ArrayList<>(all(Pooling.MEAN).inputs());
    Collections.reverse(backwards);
    CapturedActivations turned = CapturedActivations.of(loaded, request(backwards));
    CapturedActivations straight = CapturedActivations.of(loaded, all(Pooling.MEAN));
    for (int row = 0; row < prompts.size(); row++) {
      assertSame(turned, row, straight, row);
    }
  }

  @Test
  void equalPromptsGiveEqualActivations() {
    int[] ids = prompts.get(0);
    List<ModelInput> twins =
        IntStream.range(0, 5)
            .mapToObj(row -> new ModelInput(row, ids, positions(ids), Pooling.MEAN))
            .toList();
    CapturedActivations captured = CapturedActivations.of(loaded, request(twins));
    for (int row = 1; row < twins.size(); row++) {
      assertSame(captured, row, captured, 0);
    }
  }

  @Test
  void meanAndMaximumAreThoseOfThePositions() {
    for (int row = 0; row < prompts.size(); row++) {
      int[] ids = prompts.get(row);
      int[] some = IntStream.range(0, ids.length).filter(i -> i == 0 || i % 2 == 1).toArray();
      CaptureRequest request =
          request(
              List.of(
                  new ModelInput(0, ids, some, Pooling.EACH),
                  new ModelInput(1, ids, some, Pooling.MEAN),
                  new ModelInput(2, ids, some, Pooling.MAX)));
      CapturedActivations captured = CapturedActivations.of(loaded, request);
      for (Component component : description.components()) {
        float[] each = captured.values(0, component);
        int size = request.layersOf(component) * description.dModel();
        String what = " of " + component + " of row " + row;
        assertClose("mean" + what, captured.values(1, component), mean(each, size));
        assertThat(captured.values(2, component))
            .as("maximum" + what)
            .containsExactly(maximum(each, size));
      }
    }
  }

  @Test
  void someLayersAreThoseOfAll() {
    CapturedActivations whole = CapturedActivations.of(loaded, all(Pooling.MEAN));
    int middle = description.layers() / 2;
    List<Component> components = List.of(Component.RESID_POST, Component.ATTN_OUT);
    CapturedActivations narrow =
        CapturedActivations.of(
            loaded, new CaptureRequest(all(Pooling.MEAN).inputs(), components, List.of(middle)));
    assertThat(narrow.size()).isEqualTo(prompts.size() * components.size());
    for (int row = 0; row < prompts.size(); row++) {
      for (Component component : components) {
        assertThat(narrow.values(row, component))
            .containsExactly(vector(whole, row, component, 0, middle));
      }
    }
  }

  private interface VectorCheck {
    void check(CapturedActivations captured, int row, int token, int layer);
  }

  private void forEachVector(VectorCheck check) {
    CapturedActivations captured = CapturedActivations.of(loaded, all(Pooling.EACH));
    for (int row = 0; row < prompts.size(); row++) {
      for (int token = 0; token < prompts.get(row).length; token++) {
        for (int layer = 0; layer < description.layers(); layer++) {
          check.check(captured, row, token, layer);
        }
      }
    }
  }

  private CaptureRequest all(Pooling pooling) {
    return request(
        IntStream.range(0, prompts.size()).mapToObj(row -> input(row, pooling)).toList());
  }

  private CaptureRequest request(List<ModelInput> inputs) {
    List<Integer> layers = IntStream.range(0, description.layers()).boxed().toList();
    return new CaptureRequest(inputs, description.components(), layers);
  }

  private ModelInput input(int row, Pooling pooling) {
    int[] ids = prompts.get(row);
    return new ModelInput(row, ids, positions(ids), pooling);
  }

  private static int[] positions(int[] ids) {
    return IntStream.range(0, ids.length).toArray();
  }

  private float[] vector(
      CapturedActivations captured, int row, Component component, int token, int layer) {
    return captured.vector(row, component, token, layer, description.dModel());
  }

  private void assertSame(
      CapturedActivations actual, int row, CapturedActivations expected, int expectedRow) {
    for (Component component : description.components()) {
      assertClose(
          component + " of row " + row,
          actual.values(row, component),
          expected.values(expectedRow, component));
    }
  }

  private static void assertClose(String what, float[] actual, float[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("%s, element %s: %s, not %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(TOLERANCE * largest);
    }
  }

  private static float[] sum(float[] left, float[] right) {
    float[] sum = new float[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + right[i];
    }
    return sum;
  }

  /** [positions, size] -> [size]. */
  private static float[] mean(float[] values, int size) {
    double[] sums = new double[size];
    for (int i = 0; i < values.length; i++) {
      sums[i % size] += values[i];
    }
    int positions = values.length / size;
    float[] mean = new float[size];
    for (int i = 0; i < size; i++) {
      mean[i] = (float) (sums[i] / positions);
    }
    return mean;
  }

  /** [positions, size] -> [size]. */
  private static float[] maximum(float[] values, int size) {
    float[] maximum = Arrays.copyOf(values, size);
    for (int i = size; i < values.length; i++) {
      maximum[i % size] = Math.max(maximum[i % size], values[i]);
    }
    return maximum;
  }
}
