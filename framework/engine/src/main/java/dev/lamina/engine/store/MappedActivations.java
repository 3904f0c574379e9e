package dev.lamina.engine.store;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** Activations mapped from a stored file; all layers of the file, or some. */
public final class MappedActivations implements Activations {

  private final Component component;
  private final MappedRows values;
  private final int dModel;
  private final List<Integer> storedLayers;
  private final List<Integer> layers;
  private final long[] offsets;

  /**
   * All of a file.
   *
   * @param values [rows, layers * d_model]
   * @param offsets [prompts + 1], or empty if rows are prompts
   */
  MappedActivations(
      Component component, MappedRows values, List<Integer> storedLayers, long[] offsets) {
    this(component, values, storedLayers, storedLayers, offsets);
  }

  private MappedActivations(
      Component component,
      MappedRows values,
      List<Integer> storedLayers,
      List<Integer> layers,
      long[] offsets) {
    this.component = component;
    this.values = values;
    this.dModel = values.width() / storedLayers.size();
    this.storedLayers = storedLayers;
    this.layers = layers;
    this.offsets = offsets;
  }

  /**
   * Some of the layers, without copying.
   *
   * @param wanted ascending, each one of {@link #layers()}
   */
  public MappedActivations view(List<Integer> wanted) {
    for (int layer : wanted) {
      requireCaptured(layer);
    }
    return new MappedActivations(component, values, storedLayers, List.copyOf(wanted), offsets);
  }

  @Override
  public Component component() {
    return component;
  }

  @Override
  public List<Integer> layers() {
    return layers;
  }

  @Override
  public int rows() {
    return values.rows();
  }

  @Override
  public int width() {
    return dModel;
  }

  @Override
  public Matrix layer(int layer) {
    requireCaptured(layer);
    return new LayerMatrix(values, storedLayers.indexOf(layer) * dModel, dModel);
  }

  @Override
  public long[] offsets() {
    return offsets.length > 0
        ? offsets.clone()
        : LongStream.rangeClosed(0, values.rows()).toArray();
  }

  private void requireCaptured(int layer) {
    if (!layers.contains(layer)) {
      throw new IllegalArgumentException("layer " + layer + " was not captured: " + layers);
    }
  }

  /** The columns of one layer, [rows, d_model]. */
  private record LayerMatrix(MappedRows values, int firstColumn, int columns) implements Matrix {

    @Override
    public int rows() {
      return values.rows();
    }

    @Override
    public void copyRow(int row, float[] into, int offset) {
      Objects.checkIndex(row, values.rows());
      values.copy(row, firstColumn, columns, into, offset);
    }
  }
}
