package dev.lamina.engine.plan;

import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import java.util.List;

/**
 * What a run will take, roughly.
 *
 * @param extractionSeconds for the forward pass; 0 if nothing has to be computed
 * @param memoryBytes weights, libraries and working memory
 * @param diskBytes activations to be stored
 */
public record Estimate(double extractionSeconds, long memoryBytes, long diskBytes) {

  /** Multiply-adds of a block per token and squared width: attention 4, MLP 8 (Kaplan 2020). */
  private static final double MATRICES = 12;

  /** Floating-point operations a second of one processor core in float32 matrix products. */
  private static final double CORE_SPEED = 40e9;

  private static final long LIBRARIES = 350L << 20;

  public static Estimate of(Plan plan) {
    CapturePlan capture = plan.capture();
    List<ModelInput> missing = capture.missing();
    if (missing.isEmpty()) {
      return new Estimate(0, LIBRARIES, 0);
    }
    ModelDescription model = plan.model().description();
    double cores = Math.max(1, Runtime.getRuntime().availableProcessors());
    return new Estimate(
        flops(missing, capture.layers(), model) / (cores * CORE_SPEED),
        LIBRARIES + model.parameters() * Float.BYTES,
        capture.missingBytes());
  }

  /** Two a multiply-add; the matrices are linear in a prompt's length, attention is quadratic. */
  private static double flops(
      List<ModelInput> inputs, List<Integer> blocks, ModelDescription model) {
    double width = model.dModel();
    double layers = 1.0 + blocks.get(blocks.size() - 1);
    double sum = 0;
    for (ModelInput input : inputs) {
      double length = input.ids().length;
      sum += 2 * layers * (MATRICES * width * width * length + 2 * width * length * length);
    }
    return sum;
  }
}
