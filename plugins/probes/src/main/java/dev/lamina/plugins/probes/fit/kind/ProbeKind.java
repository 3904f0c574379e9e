package dev.lamina.plugins.probes.fit.kind;

import dev.lamina.api.config.Doc;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.centroid.CentroidClassifier;
import dev.lamina.plugins.probes.fit.centroid.Euclidean;
import dev.lamina.plugins.probes.fit.centroid.LedoitWolf;
import dev.lamina.plugins.probes.fit.centroid.WithinClasses;
import dev.lamina.plugins.probes.fit.contrast.ContrastConsistentSearch;
import dev.lamina.plugins.probes.fit.margin.Loss;
import dev.lamina.plugins.probes.fit.margin.MarginClassifier;

/** The kinds of linear probe. */
public enum ProbeKind {
  @Doc("Logistic regression with an L2 penalty on standardized activations.")
  LOGISTIC,
  @Doc(
      "Linear support vector machine: squared hinge loss with an L2 penalty on standardized"
          + " activations.")
  SVM,
  @Doc(
      "The difference of the class means of the activations as they are, with the boundary halfway"
          + " between them.")
  MASS_MEAN,
  @Doc(
      "The difference of the class means, corrected by the covariance within classes; directions in"
          + " which the variance is at most 0.001 are left out.")
  MASS_MEAN_IID,
  @Doc(
      "Linear discriminant analysis with the classes' shares as priors, and each class's covariance"
          + " shrunk as by Ledoit and Wolf.")
  LDA,
  @Doc(
      "Contrast-consistent search, which sees no labels: of the two prompts of a group one is to be"
          + " true and the other false. Only which side is which is taken from the labels. Needs"
          + " two classes and group_by.")
  CCS;

  /** Whether the strength of a penalty matters. */
  public boolean isPenalized() {
    return this == LOGISTIC || this == SVM;
  }

  /** Whether a decision is meant as the logarithm of odds. */
  public boolean isProbabilistic() {
    return this == LOGISTIC || this == LDA || this == MASS_MEAN_IID;
  }

  /**
   * One of this kind.
   *
   * @param c inverse strength of the penalty, where there is one
   * @param tolerance of an iterative fit, as {@link MarginClassifier}'s
   */
  public Probe probe(double c, double tolerance, Parallel parallel) {
    return switch (this) {
      case LOGISTIC -> new MarginClassifier(Loss.LOGISTIC, c, tolerance, parallel);
      case SVM -> new MarginClassifier(Loss.SQUARED_HINGE, c, tolerance, parallel);
      case MASS_MEAN -> new CentroidClassifier(new Euclidean(), false, parallel);
      case MASS_MEAN_IID -> new CentroidClassifier(new WithinClasses(), false, parallel);
      case LDA -> new CentroidClassifier(new LedoitWolf(), true, parallel);
      case CCS -> new ContrastConsistentSearch(parallel);
    };
  }
}
