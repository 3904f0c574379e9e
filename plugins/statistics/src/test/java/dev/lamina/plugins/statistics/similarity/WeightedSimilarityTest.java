package dev.lamina.plugins.statistics.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.ParallelStudy;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Rows;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedSimilarityTest {

  private static final JsonNode REFERENCE = ParallelStudy.reference();
  private static final int[] TIMES =
      IntStream.range(0, 9).map(i -> REFERENCE.get("times").get(i).intValue()).toArray();

  private static double[][] group(int group) {
    Matrix layer = ParallelStudy.ofReference().activations(Component.RESID_POST).layer(0);
    return Rows.of(layer, IntStream.range(9 * group, 9 * group + 9).toArray());
  }

  private static double expected(String name) {
    return REFERENCE.at("/components/resid_post/pairs/0/en+de/" + name).doubleValue();
  }

  @Test
  void criterionOfASampleEqualsTheMeanOverTuplesOfDistinctRows() {
    double found =
        new WeightedHsic(TIMES)
            .of(Kernel.LINEAR.matrix(group(0), 1), Kernel.LINEAR.matrix(group(1), 1));

    double expected = expected("weighted_hsic");
    assertThat(found).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @Test
  void criterionOfEachRowOnceEqualsTheUnweightedOne() {
    double[][] k = Kernel.LINEAR.matrix(group(0), 1);
    double[][] l = Kernel.LINEAR.matrix(group(2), 1);
    int[] once = new int[9];
    Arrays.fill(once, 1);

    assertThat(new WeightedHsic(once).of(k, l))
        .isCloseTo(KernelSums.of(k).hsic(KernelSums.of(l)), within(1e-9));
  }

  @Test
  void correlationOfASampleEqualsNumpysWeightedCovariance() {
    DissimilarityCorrelation rsa =
        DissimilarityCorrelation.of(
            Distance.COSINE.pairs(group(0)), Distance.COSINE.pairs(group(1)));

    assertThat(rsa.of(TIMES)).isCloseTo(expected("weighted_rsa"), within(1e-9));
  }

  @Test
  void correlationDistanceEqualsScipys() {
    DissimilarityCorrelation rsa =
        DissimilarityCorrelation.of(
            Distance.CORRELATION.pairs(group(0)), Distance.CORRELATION.pairs(group(1)));
    int[] once = new int[9];
    Arrays.fill(once, 1);

    assertThat(rsa.of(once)).isCloseTo(expected("rsa_correlation"), within(1e-9));
  }

  @Test
  void procrustesIsNothingOfARotatedScaledAndMovedCopy() {
    Random random = new Random(5);
    double[][] rows = new double[12][8];
    double[][] moved = new double[12][8];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 8; j++) {
        rows[i][j] = random.nextGaussian();
        // a permutation with signs is a rotation or reflection
        moved[i][(j * 3 + 1) % 8] = 7 * (j % 2 == 0 ? -1 : 1) * rows[i][j] + 40;
      }
    }
    assertThat(Procrustes.of(rows).disparity(Procrustes.of(moved))).isCloseTo(0, within(1e-7));
  }
}
