package dev.lamina.plugins.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.ArrayStudy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Studies whose numbers are known. */
public final class Studies {

  private Studies() {}

  /** The expected numbers that {@code src/test/python/reference.py} made. */
  public static JsonNode reference() {
    try (InputStream in = Studies.class.getResourceAsStream("reference.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The study of the reference: 14 prompts, 3 layers, d_model 6, resid_post and attn_out. */
  public static ArrayStudy ofReference() {
    JsonNode reference = reference();
    Map<Component, float[][][]> activations = new LinkedHashMap<>();
    for (Component component : List.of(Component.RESID_POST, Component.ATTN_OUT)) {
      activations.put(component, values(reference.at("/components/" + component + "/values")));
    }
    Map<String, List<String>> labels = new LinkedHashMap<>();
    labels.put("is_true", strings(reference.get("is_true")));
    labels.put("relation", strings(reference.get("relation")));
    return ArrayStudy.of(activations, labels);
  }

  /** One component of normal numbers, its prompts true and false in turn. */
  public static ArrayStudy random(int prompts, int layers, int dModel, long seed) {
    return ofArrays(normal(prompts, layers, dModel, seed), alternating(prompts, "true", "false"));
  }

  /** A study of resid_post with the label is_true. */
  public static ArrayStudy ofArrays(float[][][] values, List<String> truth) {
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("is_true", truth));
  }

  /** A study whose prompts have no label: of resid_post, then mlp_out. */
  public static ArrayStudy unlabelled(float[][][]... components) {
    List<Component> names = List.of(Component.RESID_POST, Component.MLP_OUT);
    Map<Component, float[][][]> activations = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      activations.put(names.get(i), components[i]);
    }
    return ArrayStudy.of(
        activations, Map.of(Prompts.UNLABELLED, Collections.nCopies(components[0].length, "all")));
  }

  /** Standard normal numbers, [prompts, layers, d_model]. */
  public static float[][][] normal(int prompts, int layers, int dModel, long seed) {
    Random random = new Random(seed);
    float[][][] values = new float[prompts][layers][dModel];
    for (float[][] prompt : values) {
      for (float[] layer : prompt) {
        for (int i = 0; i < dModel; i++) {
          layer[i] = (float) random.nextGaussian();
        }
      }
    }
    return values;
  }

  /** The values in turn, as many as wanted. */
  public static List<String> alternating(int count, String... values) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      labels.add(values[i % values.length]);
    }
    return labels;
  }

  /**
   * The same study with {@code positions: all}, its rows being tokens.
   *
   * @param prompts a study of prompts, for the labels
   * @param tokens a study whose rows are the tokens
   */
  public static Study ofTokens(ArrayStudy prompts, ArrayStudy tokens, long... offsets) {
    StudyDesign design = prompts.design();
    StudyDesign all =
        new StudyDesign(
            design.prompts(), design.model(), design.components(), design.layers(), "all");
    return new TokenStudy(all, tokens, offsets);
  }

  private record TokenStudy(StudyDesign design, Study tokens, long[] offsets) implements Study {
    @Override
    public Activations activations(Component component) {
      return new TokenActivations(tokens.activations(component), offsets);
    }
  }

  private record TokenActivations(Activations tokens, long[] offsets) implements Activations {
    @Override
    public Component component() {
      return tokens.component();
    }

    @Override
    public List<Integer> layers() {
      return tokens.layers();
    }

    @Override
    public int rows() {
      return tokens.rows();
    }

    @Override
    public int width() {
      return tokens.width();
    }

    @Override
    public Matrix layer(int layer) {
      return tokens.layer(layer);
    }
  }

  /** Numbers of a reference, [prompts, layers, d_model]. */
  public static float[][][] values(JsonNode node) {
    float[][][] values = new float[node.size()][node.get(0).size()][node.at("/0/0").size()];
    for (int row = 0; row < values.length; row++) {
      for (int layer = 0; layer < values[row].length; layer++) {
        for (int i = 0; i < values[row][layer].length; i++) {
          values[row][layer][i] = (float) node.get(row).get(layer).get(i).doubleValue();
        }
      }
    }
    return values;
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    node.forEach(value -> strings.add(value.textValue()));
    return strings;
  }
}
