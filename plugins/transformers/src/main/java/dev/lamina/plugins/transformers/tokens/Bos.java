package dev.lamina.plugins.transformers.tokens;

import dev.lamina.api.config.Doc;

/** Whether a prompt begins with the model's token for the beginning of a text. */
public enum Bos {
  @Doc("As the model's own tokenizer does")
  AUTO,
  @Doc("Yes")
  ALWAYS,
  @Doc("No, unless the text itself spells the token")
  NEVER
}
