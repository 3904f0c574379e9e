package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lamina.api.check.Check;
import dev.lamina.api.check.Difference;
import dev.lamina.api.check.ModelIdentities;
import dev.lamina.api.check.TokenVectors;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every model keeps to: the residual identities, attention that is what its pattern says, and
 * numbers that do not depend on what else is run or read. A test class extends it for each model.
 */
@SuppressWarnings("NullAway.Init") // the fields are set by open(), which JUnit calls first
public abstract class ModelContract {

  /** Of the largest number compared. */
  private static final double ROUNDING = 1e-5;

  private ModelDescription description;
  private List<int[]> prompts;
  private List<Integer> layers;
  private LoadedModel loaded;

  /** The model under test, not yet inspected. */
  protected abstract Model model();

  /** The same model computing in float64, not yet inspected, if it can. */
  protected Optional<Model> inFloat64() {
    return Optional.empty();
  }

  /**
   * Attention's output projection and what stands behind it, computed otherwise, if the test knows
   * the weights.
   *
   * @param z the heads' outputs of one token, [heads d_head]
   * @return attn_out, [d_model]
   */
  protected Optional<float[]> throughOutput(int layer, float[] z) {
    return Optional.empty();
  }

  /**
   * Prompts of several lengths, two of them equal, in an order that is not that of their length.
   */
  protected List<int[]> prompts(Model model) {
    List<String> texts =
        List.of(
            "The city of Paris is in France.",
            "Paris",
            "Water boils at one hundred degrees, and gold has the chemical symbol Au.",
            "The city of Rome is in Italy.",
            "The city of Paris is in France.",
            "na\u00efve caf\u00e9 \ud83d\ude00 \u5317\u4eac");
    try (Tokenizer tokenizer = model.tokenizer()) {
      return tokenizer.encode(texts).stream().map(prompt -> prompt.ids()).toList();
    }
  }

  @BeforeEach
  void open() throws InvalidModelException {
    Model model = model();
    description = model.inspect(new RecordedProblems());
    prompts = prompts(model);
    layers = IntStream.range(0, description.layers()).boxed().toList();
    loaded = model.load();
  }

  @AfterEach
  void close() {
    loaded.close();
  }

  @Test
  void everyComponentIsCapturedForEveryPromptLayerAndPosition() {
    TokenVectors captured = capture(loaded, description.components());
    for (int prompt = 0; prompt < prompts.size(); prompt++) {
      for (Component component : description.components()) {
        int entries = component.perLayer() ? layers.size() : 1;
        assertThat(captured.all(prompt, component))
            .as("%s of prompt %s", component, prompt)
            .hasSize(prompts.get(prompt).length * entries * description.width(component, keys()));
      }
    }
  }

  @Test
  void theIdentitiesOfTransformersHold() {
    assertThat(ModelIdentities.of(loaded, description, prompts)).allMatch(Check::holds);
  }

  @Test
  void theHeadsOutputsThroughTheOutputProjectionAreWhatAttentionAdds() {
    TokenVectors captured = capture(loaded, List.of(Component.Z, Component.ATTN_OUT));
    Difference difference = new Difference("output(z) = attn_out", ROUNDING);
    forEachToken(
        (prompt, token, layer) -> {
          float[] z = captured.of(prompt, Component.Z, token, layer);
          throughOutput(layer, z)
              .ifPresent(
                  expected ->
                      difference.compare(
                          captured.of(prompt, Component.ATTN_OUT, token, layer),
                          expected,
                          "layer " + layer));
        });
    assumeThat(difference.check().compared()).as("the test knows the weights").isPositive();
    assertThat(difference.check()).matches(Check::holds);
  }

