package dev.lamina.plugins.probes.fit.mlp;

import dev.lamina.plugins.probes.fit.Classifier;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.TrainingSet;
import java.util.Arrays;

/**
 * A multilayer perceptron with one hidden layer of rectified linear units, {@code z = V max(0, W x
 * + b) + c}. Two classes have one output, the log-odds of class 0; three or more have one a class,
 * whose softmax are the classes' probabilities. A class that training rows lacked has minus
 * infinity.
 *
 * @param units W and b, a decision a unit
 * @param outputs V, [outputs, hidden]
 * @param intercepts c, [outputs]
 */
record Mlp(LinearClassifier units, double[][] outputs, double[] intercepts) implements Classifier {

  @Override
  public double[] decide(float[] row) {
    double[] decisions = intercepts.clone();
    double[] inputs = units.decide(row);
    for (int h = 0; h < inputs.length; h++) {
      double active = Math.max(0, inputs[h]);
      for (int k = 0; k < decisions.length; k++) {
        decisions[k] += outputs[k][h] * active;
      }
    }
    return decisions;
  }

  /** One that looks at nothing: {@link LinearClassifier#beforeFit}. */
  static Mlp beforeFit(TrainingSet set) {
    double[] intercepts = LinearClassifier.beforeFit(set, 0).intercepts();
    double[][] outputs = new double[intercepts.length][0];
    return new Mlp(new LinearClassifier(new double[0][], new double[0]), outputs, intercepts);
  }

  /** With an output for each class of a set, of which this one's are those that are present. */
  Mlp among(TrainingSet set) {
    if (set.classes() == 2) {
      return this;
    }
    Mlp all = beforeFit(set);
    int[] present = set.present();
    for (int k = 0; k < present.length; k++) {
      all.outputs[present[k]] = outputs[k];
      all.intercepts[present[k]] = intercepts[k];
    }
    for (int k = 0; k < all.outputs.length; k++) {
      all.outputs[k] = Arrays.copyOf(all.outputs[k], units.intercepts().length);
    }
    return new Mlp(units, all.outputs, all.intercepts);
  }
}
