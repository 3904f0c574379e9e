package dev.lamina.engine.parity;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelDescription;
import java.util.ArrayList;
import java.util.List;

/** Where in a model some numbers of a prompt are. */
record Place(Component component, int layer, int prompt) {

  /** All places of a group of layers; what exists once a model is in the group of the first. */
  static List<Place> of(ModelDescription model, List<Integer> layers, int prompt) {
    List<Place> places = new ArrayList<>();
    for (Component component : model.components()) {
      for (int layer : layers) {
        if (component.perLayer() || layer == 0) {
          places.add(new Place(component, layer, prompt));
        }
      }
    }
    return places;
  }

  /** {@code layer 3, prompt 0}. */
  @Override
  public String toString() {
    return component.perLayer() ? "layer " + layer + ", prompt " + prompt : "prompt " + prompt;
  }
}
