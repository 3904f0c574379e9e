package dev.lamina.engine.describe;

import dev.lamina.engine.plugin.Kind;
import java.util.List;

/**
 * What a component is, for people.
 *
 * @param summary what it does, in a sentence
 * @param details further sentences: formulas, units; may be empty
 * @param citations where its definition comes from
 * @param example YAML as it stands in a spec; may be empty
 * @param parameters its own keys
 * @param common the keys that all components of its kind have
 * @param origin the jar or folder that it came from
 */
public record ComponentDescription(
    Kind kind,
    String name,
    String summary,
    String details,
    List<String> citations,
    String example,
    List<ParameterDescription> parameters,
    List<ParameterDescription> common,
    String origin) {

  public ComponentDescription {
    citations = List.copyOf(citations);
    parameters = List.copyOf(parameters);
    common = List.copyOf(common);
  }
}
