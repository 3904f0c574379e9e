package dev.lamina.api.analysis;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.Component;

/** Prompts and their activations, restricted to what one analysis looks at. */
public interface Study {

  StudyDesign design();

  /**
   * The activations of one of the design's components. {@link Activations#layers()} are the
   * design's layers, or one entry for components that exist once a model.
   */
  Activations activations(Component component);
}
