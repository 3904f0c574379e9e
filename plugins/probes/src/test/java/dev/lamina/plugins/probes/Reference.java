package dev.lamina.plugins.probes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The numbers of scikit-learn and scipy that {@code src/test/python/reference.py} made. */
public final class Reference {

  private Reference() {}

  /** A part of them. */
  public static JsonNode of(String name) {
    return of("reference.json", name);
  }

  /** A part of those that another script made, e.g. {@code trajectories.py}. */
  public static JsonNode of(String file, String name) {
    try (InputStream in = Reference.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(in).path(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  public static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }

  public static double[][] rows(JsonNode array) {
    double[][] rows = new double[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = doubles(array.get(i));
    }
    return rows;
  }

  public static float[][] floats(JsonNode array) {
    float[][] rows = new float[array.size()][array.get(0).size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) array.get(i).get(j).asDouble();
      }
    }
    return rows;
  }
}
