package dev.lamina.api.check;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What must hold of a model's activations whatever its weights are: that the residual stream adds
 * up, that attention is what its pattern says, and that a prompt's numbers do not depend on what is
 * run beside it. The definitions are those of {@link Component}.
 */
public final class ModelIdentities {

  /** Of float32 sums, as a share of the largest number compared. */
  private static final double ROUNDING = 1e-5;

  /**
   * Of float32 sums that are taken in another order from the first block on: a token with a massive
   * activation (Sun et al. 2024, arXiv:2402.17762) is the difference of large numbers. The lone
   * first token of SmolLM2-135M differs by 4.1e-5 between a short and a long prompt in transformers
   * 5.23 too.
   */
  private static final double REORDERED = 5e-5;

  private final LoadedModel model;
  private final ModelDescription description;
  private final List<int[]> prompts;
  private final int keys;
  private final Set<Component> has;

  private ModelIdentities(LoadedModel model, ModelDescription description, List<int[]> prompts) {
    this.model = model;
    this.description = description;
    this.prompts = prompts;
    this.keys = prompts.stream().mapToInt(ids -> ids.length).max().orElse(0);
    this.has = EnumSet.copyOf(description.components());
  }

  /**
   * Checks a model on prompts.
   *
   * @param prompts token ids, several prompts of different lengths
   */
  public static List<Check> of(
      LoadedModel model, ModelDescription description, List<int[]> prompts) {
    ModelIdentities identities = new ModelIdentities(model, description, prompts);
    List<Check> checks = new ArrayList<>(identities.withinLayers());
    checks.add(identities.alone());
    checks.add(identities.reversed());
    checks.addAll(identities.pooled());
    return checks;
  }

  private List<Check> withinLayers() {
    ResidualIdentities residual = new ResidualIdentities(has, ROUNDING);
    AttentionIdentities attention = new AttentionIdentities(description, keys, ROUNDING);
    boolean attends = has.containsAll(AttentionIdentities.COMPONENTS);
    for (List<Integer> layers : LayerGroups.overlapping(description, prompts)) {
      TokenVectors vectors = capture(prompts, layers);
      for (int layer : layers.subList(layers.get(0) == 0 ? 0 : 1, layers.size())) {
        residual.layer(vectors, prompts, layer);
        if (attends) {
          attention.layer(vectors, prompts, layer);
        }
      }
    }
    List<Check> checks = new ArrayList<>(residual.checks());
    if (attends) {
      checks.addAll(attention.checks());
    }
    return checks;
  }

  /** A prompt alone against the same among others. */
  private Check alone() {
    ByComponent difference = new ByComponent("a prompt alone = the same among others", REORDERED);
    for (List<Integer> layers : LayerGroups.disjoint(description, prompts)) {
      TokenVectors together = capture(prompts, layers);
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        compare(difference, capture(List.of(prompts.get(prompt)), layers), 0, together, prompt);
      }
    }
    return difference.all();
  }

  private Check reversed() {
    ByComponent difference = new ByComponent("prompts in reverse order = in order", REORDERED);
    List<int[]> backwards = new ArrayList<>(prompts);
    Collections.reverse(backwards);
    for (List<Integer> layers : LayerGroups.disjoint(description, prompts)) {
      TokenVectors straight = capture(prompts, layers);
      TokenVectors turned = capture(backwards, layers);
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        compare(difference, turned, prompts.size() - 1 - prompt, straight, prompt);
      }
    }
    return difference.all();
  }

  private void compare(
      ByComponent difference, TokenVectors left, int leftPrompt, TokenVectors right, int prompt) {
    for (Component component : description.components()) {
      difference.compare(
          component,
          left.all(leftPrompt, component),
          right.all(prompt, component),
          "prompt " + prompt);
    }
  }

  /** The mean and the maximum over a prompt's tokens are those of its tokens. */
  private List<Check> pooled() {
    ByComponent mean = new ByComponent("mean over positions = mean of the tokens", ROUNDING);
    ByComponent max = new ByComponent("max over positions = max of the tokens", 0);
    int last = description.layers() - 1;
    TokenVectors each = capture(prompts, List.of(last));
    List<ModelInput> inputs = new ArrayList<>();
    for (int[] ids : prompts) {
      int[] positions = IntStream.range(0, ids.length).toArray();
      inputs.add(new ModelInput(inputs.size(), ids, positions, Pooling.MEAN));
      inputs.add(new ModelInput(inputs.size(), ids, positions, Pooling.MAX));
    }
    model.capture(
        new CaptureRequest(inputs, description.components(), List.of(last), keys),
        (row, component, buffer) -> {
          float[] pooled = new float[buffer.remaining()];
          buffer.get(pooled);
          float[] tokens = each.all(row / 2, component);
          String place = "prompt " + row / 2;
          synchronized (mean) {
            if (row % 2 == 0) {
              mean.compare(component, pooled, Pooled.mean(tokens, pooled.length), place);
            } else {
              max.compare(component, pooled, Pooled.max(tokens, pooled.length), place);
            }
          }
        });
    return List.of(mean.all(), max.all());
  }

  private TokenVectors capture(List<int[]> some, List<Integer> layers) {
    return TokenVectors.capture(model, description, some, description.components(), layers, keys);
  }
}
