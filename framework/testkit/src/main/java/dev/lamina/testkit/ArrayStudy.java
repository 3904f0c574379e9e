package dev.lamina.testkit;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A study whose activations are given as arrays. */
public final class ArrayStudy implements Study {

  private final StudyDesign design;
  private final Map<Component, float[][][]> activations;

  private ArrayStudy(StudyDesign design, Map<Component, float[][][]> activations) {
    this.design = design;
    this.activations = activations;
  }

  /**
   * Makes a study of layers 0, 1, 2, ... The label {@code is_true}, else the first, is the main
   * label; a label whose values are all {@code true} or {@code false} is boolean, the others are
   * categories.
   *
   * @param activations for each component [rows, layers, d_model]
   * @param labels for each label its value for every row
   */
  public static ArrayStudy of(
      Map<Component, float[][][]> activations, Map<String, List<String>> labels) {
    float[][][] first = activations.values().iterator().next();
    int layers = first[0].length;
    ModelDescription model =
        new ModelDescription(
            "array",
            "memory",
            "none",
            layers,
            first[0][0].length,
            1,
            512,
            1000,
            0,
            activations.entrySet().stream()
                .map(entry -> HookPoint.of(entry.getKey(), entry.getValue()[0][0].length))
                .toList(),
            "0".repeat(64),
            "0".repeat(64));
    StudyDesign design =
        new StudyDesign(
            prompts(first.length, labels),
            model,
            List.copyOf(activations.keySet()),
            IntStream.range(0, layers).boxed().toList(),
            "mean");
    return new ArrayStudy(design, new LinkedHashMap<>(activations));
  }

  private static Prompts prompts(int rows, Map<String, List<String>> labels) {
    List<Prompt> items = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, List<String>> label : labels.entrySet()) {
        values.put(label.getKey(), label.getValue().get(row));
      }
      items.add(new Prompt("prompt " + row, values, Map.of(), new Location("memory", row + 1, 1)));
    }
    Map<String, LabelKind> kinds = new LinkedHashMap<>();
    labels.forEach((name, values) -> kinds.put(name, kind(values)));
    Optional<String> main =
        kinds.containsKey("is_true") ? Optional.of("is_true") : kinds.keySet().stream().findFirst();
    return new Prompts(items, kinds, main);
  }

  private static LabelKind kind(List<String> values) {
    Set<String> distinct = new HashSet<>(values);
    return Set.of("true", "false").containsAll(distinct) ? LabelKind.BOOLEAN : LabelKind.CATEGORY;
  }

  /** The same study for some of its layers. */
  public ArrayStudy layers(List<Integer> layers) {
    StudyDesign narrowed =
        new StudyDesign(
            design.prompts(), design.model(), design.components(), layers, design.positions());
    return new ArrayStudy(narrowed, activations);
  }

  /** The same study of other texts, one a prompt. */
  public ArrayStudy withTexts(List<String> texts) {
    List<Prompt> items = new ArrayList<>();
    for (Prompt prompt : design.prompts().items()) {
      String text = texts.get(items.size());
      items.add(new Prompt(text, prompt.values(), prompt.spans(), prompt.origin()));
    }
    Prompts worded = new Prompts(items, design.prompts().labels(), design.prompts().mainLabel());
    StudyDesign changed =
        new StudyDesign(
            worded, design.model(), design.components(), design.layers(), design.positions());
    return new ArrayStudy(changed, activations);
  }

  @Override
  public StudyDesign design() {
    return design;
  }

  @Override
  public Activations activations(Component component) {
    float[][][] all = activations.get(component);
    if (all == null) {
      throw new IllegalArgumentException("not part of this study: " + component);
    }
    List<Integer> layers = component.perLayer() ? design.layers() : List.of(0);
    float[][][] values = new float[all.length][layers.size()][];
    for (int row = 0; row < all.length; row++) {
      for (int layer = 0; layer < layers.size(); layer++) {
        values[row][layer] = all[row][layers.get(layer)];
      }
    }
    return new ArrayActivations(component, layers, values);
  }
}
