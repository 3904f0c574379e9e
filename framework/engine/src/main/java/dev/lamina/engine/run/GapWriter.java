package dev.lamina.engine.run;

import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentWriter;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Writes what is missing of one component, and drops the layers that only others lack: a request
 * has one list of layers for all of its components.
 */
final class GapWriter implements AutoCloseable {

  private final SegmentWriter writer;
  private final int given;
  private final int[] wanted;
  private final int width;

  /**
   * A writer.
   *
   * @param given the layers that the model gives of the component
   * @param wanted those that are missing, some or all of them
   * @param width numbers of a row and layer
   */
  GapWriter(SegmentWriter writer, List<Integer> given, List<Integer> wanted, int width) {
    this.writer = writer;
    this.given = given.size();
    this.wanted = wanted.stream().mapToInt(given::indexOf).toArray();
    this.width = width;
  }

  /**
   * Writes a prompt.
   *
   * @param values [rows, given layers, width]
   */
  void write(int prompt, FloatBuffer values) {
    writer.write(prompt, wanted.length == given ? values : chosen(values));
  }

  /** [rows, wanted layers, width]. */
  private FloatBuffer chosen(FloatBuffer values) {
    int rows = values.remaining() / (given * width);
    FloatBuffer chosen = FloatBuffer.allocate(rows * wanted.length * width);
    for (int row = 0; row < rows; row++) {
      for (int layer : wanted) {
        chosen.put(values.slice(values.position() + (row * given + layer) * width, width));
      }
    }
    return chosen.flip();
  }

  Segment commit() {
    return writer.commit();
  }

  @Override
  public void close() {
    writer.close();
  }
}
