package dev.lamina.api.analysis;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Span;
import java.util.List;

/** Prompts and their activations, restricted to what one analysis looks at. */
public interface Study {

  StudyDesign design();

  /**
   * The activations of one of the design's components. {@link Activations#layers()} are the
   * design's layers, or one entry for components that exist once a model.
   */
  Activations activations(Component component);

  /**
   * Where the tokens that a prompt's rows stand for are in its text, in the rows' order; the span
   * of a special token is empty. Tokens that are parts of one character share it.
   *
   * @throws IllegalStateException unless {@link StudyDesign#rowsAreTokens}
   */
  default List<Span> tokens(int prompt) {
    throw new IllegalStateException("a row is a prompt, not a token");
  }
}
