package dev.lamina.plugins.manifold.umap;

/**
 * How near two points of the plane are by their distance x, {@code 1 / (1 + a x^2b)}: the least
 * squares fit to a curve that is 1 up to a distance and falls exponentially beyond it (McInnes,
 * Healy and Melville 2018, definition 11), at 300 distances from 0 to 3 as in umap-learn.
 */
record NearnessCurve(double a, double b) {

  private static final int SAMPLES = 300;
  private static final double FARTHEST = 3;
  private static final int STEPS = 200;

  /**
   * Fits by Levenberg and Marquardt's method.
   *
   * @param minDist the distance up to which points are as near as can be
   */
  static NearnessCurve fit(double minDist) {
    NearnessCurve curve = new NearnessCurve(1, 1);
    double damping = 1e-3;
    double error = curve.error(minDist);
    for (int step = 0; step < STEPS && damping < 1e12; step++) {
      NearnessCurve next = curve.step(minDist, damping);
      double nextError = next.a > 0 && next.b > 0 ? next.error(minDist) : Double.MAX_VALUE;
      boolean better = nextError < error;
      damping = better ? damping / 10 : damping * 10;
      curve = better ? next : curve;
      error = better ? nextError : error;
    }
    return curve;
  }

  private static double x(int sample) {
    return sample * FARTHEST / (SAMPLES - 1);
  }

  private static double wanted(double x, double minDist) {
    return x < minDist ? 1 : Math.exp(-(x - minDist));
  }

  private double at(double x) {
    return 1 / (1 + a * Math.pow(x, 2 * b));
  }

  private double error(double minDist) {
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double residual = at(x(i)) - wanted(x(i), minDist);
      sum += residual * residual;
    }
    return sum;
  }

  /** Solves {@code (J'J + damping diag(J'J)) step = -J'r}. */
  private NearnessCurve step(double minDist, double damping) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ar = 0;
    double br = 0;
    for (int i = 1; i < SAMPLES; i++) { // at 0 the curve is 1 whatever a and b
      double x = x(i);
      double value = at(x);
      double power = Math.pow(x, 2 * b);
      double byA = -value * value * power;
      double byB = -value * value * a * power * 2 * Math.log(x);
      double residual = value - wanted(x, minDist);
      aa += byA * byA;
      ab += byA * byB;
      bb += byB * byB;
      ar += byA * residual;
      br += byB * residual;
    }
    aa *= 1 + damping;
    bb *= 1 + damping;
    double determinant = aa * bb - ab * ab;
    return new NearnessCurve(
        a - (bb * ar - ab * br) / determinant, b - (aa * br - ab * ar) / determinant);
  }
}
