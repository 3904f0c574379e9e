package dev.lamina.plugins.probes;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.Range;
import dev.lamina.plugins.probes.split.Division;

/**
 * What a spec says of how a probe of classes is evaluated, whatever is fitted.
 *
 * @param division into training and test
 * @param repeats how often all is done
 * @param control whether shuffled labels are probed for, too
 * @param bagOfTokens whether the texts are probed, too
 * @param permutations shuffled labels for the p value, or 0
 */
record Evaluation(
    @Included Division division,
    @Doc(
            "Times that everything is done with other folds and other shuffled labels; scores are"
                + " means over them. With split_by only the shuffled labels are other ones")
        @Default("1")
        @Range(min = 1, max = 100)
        int repeats,
    @Doc(
            "Also probe for shuffled labels, which shows what the procedure finds where nothing is;"
                + " selectivity is the accuracy less theirs. Labels are exchanged within a group, and"
                + " between groups of one class")
        @Default("true")
        boolean control,
    @Doc(
            "Also predict the label from the words of the prompts alone, whatever their order, by"
                + " logistic regression, which shows whether a probe needs more than them")
        @Default("true")
        boolean bagOfTokens,
    @Doc(
            "Shuffled labelings to fit and score all over for the p value, each at the cost of the"
                + " probe itself; 0 for a t-test instead, else 19 or more")
        @Default("0")
        @Range(min = 0, max = 10000)
        int permutations) {

  /** How many folds are drawn. */
  int folds() {
    return division.folds();
  }

  /** The same of the labels alone: neither the texts nor permutations are probed. */
  Evaluation ofLabelsAlone() {
    return new Evaluation(division, repeats, control, false, 0);
  }
}
