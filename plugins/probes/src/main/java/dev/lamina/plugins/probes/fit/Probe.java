package dev.lamina.plugins.probes.fit;

/** A kind of linear classifier. Safe to use from several threads. */
public interface Probe {

  /**
   * Looks at training rows, to fit one or several labelings of them.
   *
   * @param columns the standardized features, [d_model, rows]: one array a feature
   */
  Training on(double[][] columns);

  /** Training rows, ready to be fitted. */
  interface Training {

    /**
     * Fits.
     *
     * @param labels for each row its class, 0 to {@code classes - 1}; a class may be absent
     * @return a classifier of standardized rows
     */
    LinearClassifier fit(int[] labels, int classes);
  }
}
