package dev.lamina.plugins.probes.score;

import java.util.List;

/**
 * What probes say of rows that they were not fitted on.
 *
 * @param folds for each fold its scores
 * @param decisions [rows, decisions], as {@link
 *     dev.lamina.plugins.probes.fit.LinearClassifier#decide}, each row's by the probe of the other
 *     folds
 */
public record HeldOut(List<TestScores> folds, double[][] decisions) {}
