package dev.lamina.plugins.statistics.alignment;

import dev.lamina.plugins.statistics.alignment.LayerAlignment.PairAlignment;
import dev.lamina.plugins.statistics.item.Estimate;

/** A number that says how alike two groups represent the same items. */
enum AlignmentNumber {
  TOP1("top1"),
  TOP1_CENTRED("top1.centred"),
  MRR("mrr"),
  MRR_CENTRED("mrr.centred"),
  CKA("cka"),
  RSA("rsa"),
  PROCRUSTES("procrustes"),
  PROCRUSTES_SHUFFLED("procrustes.shuffled");

  private final String id;

  AlignmentNumber(String id) {
    this.id = id;
  }

  /** The name in metrics. */
  String id() {
    return id;
  }

  /** Its value for a pair of groups. */
  Estimate of(PairAlignment pair) {
    return pair.numbers().getOrDefault(this, Estimate.of(Double.NaN));
  }
}
