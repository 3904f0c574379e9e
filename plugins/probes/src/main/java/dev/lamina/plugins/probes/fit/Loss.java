package dev.lamina.plugins.probes.fit;

/**
 * What a margin costs: {@code y (w . z + b)}, y being 1 or -1, positive on the right side of the
 * boundary. Convex and with a continuous derivative.
 */
enum Loss {

  /** {@code log(1 + exp(-m))}: logistic regression. */
  LOGISTIC(0.25) {
    @Override
    Sum sum() {
      return new LogisticSum();
    }
  },
  /** {@code max(0, 1 - m)^2}: the support vector machine of liblinear's L2-loss. */
  SQUARED_HINGE(2) {
    @Override
    Sum sum() {
      return new SquaredHingeSum();
    }
  };

  private final double curvature;

  Loss(double curvature) {
    this.curvature = curvature;
  }

  /** The largest second derivative. */
  double curvature() {
    return curvature;
  }

  /** Begins a sum of losses. */
  abstract Sum sum();

  /** Losses, added up. */
  abstract static class Sum {

    double total;

    /** Adds a margin's loss, and returns its derivative by the margin. */
    abstract double add(double margin);
  }

  private static final class LogisticSum extends Sum {

    @Override
    double add(double margin) {
      double small = Math.exp(-Math.abs(margin));
      total += Math.log(1 + small) + Math.max(0, -margin);
      return -(margin > 0 ? small : 1) / (1 + small);
    }
  }

  private static final class SquaredHingeSum extends Sum {

    @Override
    double add(double margin) {
      double lacking = Math.max(0, 1 - margin);
      total += lacking * lacking;
      return -2 * lacking;
    }
  }
}
