package dev.lamina.plugins.probes.transfer;

import dev.lamina.plugins.probes.data.Words;
import dev.lamina.plugins.probes.score.Interval;

/** How probes transfer, in words, with what it must be compared to. */
record TransferSentence(Sets sets) {

  String of(PlaceTransfers place) {
    Transfer lowest = place.lowest();
    double majority = sets.majority(lowest.test());
    return "Probes of %s that get %s held out on their own %s (layer %d of %s, their best) get %s on the others; lowest is from %s to %s, %s, %s. Trained on all they get %s (%d sets, n = %d)."
        .formatted(
            sets.data().classNames(),
            Words.share(place.within()),
            Words.bare(sets.by().name()),
            place.layer(),
            place.component(),
            Words.share(place.transfer()),
            Words.bare(lowest.train()),
            Words.bare(sets.by().classes().get(lowest.test())),
            Words.interval(lowest.accuracy()),
            verdict(lowest.accuracy(), majority),
            Words.share(place.ofAll()),
            sets.count(),
            sets.data().rows());
  }

  private String verdict(Interval of, double majority) {
    String chance = "the majority's " + Words.share(majority);
    if (of.high() < majority && sets.data().classes() == 2) {
      return "below " + chance + ": there they say the opposite";
    }
    return of.low() > majority ? "above " + chance : "no better than " + chance;
  }
}
