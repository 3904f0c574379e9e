package dev.lamina.engine.parity;

import dev.lamina.api.check.ByComponent;
import dev.lamina.api.check.Check;
import dev.lamina.api.check.LayerGroups;
import dev.lamina.api.check.TokenVectors;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import java.util.List;

/**
 * The same model in more digits: how much of the other checks' differences is rounding. What loses
 * digits on the way passes the identities; here it shows.
 */
final class Float64Agreement {

  /** Rounding reaches 8e-6 in 30 layers of a real model; a mistake in arithmetic is far larger. */
  private static final double ROUNDING = 5e-5;

  private Float64Agreement() {}

  /** Each component of a model against the same computed in float64. */
  static List<Check> of(
      LoadedModel model, LoadedModel exact, ModelDescription description, List<int[]> prompts) {
    ByComponent difference = new ByComponent("float32 = float64", ROUNDING);
    List<Component> components = description.components();
    for (int prompt = 0; prompt < prompts.size(); prompt++) {
      List<int[]> one = List.of(prompts.get(prompt));
      int keys = one.get(0).length;
      for (List<Integer> layers : LayerGroups.disjoint(description, one)) {
        TokenVectors found =
            TokenVectors.capture(model, description, one, components, layers, keys);
        TokenVectors expected =
            TokenVectors.capture(exact, description, one, components, layers, keys);
        for (Place place : Place.of(description, layers, prompt)) {
          difference.compare(
              place.component(),
              found.ofLayer(0, place.component(), place.layer()),
              expected.ofLayer(0, place.component(), place.layer()),
              place.toString());
        }
      }
    }
    return difference.each();
  }
}