  /** A difference that shrinks with the rounding is rounding; one that stays is a mistake. */
  @Test
  void float64Agrees() throws InvalidModelException {
    Optional<Model> wide = inFloat64();
    assumeThat(wide).as("the model can compute in float64").isPresent();
    wide.get().inspect(new RecordedProblems());
    TokenVectors narrow = capture(loaded, description.components());
    Difference difference = new Difference("float32 = float64", ROUNDING);
    try (LoadedModel other = wide.get().load()) {
      TokenVectors exact = capture(other, description.components());
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        for (Component component : description.components()) {
          difference.compare(
              narrow.all(prompt, component), exact.all(prompt, component), component.id());
        }
      }
    }
    assertThat(difference.check()).matches(Check::holds);
    assertThat(difference.share()).as("two computations were compared").isPositive();
  }

  @Test
  void equalPromptsGiveEqualActivations() {
    int[] ids = prompts.get(0);
    List<int[]> twins = List.of(ids, ids, ids, ids, ids);
    TokenVectors captured =
        TokenVectors.capture(loaded, description, twins, description.components(), layers, keys());
    Difference difference = new Difference("twin = twin", ROUNDING);
    for (int twin = 1; twin < twins.size(); twin++) {
      for (Component component : description.components()) {
        difference.compare(
            captured.all(twin, component), captured.all(0, component), component.id());
      }
    }
    assertThat(difference.check()).matches(Check::holds);
  }

  @Test
  void whatExistsOnceNeedsNoLayer() {
    assumeThat(description.components()).contains(Component.EMBED);
    ModelInput input = new ModelInput(0, prompts.get(0), new int[] {0}, Pooling.EACH);
    CaptureRequest request =
        new CaptureRequest(List.of(input), List.of(Component.EMBED), List.of());
    assertThat(CapturedActivations.of(loaded, request).values(0, Component.EMBED))
        .hasSize(description.width(Component.EMBED, keys()));
  }

  @Test
  void whatIsReadChangesNoNumber() {
    TokenVectors whole = capture(loaded, description.components());
    int middle = description.layers() / 2;
    Difference difference = new Difference("read alone = read among others", ROUNDING);
    for (Component component : description.components()) {
      TokenVectors alone =
          TokenVectors.capture(
              loaded, description, prompts, List.of(component), List.of(middle), keys());
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        for (int token = 0; token < prompts.get(prompt).length; token++) {
          difference.compare(
              alone.of(prompt, component, token, middle),
              whole.of(prompt, component, token, middle),
              "%s of prompt %d".formatted(component.id(), prompt));
        }
      }
    }
    assertThat(difference.check()).matches(Check::holds);
  }

  @Test
  void aSequenceThatIsReadHereAndThereGivesThosePlaces() {
    int[] ids = prompts.get(0);
    int[] some = IntStream.range(0, ids.length).filter(i -> i == 0 || i % 2 == 1).toArray();
    CapturedActivations captured =
        CapturedActivations.of(
            loaded,
            new CaptureRequest(
                List.of(new ModelInput(0, ids, some, Pooling.EACH)),
                List.of(Component.RESID_POST),
                layers));
    TokenVectors all = capture(loaded, List.of(Component.RESID_POST));
    int width = description.dModel();
    Difference difference = new Difference("some positions = those of all", ROUNDING);
    for (int place = 0; place < some.length; place++) {
      for (int layer : layers) {
        difference.compare(
            captured.vector(0, Component.RESID_POST, place, layer, width),
            all.of(0, Component.RESID_POST, some[place], layer),
            "layer " + layer);
      }
    }
    assertThat(difference.check()).matches(Check::holds);
  }

  private interface TokenCheck {
    void check(int prompt, int token, int layer);
  }

  private void forEachToken(TokenCheck check) {
    for (int prompt = 0; prompt < prompts.size(); prompt++) {
      for (int token = 0; token < prompts.get(prompt).length; token++) {
        for (int layer : layers) {
          check.check(prompt, token, layer);
        }
      }
    }
  }

  private TokenVectors capture(LoadedModel model, List<Component> components) {
    return TokenVectors.capture(model, description, prompts, components, layers, keys());
  }

  /** Room for the keys of the longest prompt. */
  private int keys() {
    return prompts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
  }
}
