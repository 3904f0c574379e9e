package dev.lamina.plugins.statistics.item;

import java.util.Arrays;
import java.util.List;

/**
 * A number and what the draws of a {@link Bootstrap} made of it.
 *
 * @param replicates [resamples]; none for a number without interval
 */
public record Estimate(double value, double[] replicates) {

  /** A number without interval. */
  public static Estimate of(double value) {
    return new Estimate(value, new double[0]);
  }

  /** The mean of several, draw by draw. */
  public static Estimate mean(List<Estimate> estimates) {
    double value = estimates.stream().mapToDouble(Estimate::value).average().orElseThrow();
    double[] replicates = new double[estimates.get(0).replicates().length];
    for (Estimate estimate : estimates) {
      for (int i = 0; i < replicates.length; i++) {
        replicates[i] += estimate.replicates()[i] / estimates.size();
      }
    }
    return new Estimate(value, replicates);
  }

  /** Whether it has an interval. */
  public boolean hasInterval() {
    return replicates.length > 0;
  }

  /** The lower end of the 95% percentile interval; NaN if it is not defined. */
  public double low() {
    return quantile(0.025);
  }

  /** The upper end. */
  public double high() {
    return quantile(0.975);
  }

  /** As numpy's quantile of the draws of which the number is defined. */
  private double quantile(double share) {
    double[] sorted = Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0 || Double.isNaN(value)) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
