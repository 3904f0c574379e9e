package dev.lamina.plugins.figures.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.plugins.figures.layout.Extent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {

  @Test
  void theRuleAndTheCountsAreNumPys() {
    // From test/python/bins.py: numpy.histogram_bin_edges(x, "fd") and numpy.histogram.
    double[] values =
        IntStream.range(0, 3000).mapToDouble(i -> Math.sin(i) * Math.sqrt(i)).toArray();
    Bins bins = Bins.of(values, extent(values));

    assertThat(bins.count()).isEqualTo(18);
    assertThat(bins.counts(values))
        .containsExactly(
            63, 120, 149, 170, 181, 187, 211, 205, 209, 213, 212, 203, 189, 185, 169, 152, 112, 70);
  }

  @Test
  void thereAreTenToSixtyBins() {
    double[] few = {1, 2, 3};
    double[] outlier = IntStream.range(0, 1000).mapToDouble(i -> i == 0 ? 1e9 : i).toArray();

    assertThat(Bins.of(few, extent(few)).count()).isEqualTo(10);
    assertThat(Bins.of(outlier, extent(outlier)).count()).isEqualTo(60);
  }

  @Test
  void equalValuesLieInTheMiddle() {
    double[] equal = {7, 7, 7, 7};
    int[] counts = Bins.of(equal, new Extent(6, 8)).counts(equal);

    assertThat(counts[counts.length / 2]).isEqualTo(4);
    assertThat(counts.length % 2).isOne();
  }

  @Test
  void everyFiniteValueIsCountedOnce() {
    double[] values = {0, 1, Double.NaN, 0.5, Double.POSITIVE_INFINITY, 1};

    assertThat(Arrays.stream(new Bins(new Extent(0, 1), 10).counts(values)).sum()).isEqualTo(4);
  }

  private static Extent extent(double[] values) {
    return Extent.of(List.of(values)).orElseThrow();
  }
}
