package dev.lamina.plugins.probes.split;

import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.LabelName;
import java.util.Optional;

/**
 * What a spec says of how prompts are divided into training and test.
 *
 * @param drawn folds, unless a label gives them
 * @param splitBy the label that gives them
 */
public record Division(
    @Included GroupedFolds drawn,
    @Doc(
            "Label that gives the folds instead: each value is held out once, as in leave one group"
                + " out; with the values train and test the probe is trained on the one and tested"
                + " on the other. Intervals and p values are of new prompts of these values, not of"
                + " new values")
        @LabelName
        Optional<String> splitBy) {

  /** How many folds are drawn. */
  public int folds() {
    return drawn.folds();
  }

  /** The label whose prompts stay together. */
  public Optional<String> groupBy() {
    return drawn.groupBy();
  }
}
