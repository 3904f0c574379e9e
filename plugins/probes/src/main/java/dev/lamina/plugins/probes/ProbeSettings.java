package dev.lamina.plugins.probes;

import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;

/** What {@link Probing} and its report ask of an analysis: which procedure, and what is fitted. */
interface ProbeSettings {

  String target();

  Evaluation evaluation();

  /** The kind of linear probe that needs of the labels and groups what this needs. */
  ProbeKind requirements();

  /** What is fitted, to the precision that scores need. */
  Learner learner(Seeds seeds, Parallel parallel);

  /** Whether a decision is meant as the logarithm of odds. */
  boolean isProbabilistic();

  /** What a chart of accuracies is called: {@code Accuracy of svm probes}. */
  String title();

  /** Who tells classes apart, if it is not a linear map: {@code " by an MLP"}. */
  default String by() {
    return "";
  }
}
