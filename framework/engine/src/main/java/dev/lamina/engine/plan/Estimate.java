package dev.lamina.engine.plan;

import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;

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
    long[] offsets = capture.offsets();
    long rows = offsets[offsets.length - 1];
    long disk = capture.missing().stream().mapToLong(component -> component.bytes(rows)).sum();
    if (capture.missing().isEmpty()) {
      return new Estimate(0, LIBRARIES, 0);
    }
    ModelDescription model = plan.model().description();
    double cores = Math.max(1, Runtime.getRuntime().availableProcessors());
    return new Estimate(
        flops(capture, model) / (cores * CORE_SPEED),
        LIBRARIES + model.parameters() * Float.BYTES,
        disk);
  }

  /** Two a multiply-add; the matrices are linear in a prompt's length, attention is quadratic. */
  private static double flops(CapturePlan capture, ModelDescription model) {
    double width = model.dModel();
    double layers = 1.0 + capture.layers().get(capture.layers().size() - 1);
    double sum = 0;
    for (ModelInput input : capture.inputs()) {
      double length = input.ids().length;
      sum += 2 * layers * (MATRICES * width * width * length + 2 * width * length * length);
    }
    return sum;
  }
}
