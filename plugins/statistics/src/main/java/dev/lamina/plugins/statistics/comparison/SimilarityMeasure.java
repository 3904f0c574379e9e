package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.config.Doc;

/** How the representations of two models are held against each other. */
public enum SimilarityMeasure {
  @Doc("centred kernel alignment, debiased; see kernel.")
  CKA("CKA"),
  @Doc(
      "Spearman's correlation of the two models' dissimilarities of all pairs of prompts; see distance.")
  RSA("RSA"),
  @Doc(
      "1 - Procrustes disparity, the share of variance in common after the best rotation and scale."
          + " Of fewer prompts than dimensions unrelated layers are far above 0: compare with shuffled."
          + " Slow: time grows with the third power of batch.")
  PROCRUSTES("1 - Procrustes disparity");

  private final String title;

  SimilarityMeasure(String title) {
    this.title = title;
  }

  /** What figures call it. */
  String title() {
    return title;
  }
}
