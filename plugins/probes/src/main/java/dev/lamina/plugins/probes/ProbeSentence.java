package dev.lamina.plugins.probes;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.Words;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.List;
import java.util.Optional;

/** A probe's best layer in one sentence, with what it must be compared to. */
record ProbeSentence(ProbingTask task, Optional<Interval> bagOfTokens, ProbeSettings config) {

  private static final double SIGNIFICANT = 0.05;

  private static final String NEAR_COPIES =
      "Accuracy below chance at most layers suggests that near copies, such as a fact and its"
          + " counterfactual, are split between training and test: give them a common label and"
          + " name it in group_by.";

  /**
   * Puts it in words.
   *
   * @param adjusted the best's p value after correction for having looked at all places
   * @param all the results at all layers, which tell whether the folds can be trusted
   */
  String of(ProbeResult best, double adjusted, List<ProbeResult> all) {
    return sentence(best, adjusted, all.size()) + (splitsNearCopies(all) ? " " + NEAR_COPIES : "");
  }

  private String sentence(ProbeResult best, double adjusted, int tests) {
    Interval accuracy = best.accuracy();
    String where = "layer %d of %s".formatted(best.layer(), best.component());
    String measured = "accuracy " + Words.interval(accuracy) + repeats(best);
    String compared =
        "majority %s, %s%s%s%s, %s"
            .formatted(
                Words.share(task.majority()),
                words(),
                control(best),
                Words.probability(adjusted),
                tests == 1 ? "" : " adjusted for %d tests".formatted(tests),
                sample());
    if (best.control().isPresent() && accuracy.mean() <= best.control().get().high()) {
      return "%s are not told apart beyond chance%s: even at %s, the best, %s is within the interval of shuffled labels, %s (%s)."
          .formatted(
              task.classNames(),
              config.by(),
              where,
              measured,
              Words.ends(best.control().get()),
              compared);
    }
    if (accuracy.low() <= task.majority()) {
      return "%s are not told apart beyond chance%s: even at %s, the best, %s reaches down to the majority class (%s)."
          .formatted(task.classNames(), config.by(), where, measured, compared);
    }
    if (adjusted > SIGNIFICANT) {
      return "%s are not shown to be told apart%s: even at %s, the best, %s is not significant (%s)."
          .formatted(task.classNames(), config.by(), where, measured, compared);
    }
    if (bagOfTokens.isPresent() && accuracy.low() <= bagOfTokens.get().mean()) {
      return "%s are best told apart%s at %s: %s (%s), which is not more than the words of the prompts tell."
          .formatted(task.classNames(), config.by(), where, measured, compared);
    }
    return "%s are best told apart%s at %s: %s (%s)."
        .formatted(task.classNames(), config.by(), where, measured, compared);
  }

  private boolean splitsNearCopies(List<ProbeResult> all) {
    long below = all.stream().filter(this::belowChance).count();
    return task.grouping().isEmpty() && 2 * below > all.size();
  }

  /** Below shuffled labels too: for uneven classes, noise already scores below the majority. */
  private boolean belowChance(ProbeResult of) {
    double high = of.accuracy().high();
    return high < task.majority() && of.control().map(control -> high < control.low()).orElse(true);
  }

  private String words() {
    return bagOfTokens
        .map(
            of ->
                "bag of tokens %s%s, "
                    .formatted(
                        Words.share(of.mean()),
                        of.high() < task.majority() ? " (words of held-out prompts mislead)" : ""))
        .orElse("");
  }

  private static String control(ProbeResult best) {
    return best.control()
        .map(found -> "shuffled labels %s, ".formatted(Words.share(found.mean())))
        .orElse("");
  }

  private String sample() {
    String grouped =
        task.grouping()
            .filter(of -> task.split().isEmpty())
            .map(of -> " grouped by " + Quoted.bare(of.name()))
            .orElse("");
    return "%s%s, n = %d"
        .formatted(task.division(config.evaluation().folds()), grouped, task.tested().length);
  }

  private String repeats(ProbeResult best) {
    return best.deviation().isPresent()
        ? " with standard deviation %.3f over %d draws of the folds"
            .formatted(best.deviation().getAsDouble(), config.evaluation().repeats())
        : "";
  }
}
