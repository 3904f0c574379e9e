package dev.lamina.plugins.probes.transfer;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.Words;

/**
 * How probes transfer, in words, with what it must be compared to.
 *
 * @param knownGroups whether probes are tested on groups that they were trained on, in another set
 */
record TransferSentence(Sets sets, boolean knownGroups) {

  String of(PlaceTransfers place) {
    Transfer lowest = place.lowest();
    double majority = sets.majority(lowest.test());
    return "Probes of %s that get %s (%s to %s) held out on their own %s (layer %d of %s, their best) get %s on the others%s; lowest is from %s to %s, %s (AUC %s), %s. Trained on all they get %s (%d sets, n = %d)."
        .formatted(
            sets.task().classNames(),
            Words.share(place.within()),
            Words.share(place.own().min().orElse(Double.NaN)),
            Words.share(place.own().max().orElse(Double.NaN)),
            Quoted.bare(sets.by().name()),
            place.layer(),
            place.component(),
            Words.share(place.transfer()),
            knownGroups ? ", groups in both not held out" : "",
            Quoted.bare(lowest.train()),
            Quoted.bare(sets.by().classes().get(lowest.test())),
            Words.interval(lowest.accuracy()),
            Words.share(lowest.auc()),
            verdict(lowest, majority),
            Words.share(place.ofAll()),
            sets.count(),
            sets.task().rows());
  }

  private String verdict(Transfer lowest, double majority) {
    Interval of = lowest.accuracy();
    String chance = "the majority's " + Words.share(majority);
    if (of.high() < 1 - majority && sets.task().classes() == 2) {
      return lowest.auc() < 0.5
          ? "below " + chance + ": there they say the opposite"
          : "below " + chance + ", though they rank them the right way round: a shift";
    }
    if (of.high() < majority) {
      return "below " + chance;
    }
    return of.low() > majority ? "above " + chance : "no better than " + chance;
  }
}
