package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.statistic.BenjaminiHochberg;
import dev.lamina.plugins.statistics.group.Groups;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the means of a number differ in two groups, and whether that may be chance.
 *
 * @param pValue of the permutation test
 * @param adjusted the p value after Benjamini and Hochberg, over all that is tested with it
 */
public record TestedDifference(MeanDifference means, double pValue, double adjusted) {

  /**
   * Tests every variable.
   *
   * @param variables for each its value in every row, [rows]
   * @param groups two, which all rows belong to
   */
  public static List<TestedDifference> of(
      List<double[]> variables, Groups groups, PermutationTest test) {
    double[] pValues = test.pValues(variables, groups.members(0));
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    return IntStream.range(0, pValues.length)
        .mapToObj(
            i ->
                new TestedDifference(
                    new MeanDifference(
                        Moments.of(variables.get(i), groups.members(0)),
                        Moments.of(variables.get(i), groups.members(1))),
                    pValues[i],
                    adjusted[i]))
        .toList();
  }
}
