package dev.lamina.engine.plan;

import dev.lamina.api.config.Node;
import dev.lamina.engine.experiment.ExperimentSpec;
import dev.lamina.engine.spec.InlineText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The choices of a spec, flattened to dotted keys: what identifies the run first, then what a
 * person set.
 */
final class Params {

  private static final List<String> NOT_CHOICES =
      List.of(
          "name", "description", "extends", "tracking", "analyses", "sweep", "compare", "model");
  private static final List<String> IDENTITY = List.of("seed", "components", "layers", "positions");
  private static final int LONGEST = 500;
  private static final String TYPE = ".type";

  private Params() {}

  static Map<String, String> of(ExperimentSpec experiment, String model, String dataset) {
    Map<String, String> params = new LinkedHashMap<>();
    Node.Mapping resolved = experiment.resolved();
    params.put("model", model);
    params.put("dataset", dataset);
    resolved
        .entries()
        .forEach(
            (key, entry) -> {
              if (IDENTITY.contains(key)) {
                flatten(key, entry.value(), params);
              }
            });
    experiment
        .written()
        .entries()
        .forEach(
            (key, entry) -> {
              if (!NOT_CHOICES.contains(key)) {
                flatten(key, entry.value(), params);
              }
            });
    experiment
        .analyses()
        .forEach(
            analysis ->
                analysis
                    .component()
                    .written()
                    .entries()
                    .forEach(
                        (key, entry) -> {
                          if (!key.equals("type") && !key.equals("id")) {
                            flatten("analyses." + analysis.id() + "." + key, entry.value(), params);
                          }
                        }));
    return params;
  }

  private static void flatten(String key, Node node, Map<String, String> params) {
    if (node instanceof Node.Mapping mapping && !isShort(mapping)) {
      mapping.entries().forEach((name, entry) -> flatten(key + "." + name, entry.value(), params));
    } else {
      String text = InlineText.of(node);
      if (text.length() <= LONGEST && !isSaid(key, text, params)) {
        params.putIfAbsent(key, text);
      }
    }
  }

  /** The type of a data set that has no name of its own stands under {@code dataset} already. */
  private static boolean isSaid(String key, String text, Map<String, String> params) {
    return key.endsWith(TYPE)
        && text.equals(params.get(key.substring(0, key.length() - TYPE.length())));
  }

  /** {@code {index: -2}} is one choice, not a mapping of choices. */
  private static boolean isShort(Node.Mapping mapping) {
    return mapping.entries().size() == 1
        && mapping.entries().values().iterator().next().value() instanceof Node.Scalar
        && List.of("index", "text", "every").contains(mapping.entries().keySet().iterator().next());
  }
}
