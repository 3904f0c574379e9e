package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.Doc;

/** Whether special tokens that the tokenizer adds are among a prompt's positions. */
public enum SpecialTokens {
  @Doc("They are computed with but not looked at.")
  EXCLUDE,
  @Doc("They are positions like others.")
  INCLUDE
}
