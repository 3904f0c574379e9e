package dev.lamina.plugins.statistics.alignment;

import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.statistics.alignment.LayerAlignment.PairAlignment;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Counterparts;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.item.Shuffles;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Ranks;
import dev.lamina.plugins.statistics.measure.Rows;
import dev.lamina.plugins.statistics.similarity.DissimilarityCorrelation;
import dev.lamina.plugins.statistics.similarity.Kernel;
import dev.lamina.plugins.statistics.similarity.KernelAlignment;
import dev.lamina.plugins.statistics.similarity.Procrustes;
import dev.lamina.plugins.statistics.similarity.WeightedHsic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Holds the groups of a layer against each other, pair by pair. Groups are made ready once where
 * all of them take little memory; else two are held at a time.
 */
final class PairMeasure {

  private static final int SHUFFLES = 5;

  /** What the groups of a layer may take together. */
  static final long MOST_KEPT = 128L << 20;

  /** Of one group, times the square of its items: a kernel and the ranks of half as many pairs. */
  private static final long BYTES = 12;

  private final Counterparts counterparts;
  private final Distance distance;
  private final Bootstrap ofScores;
  private final Bootstrap ofGeometry;
  private final List<int[]> shuffles;
  private final long mostKept;

  /**
   * For these items.
   *
   * @param ofScores draws clusters of items, for scores that an item has by itself
   * @param ofGeometry draws items, for what pairs of items decide: pairs within a cluster would
   *     count too often if clusters were drawn
   * @param random shuffles them, for what Procrustes finds among unrelated rows
   * @param mostKept bytes that the groups of a layer may take together
   */
  PairMeasure(
      Counterparts counterparts,
      Distance distance,
      Bootstrap ofScores,
      Bootstrap ofGeometry,
      SplittableRandom random,
      long mostKept) {
    this.mostKept = mostKept;
    this.counterparts = counterparts;
    this.distance = distance;
    this.ofScores = ofScores;
    this.ofGeometry = ofGeometry;
    shuffles =
        IntStream.range(0, SHUFFLES)
            .mapToObj(i -> Shuffles.order(counterparts.count(), random))
            .toList();
  }

  /**
   * A group's rows, as each measure needs them.
   *
   * @param ranks of the dissimilarities of its pairs
   * @param kernel linear, with a zero diagonal
   */
  private record Prepared(
      double[][] rows,
      double[][] centred,
      double[] ranks,
      Procrustes procrustes,
      double[][] kernel) {}

  /** Whether all groups of a layer are held at a time. */
  boolean keepsGroups() {
    long items = counterparts.count();
    return BYTES * items * items * counterparts.rows().length <= mostKept;
  }

  /** Every pair of groups once. */
  List<PairAlignment> of(Matrix matrix) {
    int count = counterparts.rows().length;
    IntFunction<Prepared> prepare = group -> prepared(Rows.of(matrix, counterparts.rows()[group]));
    IntFunction<Prepared> groups =
        keepsGroups() ? IntStream.range(0, count).mapToObj(prepare).toList()::get : prepare;
    List<Estimate> own =
        new ArrayList<>(); // each group's criterion, as it comes for the first time
    List<PairAlignment> pairs = new ArrayList<>();
    for (int first = 0; first < count; first++) {
      Prepared one = groups.apply(first);
      if (first == 0) {
        own.add(hsic(one.kernel, one.kernel));
      }
      for (int second = first + 1; second < count; second++) {
        Prepared other = groups.apply(second);
        if (first == 0) {
          own.add(hsic(other.kernel, other.kernel));
        }
        Map<AlignmentNumber, Estimate> numbers = numbers(one, other);
        Estimate both = hsic(one.kernel, other.kernel);
        numbers.put(AlignmentNumber.CKA, cka(own.get(first), own.get(second), both));
        pairs.add(new PairAlignment(first, second, numbers));
      }
    }
    return pairs;
  }

  private Prepared prepared(double[][] rows) {
    double[][] centred = Rows.centred(rows);
    double[][] kernel = Kernel.LINEAR.matrix(Rows.centred(rows), 1);
    return new Prepared(
        distance.prepare(rows),
        distance.prepare(centred),
        Ranks.of(distance.pairs(rows)),
        Procrustes.of(rows),
        kernel);
  }

  private Map<AlignmentNumber, Estimate> numbers(Prepared first, Prepared second) {
    Retrieval raw = Retrieval.of(first.rows, second.rows, distance);
    Retrieval centred = Retrieval.of(first.centred, second.centred, distance);
    DissimilarityCorrelation rsa = new DissimilarityCorrelation(first.ranks, second.ranks);
    double shuffled =
        shuffles.stream()
            .mapToDouble(order -> first.procrustes.disparity(second.procrustes.reordered(order)))
            .average()
            .orElseThrow();
    Map<AlignmentNumber, Estimate> numbers = new EnumMap<>(AlignmentNumber.class);
    numbers.put(AlignmentNumber.TOP1, ofScores.mean(raw.top1()));
    numbers.put(AlignmentNumber.MRR, ofScores.mean(raw.reciprocalRank()));
    numbers.put(AlignmentNumber.TOP1_CENTRED, ofScores.mean(centred.top1()));
    numbers.put(AlignmentNumber.MRR_CENTRED, ofScores.mean(centred.reciprocalRank()));
    numbers.put(AlignmentNumber.RSA, ofGeometry.of(rsa::of, counterparts.count()));
    numbers.put(
        AlignmentNumber.PROCRUSTES, Estimate.of(first.procrustes.disparity(second.procrustes)));
    numbers.put(AlignmentNumber.PROCRUSTES_SHUFFLED, Estimate.of(shuffled));
    return numbers;
  }

  private Estimate hsic(double[][] k, double[][] l) {
    return ofGeometry.of(
        times -> {
          WeightedHsic hsic = new WeightedHsic(times);
          return hsic.isDefined() ? hsic.of(k, l) : Double.NaN;
        },
        counterparts.count());
  }

  private static Estimate cka(Estimate first, Estimate second, Estimate both) {
    double[] replicates = new double[both.replicates().length];
    for (int i = 0; i < replicates.length; i++) {
      replicates[i] =
          KernelAlignment.of(both.replicates()[i], first.replicates()[i], second.replicates()[i]);
    }
    return new Estimate(
        KernelAlignment.of(both.value(), first.value(), second.value()), replicates);
  }
}
