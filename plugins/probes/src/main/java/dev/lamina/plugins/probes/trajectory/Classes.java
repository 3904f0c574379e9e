package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.split.Folds;

/**
 * The two classes of a label that scores tell apart.
 *
 * @param folds which prompts are held out together
 * @param bootstrap draws groups of prompts, for intervals
 */
public record Classes(Label label, Folds folds, Bootstrap bootstrap) {

  /** A prompt's class, 0 or 1. */
  int code(int prompt) {
    return label.codes()[prompt];
  }
}
