package dev.lamina.api.check;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
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

  /** Numbers of a group of layers that are held at once. */
  private static final long MOST_NUMBERS = 1L << 25;

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
    for (List<Integer> layers : groups()) {
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

  /** A prompt alone against the same among others, each in a group of layers. */
  private Check alone() {
    Difference difference = new Difference("a prompt alone = the same among others", ROUNDING);
    for (List<Integer> layers : groups()) {
      TokenVectors together = capture(prompts, layers);
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        compare(difference, capture(List.of(prompts.get(prompt)), layers), 0, together, prompt);
      }
    }
    return difference.check();
  }

  private Check reversed() {
    Difference difference = new Difference("prompts in reverse order = in order", ROUNDING);
    List<int[]> backwards = new ArrayList<>(prompts);
    Collections.reverse(backwards);
    for (List<Integer> layers : groups()) {
      TokenVectors straight = capture(prompts, layers);
      TokenVectors turned = capture(backwards, layers);
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        compare(difference, turned, prompts.size() - 1 - prompt, straight, prompt);
      }
    }
    return difference.check();
  }

  private void compare(
      Difference difference, TokenVectors left, int leftPrompt, TokenVectors right, int prompt) {
    for (Component component : description.components()) {
      difference.compare(
          left.all(leftPrompt, component),
          right.all(prompt, component),
          component + ", prompt " + prompt);
    }
  }

  /** The mean and the maximum over a prompt's tokens are those of its tokens. */
  private List<Check> pooled() {
    Difference mean = new Difference("mean over positions = mean of the tokens", ROUNDING);
    Difference max = new Difference("max over positions = max of the tokens", 0);
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
          String place = component + ", prompt " + row / 2;
          synchronized (mean) {
            if (row % 2 == 0) {
              mean.compare(pooled, Pooled.mean(tokens, pooled.length), place);
            } else {
              max.compare(pooled, Pooled.max(tokens, pooled.length), place);
            }
          }
        });
    return List.of(mean.check(), max.check());
  }

  private TokenVectors capture(List<int[]> some, List<Integer> layers) {
    return TokenVectors.capture(model, description, some, description.components(), layers, keys);
  }

  /**
   * Groups of layers that fit in memory; each but the first begins with the last of the one before.
   */
  private List<List<Integer>> groups() {
    long tokens = prompts.stream().mapToLong(ids -> ids.length).sum();
    long perLayer =
        description.hookPoints().stream().mapToLong((HookPoint point) -> point.width(keys)).sum();
    int most = (int) Math.max(2, Math.min(10_000, MOST_NUMBERS / Math.max(1, tokens * perLayer)));
    List<List<Integer>> groups = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(description.layers(), from + most);
      groups.add(IntStream.range(from, to).boxed().toList());
      from = to - 1;
    } while (from < description.layers() - 1);
    return groups;
  }
}
