package dev.lamina.api.check;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The activations of every token of some prompts, held in memory. */
public final class TokenVectors {

  private record Key(int prompt, Component component) {}

  private final ModelDescription description;
  private final List<Integer> layers;
  private final int keys;
  private final Map<Key, float[]> values = new ConcurrentHashMap<>();

  private TokenVectors(ModelDescription description, List<Integer> layers, int keys) {
    this.description = description;
    this.layers = List.copyOf(layers);
    this.keys = keys;
  }

  /**
   * Runs prompts.
   *
   * @param prompts token ids
   * @param keys as in {@link CaptureRequest#keys()}
   */
  public static TokenVectors capture(
      LoadedModel model,
      ModelDescription description,
      List<int[]> prompts,
      List<Component> components,
      List<Integer> layers,
      int keys) {
    List<ModelInput> inputs = new ArrayList<>();
    for (int[] ids : prompts) {
      int[] positions = IntStream.range(0, ids.length).toArray();
      inputs.add(new ModelInput(inputs.size(), ids, positions, Pooling.EACH));
    }
    TokenVectors captured = new TokenVectors(description, layers, keys);
    model.capture(
        new CaptureRequest(inputs, components, layers, keys),
        (row, component, buffer) -> {
          float[] copy = new float[buffer.remaining()];
          buffer.get(copy);
          captured.values.put(new Key(row, component), copy);
        });
    return captured;
  }

  /** All numbers of a prompt at a component, [tokens, layers, width]. */
  public float[] all(int prompt, Component component) {
    float[] found = values.get(new Key(prompt, component));
    if (found == null) {
      throw new IllegalStateException("the model gave no " + component + " of prompt " + prompt);
    }
    return found;
  }

  /** Whether a layer was captured. */
  public boolean has(int layer) {
    return layers.contains(layer);
  }

  /**
   * The numbers of one token, [width].
   *
   * @param layer one of those that were captured; does not matter to what exists once a model
   */
  public float[] of(int prompt, Component component, int token, int layer) {
    int width = description.width(component, keys);
    int entry = component.perLayer() ? token * layers.size() + layers.indexOf(layer) : token;
    return Arrays.copyOfRange(all(prompt, component), entry * width, (entry + 1) * width);
  }

  /**
   * The numbers of all tokens at one layer, [tokens, width].
   *
   * @param layer as in {@link #of}
   */
  public float[] ofLayer(int prompt, Component component, int layer) {
    if (!component.perLayer() || layers.size() == 1) {
      return all(prompt, component);
    }
    int width = description.width(component, keys);
    int tokens = all(prompt, component).length / (layers.size() * width);
    float[] values = new float[tokens * width];
    for (int token = 0; token < tokens; token++) {
      int from = (token * layers.size() + layers.indexOf(layer)) * width;
      System.arraycopy(all(prompt, component), from, values, token * width, width);
    }
    return values;
  }
}
