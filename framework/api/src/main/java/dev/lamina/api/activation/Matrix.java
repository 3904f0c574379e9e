package dev.lamina.api.activation;

/** A read-only table of float32 numbers, [rows, columns]. Safe to read from several threads. */
public interface Matrix {

  int rows();

  int columns();

  /** Copies a row to {@code into[offset .. offset + columns)}. */
  void copyRow(int row, float[] into, int offset);

  /** A copy of a row, [columns]. */
  default float[] row(int row) {
    float[] values = new float[columns()];
    copyRow(row, values, 0);
    return values;
  }
}
