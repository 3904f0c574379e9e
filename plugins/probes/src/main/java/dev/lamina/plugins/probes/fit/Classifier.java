package dev.lamina.plugins.probes.fit;

/** What decides between classes. */
public interface Classifier {

  /**
   * Decides a row: for two classes one number, positive for class 0; for three or more one a class,
   * the largest of which is predicted ({@link LinearClassifier#predicted}).
   */
  double[] decide(float[] row);
}
