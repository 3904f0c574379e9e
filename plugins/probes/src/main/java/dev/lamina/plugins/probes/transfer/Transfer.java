package dev.lamina.plugins.probes.transfer;

import dev.lamina.plugins.probes.score.Interval;

/**
 * How a probe that was trained on some prompts does on those of a set.
 *
 * @param train the name of the set it was trained on, {@link #ALL} or {@link #OTHERS}
 * @param test the set
 * @param heldOut whether it was tested on folds that it was not trained on, as it must be where the
 *     set is a part of the training
 * @param accuracy the share of the set's prompts that are told right
 * @param auc the area under the ROC curve, the mean over the folds where it was held out
 */
record Transfer(String train, int test, boolean heldOut, Interval accuracy, double auc) {

  /** All sets, the tested one among them. */
  static final String ALL = "(all)";

  /** All sets but the tested one. */
  static final String OTHERS = "(others)";
}
