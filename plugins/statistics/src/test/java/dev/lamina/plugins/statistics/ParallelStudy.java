package dev.lamina.plugins.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.model.Component;
import dev.lamina.testkit.ArrayStudy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Studies of the same items in several groups. */
public final class ParallelStudy {

  private static final List<String> GRADES = List.of("true", "near", "far");

  private ParallelStudy() {}

  /** The expected numbers that {@code src/test/python/parallel_reference.py} made. */
  public static JsonNode reference() {
    try (InputStream in = ParallelStudy.class.getResourceAsStream("parallel.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The study of the reference: 9 items in 3 languages, 2 layers, resid_post of width 6 and
   * attn_out of width 20; a language is a grade, too.
   */
  public static ArrayStudy ofReference() {
    JsonNode reference = reference();
    Map<Component, float[][][]> activations = new LinkedHashMap<>();
    for (Component component : List.of(Component.RESID_POST, Component.ATTN_OUT)) {
      activations.put(
          component, Studies.values(reference.at("/components/" + component + "/values")));
    }
    List<String> languages = new ArrayList<>();
    reference.get("groups").forEach(group -> languages.add(group.textValue()));
    return ArrayStudy.of(activations, labels(languages, reference.get("items").intValue()));
  }

  /** The labels language, item and grade of rows that are group after group. */
  public static Map<String, List<String>> labels(List<String> languages, int items) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (String name : List.of("language", "item", "grade")) {
      labels.put(name, new ArrayList<>());
    }
    for (int group = 0; group < languages.size(); group++) {
      for (int item = 0; item < items; item++) {
        labels.getOrDefault("language", List.of()).add(languages.get(group));
        labels.getOrDefault("item", List.of()).add("item " + item);
        labels.getOrDefault("grade", List.of()).add(GRADES.get(group % GRADES.size()));
      }
    }
    return labels;
  }

  /**
   * Items in two languages, [2 items, 2, width]: at layer 0 the languages have nothing in common,
   * at layer 1 they share the items, rotated and moved far away.
   */
  public static ArrayStudy planted(int items, int width, long seed) {
    float[][][] values = Studies.normal(2 * items, 2, width, seed);
    Random random = new Random(seed + 1);
    for (int item = 0; item < items; item++) {
      for (int i = 0; i < width; i++) {
        values[items + item][1][i] =
            values[item][1][i] + 0.1f * (float) random.nextGaussian() + (i == 0 ? 100 : 0);
      }
    }
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), labels(List.of("en", "de"), items));
  }
}
