package dev.lamina.testkit;

import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a model handed over for one request, copied. */
public final class CapturedActivations implements ActivationSink {

  private record Key(int row, Component component) {}

  private final CaptureRequest request;
  private final Map<Key, float[]> values = new ConcurrentHashMap<>();

  private CapturedActivations(CaptureRequest request) {
    this.request = request;
  }

  /** Runs a request. */
  public static CapturedActivations of(LoadedModel model, CaptureRequest request) {
    CapturedActivations captured = new CapturedActivations(request);
    model.capture(request, captured);
    return captured;
  }

  @Override
  public void accept(int row, Component component, FloatBuffer buffer) {
    float[] copy = new float[buffer.remaining()];
    buffer.get(copy);
    if (values.put(new Key(row, component), copy) != null) {
      throw new AssertionError(component + " of row " + row + " was handed over twice");
    }
  }

  /** How many pairs of a row and a component were handed over. */
  public int size() {
    return values.size();
  }

  /** The rows that were handed over. */
  public Set<Integer> rows() {
    return Set.copyOf(values.keySet().stream().map(Key::row).toList());
  }

  /** The activations of a row, [rows, layers, width]. */
  public float[] values(int row, Component component) {
    float[] found = values.get(new Key(row, component));
    if (found == null) {
      throw new AssertionError(component + " of row " + row + " was not handed over");
    }
    return found;
  }

  /**
   * The activations at one position and layer, [width].
   *
   * @param position among those that the row's input reads
   * @param layer among those that the request names
   */
  public float[] vector(int row, Component component, int position, int layer, int width) {
    int from = (position * request.layersOf(component) + layer) * width;
    return Arrays.copyOfRange(values(row, component), from, from + width);
  }
}
