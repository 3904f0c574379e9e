package dev.lamina.testkit;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Activations held in an array.
 *
 * @param values [rows, layers, d_model]
 */
public record ArrayActivations(Component component, List<Integer> layers, float[][][] values)
    implements Activations {

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public int width() {
    return values[0][0].length;
  }

  @Override
  public Matrix layer(int layer) {
    int index = layers.indexOf(layer);
    if (index < 0) {
      throw new IllegalArgumentException("layer " + layer + " was not captured: " + layers);
    }
    return new LayerMatrix(values, index);
  }

  @Override
  public long[] offsets() {
    return LongStream.rangeClosed(0, rows()).toArray();
  }

  private record LayerMatrix(float[][][] values, int index) implements Matrix {

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public int columns() {
      return values[0][index].length;
    }

    @Override
    public void copyRow(int row, float[] into, int offset) {
      System.arraycopy(values[row][index], 0, into, offset, columns());
    }
  }
}
