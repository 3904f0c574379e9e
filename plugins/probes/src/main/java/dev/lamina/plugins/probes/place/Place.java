package dev.lamina.plugins.probes.place;

import dev.lamina.api.analysis.Study;
import dev.lamina.api.model.Component;
import java.util.ArrayList;
import java.util.List;

/** A layer of a component, where a probe is fitted. */
public record Place(Component component, int layer) {

  /** All layers of all components, in the study's order. */
  public static List<Place> all(Study study) {
    List<Place> places = new ArrayList<>();
    for (Component component : study.design().components()) {
      for (int layer : study.activations(component).layers()) {
        places.add(new Place(component, layer));
      }
    }
    return places;
  }

  /** A copy of its rows, as {@link LayerRows#of}. */
  public float[][] rows(Study study) {
    return LayerRows.of(study.activations(component), layer);
  }
}
