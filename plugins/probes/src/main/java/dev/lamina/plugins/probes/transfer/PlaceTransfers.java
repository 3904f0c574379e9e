package dev.lamina.plugins.probes.transfer;

import dev.lamina.api.model.Component;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was found at one layer of one component.
 *
 * @param sets how many there are
 * @param transfers the cells of the matrix, row by row, then those of all sets and of all others
 */
record PlaceTransfers(Component component, int layer, int sets, List<Transfer> transfers) {

  Transfer cell(int train, int test) {
    return transfers.get(train * sets + test);
  }

  private Stream<Transfer> cells(boolean own) {
    return IntStream.range(0, sets * sets)
        .filter(cell -> (cell / sets == cell % sets) == own)
        .mapToObj(transfers::get);
  }

  /** The accuracies of probes on held-out prompts of the set that they were trained on. */
  DoubleStream own() {
    return cells(true).mapToDouble(of -> of.accuracy().mean());
  }

  /** The mean accuracy of probes on held-out prompts of the set that they were trained on. */
  double within() {
    return mean(cells(true));
  }

  /** The mean accuracy of probes on other sets than they were trained on. */
  double transfer() {
    return mean(cells(false));
  }

  /** The lowest accuracy of a probe on another set. */
  Transfer lowest() {
    return cells(false).min(Comparator.comparingDouble(of -> of.accuracy().mean())).orElseThrow();
  }

  /** The mean accuracy of probes of all sets, on held-out prompts. */
  double ofAll() {
    return mean(transfers.stream().filter(of -> of.train().equals(Transfer.ALL)));
  }

  private static double mean(Stream<Transfer> of) {
    return of.mapToDouble(one -> one.accuracy().mean()).average().orElse(Double.NaN);
  }
}
