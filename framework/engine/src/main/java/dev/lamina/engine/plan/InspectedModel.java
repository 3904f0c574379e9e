package dev.lamina.engine.plan;

import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.problem.Problem;
import java.util.List;

/**
 * A model that can be loaded.
 *
 * @param warnings what inspecting it reported
 */
public record InspectedModel(Model model, ModelDescription description, List<Problem> warnings) {

  public InspectedModel {
    warnings = List.copyOf(warnings);
  }
}
