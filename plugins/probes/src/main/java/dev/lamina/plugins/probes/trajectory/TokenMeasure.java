package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.figure.Heatmap.Palette;

/** A number of a token at a layer. */
public enum TokenMeasure {
  /** The length of the token's vector, {@code |x|}. */
  L2_NORM("l2_norm", "L2 norm", "L2 norm", Palette.SEQUENTIAL),
  /** Its cosine to the vector of the prompt's last token in the same layer. */
  TO_LAST("to_last", "Similarity to the last token", "cosine", Palette.SEQUENTIAL),
  /** Its cosine to its own vector in the layer before, of those that are looked at. */
  TO_PREVIOUS("to_previous", "Similarity to the layer before", "cosine", Palette.SEQUENTIAL),
  /**
   * Where it stands between the classes' mean vectors of the last token, 1 and -1: {@link
   * HeldOutDirection}.
   */
  SCORE("score", "Score", "score (1 and -1: class means)", Palette.DIVERGING);

  private final String id;
  private final String title;
  private final String axis;
  private final Palette palette;

  TokenMeasure(String id, String title, String axis, Palette palette) {
    this.id = id;
    this.title = title;
    this.axis = axis;
    this.palette = palette;
  }

  /** The name of its metrics. */
  public String id() {
    return id;
  }

  /** What figures call it. */
  public String title() {
    return title;
  }

  /** What an axis says. */
  public String axis() {
    return axis;
  }

  /** Its colours in a heatmap. */
  public Palette palette() {
    return palette;
  }
}
