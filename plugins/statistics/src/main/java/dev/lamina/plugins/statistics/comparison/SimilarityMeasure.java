package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.config.Doc;

/** How the representations of two models are held against each other. */
public enum SimilarityMeasure {
  @Doc("centred kernel alignment, debiased; see kernel.")
  CKA("CKA"),
  @Doc(
      "Spearman's correlation of the two models' dissimilarities of all pairs of prompts; see distance.")
  RSA("RSA");

  private final String title;

  SimilarityMeasure(String title) {
    this.title = title;
  }

  /** What figures call it. */
  String title() {
    return title;
  }
}
