package dev.lamina.plugins.probes.fit.margin;

/**
 * What a margin costs: {@code y (w . z + b)}, y being 1 or -1, positive on the right side of the
 * boundary. Convex and with a continuous derivative.
 */
public enum Loss {

  /** {@code log(1 + exp(-m))}: logistic regression. */
  LOGISTIC(0.25) {
    @Override
    public Sum sum() {
      return new LogisticSum();
    }
  },
  /** {@code max(0, 1 - m)^2}: the support vector machine of liblinear's L2-loss. */
  SQUARED_HINGE(2) {
    @Override
    public Sum sum() {
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
  public abstract Sum sum();

  /** Losses, added up. */
  public abstract static class Sum {

    private double total;

    /** All of them. */
    public double total() {
      return total;
    }

    /** Adds one. */
    void include(double loss) {
      total += loss;
    }

    /** Adds a margin's loss, and returns its derivative by the margin. */
    public abstract double add(double margin);
  }

  private static final class LogisticSum extends Sum {

    @Override
    public double add(double margin) {
      double small = Math.exp(-Math.abs(margin));
      include(Math.log(1 + small) + Math.max(0, -margin));
      return -(margin > 0 ? small : 1) / (1 + small);
    }
  }

  private static final class SquaredHingeSum extends Sum {

    @Override
    public double add(double margin) {
      double lacking = Math.max(0, 1 - margin);
      include(lacking * lacking);
      return -2 * lacking;
    }
  }
}
