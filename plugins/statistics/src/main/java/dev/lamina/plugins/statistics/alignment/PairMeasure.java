package dev.lamina.plugins.statistics.alignment;

import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.statistics.alignment.LayerAlignment.PairAlignment;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Counterparts;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.item.Shuffles;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Rows;
import dev.lamina.plugins.statistics.similarity.DissimilarityCorrelation;
import dev.lamina.plugins.statistics.similarity.Kernel;
import dev.lamina.plugins.statistics.similarity.KernelAlignment;
import dev.lamina.plugins.statistics.similarity.Procrustes;
import dev.lamina.plugins.statistics.similarity.WeightedHsic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Holds the groups of a layer against each other, pair by pair. */
final class PairMeasure {

  private static final int SHUFFLES = 5;

  private final Counterparts counterparts;
  private final Distance distance;
  private final Bootstrap ofScores;
  private final Bootstrap ofGeometry;
  private final List<int[]> shuffles;

  /**
   * For these items.
   *
   * @param ofScores draws clusters of items, for scores that an item has by itself
   * @param ofGeometry draws items, for what pairs of items decide: pairs within a cluster would
   *     count too often if clusters were drawn
   * @param random shuffles them, for what Procrustes finds among unrelated rows
   */
  PairMeasure(
      Counterparts counterparts,
      Distance distance,
      Bootstrap ofScores,
      Bootstrap ofGeometry,
      SplittableRandom random) {
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
   * @param kernel linear, with a zero diagonal
   * @param own the group's own criterion in each draw of the bootstrap
   */
  private record Prepared(
      double[][] rows,
      double[][] centred,
      double[] dissimilarities,
      Procrustes procrustes,
      double[][] kernel,
      Estimate own) {}

  /** Every pair of groups once. */
  List<PairAlignment> of(Matrix matrix) {
    List<Prepared> groups =
        Arrays.stream(counterparts.rows()).map(rows -> prepared(Rows.of(matrix, rows))).toList();
    List<PairAlignment> pairs = new ArrayList<>();
    for (int first = 0; first < groups.size(); first++) {
      for (int second = first + 1; second < groups.size(); second++) {
        pairs.add(new PairAlignment(first, second, numbers(groups.get(first), groups.get(second))));
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
        distance.pairs(rows),
        Procrustes.of(rows),
        kernel,
        hsic(kernel, kernel));
  }

  private Map<AlignmentNumber, Estimate> numbers(Prepared first, Prepared second) {
    Retrieval raw = Retrieval.of(first.rows, second.rows, distance);
    Retrieval centred = Retrieval.of(first.centred, second.centred, distance);
    DissimilarityCorrelation rsa =
        DissimilarityCorrelation.of(first.dissimilarities, second.dissimilarities);
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
    numbers.put(AlignmentNumber.CKA, cka(first.own, second.own, hsic(first.kernel, second.kernel)));
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
