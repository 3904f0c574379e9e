package dev.lamina.api.prompt;

/** What the values of a label are. */
public enum LabelKind {
  /** {@code true} and {@code false}, in this spelling. */
  BOOLEAN,
  /** Numbers, as {@link Double#parseDouble} reads them. */
  NUMBER,
  /** Any text. */
  CATEGORY
}
