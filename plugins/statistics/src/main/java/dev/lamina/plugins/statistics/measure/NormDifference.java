package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How the mean L2 norms of two groups differ at a layer, or over all layers together, in draws of a
 * bootstrap over clusters of prompts, such as a fact and its counterfactual.
 *
 * @param layer the block; empty for all together
 * @param difference of the first group's mean less the second's
 * @param percent the same in percent of the second's; NaN where that is 0
 */
public record NormDifference(
    Component component, OptionalInt layer, Estimate difference, Estimate percent) {

  /**
   * Every layer of a component, then all together.
   *
   * @param groups two, which cover every prompt
   * @param clusters for each prompt its cluster, counted from 0
   * @param bootstrap draws the clusters
   */
  public static List<NormDifference> of(
      Activations activations,
      Groups groups,
      int[] clusters,
      Bootstrap bootstrap,
      Parallel parallel) {
    List<Integer> layers = activations.layers();
    List<Sums> sums = parallel.map(layers, layer -> Sums.of(activations, layer, groups, clusters));
    List<OptionalInt> places = new ArrayList<>(layers.stream().map(OptionalInt::of).toList());
    places.add(OptionalInt.empty());
    return parallel.map(
        IntStream.range(0, places.size()).boxed().toList(),
        i -> {
          Sums of = i < sums.size() ? sums.get(i) : Sums.together(sums);
          List<Estimate> found = bootstrap.ofSeveral(of::differences, of.clusters());
          return new NormDifference(
              activations.component(), places.get(i), found.get(0), found.get(1));
        });
  }

  /**
   * The norms of a layer added up, so that draws need no rows.
   *
   * @param norms [groups, clusters]
   * @param rows how many there are, [groups, clusters]
   */
  private record Sums(double[][] norms, long[][] rows) {

    static Sums of(Activations activations, int layer, Groups groups, int[] clusters) {
      int count = IntStream.of(clusters).max().orElse(-1) + 1;
      double[][] norms = new double[2][count];
      long[][] rows = new long[2][count];
      Matrix matrix = activations.layer(layer);
      long[] offsets = activations.offsets();
      float[] row = new float[matrix.columns()]; // [d_model]
      for (int prompt = 0; prompt + 1 < offsets.length; prompt++) {
        int group = groups.of(prompt);
        for (int i = (int) offsets[prompt]; i < offsets[prompt + 1]; i++) {
          matrix.copyRow(i, row, 0);
          norms[group][clusters[prompt]] += Magnitude.L2_NORM.of(row);
          rows[group][clusters[prompt]]++;
        }
      }
      return new Sums(norms, rows);
    }

    static Sums together(List<Sums> layers) {
      Sums all =
          new Sums(new double[2][layers.get(0).clusters()], new long[2][layers.get(0).clusters()]);
      for (Sums layer : layers) {
        for (int group = 0; group < 2; group++) {
          for (int cluster = 0; cluster < all.clusters(); cluster++) {
            all.norms[group][cluster] += layer.norms[group][cluster];
            all.rows[group][cluster] += layer.rows[group][cluster];
          }
        }
      }
      return all;
    }

    int clusters() {
      return norms[0].length;
    }

    /** Difference and percent of a draw; NaN if it lacks a group. */
    double[] differences(int[] times) {
      double first = mean(0, times);
      double second = mean(1, times);
      return new double[] {
        first - second, second == 0 ? Double.NaN : 100 * (first - second) / second
      };
    }

    private double mean(int group, int[] times) {
      double sum = 0;
      long count = 0;
      for (int cluster = 0; cluster < times.length; cluster++) {
        sum += times[cluster] * norms[group][cluster];
        count += times[cluster] * rows[group][cluster];
      }
      return sum / count;
    }
  }
}
