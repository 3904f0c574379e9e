package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.Words;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.Optional;

/** A regression's best layer in one sentence, with what it must be compared to. */
record RidgeSentence(RidgeProbe.Config config, ProbingTask task, Optional<Interval> bagOfTokens) {

  private static final double SIGNIFICANT = 0.05;

  /**
   * Puts it in words.
   *
   * @param adjusted the best's p value after correction for having looked at all places
   */
  String of(RidgeResult best, double adjusted, int tests) {
    String target = Quoted.bare(config.target());
    String where = "layer %d of %s".formatted(best.layer(), best.component());
    String measured = "R2 " + Words.interval(best.r2());
    String compared = compared(best, adjusted, tests);
    if (best.control().isPresent() && best.r2().mean() <= best.control().get().high()) {
      return "%s is not predicted beyond chance: even at %s, the best, %s is within the interval of shuffled targets, %s (%s)."
          .formatted(target, where, measured, Words.ends(best.control().get()), compared);
    }
    if (best.r2().low() <= 0) {
      return "%s is not predicted beyond chance: even at %s, the best, %s reaches down to always predicting the mean (%s)."
          .formatted(target, where, measured, compared);
    }
    if (adjusted > SIGNIFICANT) {
      return "%s is not shown to be predicted: even at %s, the best, %s is not significant (%s)."
          .formatted(target, where, measured, compared);
    }
    boolean words = bagOfTokens.isPresent() && best.r2().low() <= bagOfTokens.get().mean();
    return "%s is best predicted at %s: %s (%s)%s."
        .formatted(
            target,
            where,
            measured,
            compared,
            words ? ", which is not more than the words of the prompts tell" : "");
  }

  private String compared(RidgeResult best, double adjusted, int tests) {
    String words =
        bagOfTokens.map(of -> "bag of tokens %s, ".formatted(Words.share(of.mean()))).orElse("");
    String control =
        best.control()
            .map(of -> "shuffled targets %s, ".formatted(Words.share(of.mean())))
            .orElse("");
    String grouped =
        task.grouping()
            .filter(of -> task.split().isEmpty())
            .map(of -> " grouped by " + Quoted.bare(of.name()))
            .orElse("");
    return "mean 0, %s%sSpearman %s, mean absolute error %.3g where the training mean has %.3g, %s%s, %s%s, n = %d"
        .formatted(
            words,
            control,
            Words.share(best.scores().spearman()),
            best.scores().mae(),
            best.scores().baseline(),
            Words.probability(adjusted),
            tests == 1 ? "" : " adjusted for %d tests".formatted(tests),
            task.division(config.division().folds()),
            grouped,
            task.tested().length);
  }
}
