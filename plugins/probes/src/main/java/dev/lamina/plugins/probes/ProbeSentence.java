package dev.lamina.plugins.probes;

import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.probes.score.Interval;
import java.util.Optional;

/** A probe's best layer in one sentence, with what it must be compared to. */
record ProbeSentence(ProbeData data, LinearProbe.Config config) {

  String of(ProbeResult best) {
    String where = "layer %d of %s".formatted(best.layer(), best.component());
    String accuracy =
        "accuracy %s %s".formatted(Words.share(best.accuracy().mean()), ends(best.accuracy()));
    Optional<Interval> control = best.control();
    if (control.isPresent() && best.accuracy().mean() <= control.get().high()) {
      return "%s are not told apart beyond chance: even at %s, the best, the %s is within the interval of shuffled labels, %s (majority %s, shuffled labels %s, %s)."
          .formatted(
              data.classNames(),
              where,
              accuracy,
              ends(control.get()),
              Words.share(data.majority()),
              Words.share(control.get().mean()),
              sample());
    }
    if (control.isEmpty() && best.accuracy().low() <= data.majority()) {
      return "%s are not told apart beyond the majority class: even at %s, the best, the interval of the %s reaches the majority's %s (%s)."
          .formatted(data.classNames(), where, accuracy, Words.share(data.majority()), sample());
    }
    return "%s are best told apart at %s: %s (majority %s, %s%s)."
        .formatted(
            data.classNames(),
            where,
            accuracy,
            Words.share(data.majority()),
            control
                .map(found -> "shuffled labels %s, ".formatted(Words.share(found.mean())))
                .orElse(""),
            sample());
  }

  private String sample() {
    return "%d folds%s, n = %d"
        .formatted(
            config.folds(),
            data.grouping()
                .map(Label::name)
                .map(name -> " grouped by " + Words.bare(name))
                .orElse(""),
            data.rows());
  }

  private static String ends(Interval interval) {
    return "[%s, %s]".formatted(Words.share(interval.low()), Words.share(interval.high()));
  }
}
