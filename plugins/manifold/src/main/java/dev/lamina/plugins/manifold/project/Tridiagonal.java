package dev.lamina.plugins.manifold.project;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigenvalues of a symmetric tridiagonal matrix, descending, and its unit eigenvectors, by the
 * implicit QL method (Bowdler, Martin, Reinsch and Wilkinson 1968).
 *
 * @param values [size]
 * @param vectors [size, size], an eigenvector a column
 */
record Tridiagonal(double[] values, double[][] vectors) {

  /**
   * Solves.
   *
   * @param diagonal the first {@code size} are read
   * @param offDiagonal {@code offDiagonal[i]} couples i and i + 1; the first {@code size - 1} are
   *     read
   */
  static Tridiagonal of(double[] diagonal, double[] offDiagonal, int size) {
    double[] d = Arrays.copyOf(diagonal, size);
    double[] e = Arrays.copyOf(offDiagonal, size);
    e[size - 1] = 0;
    double[][] v = new double[size][size]; // an eigenvector a row, to rotate two rows at a time
    for (int i = 0; i < size; i++) {
      v[i][i] = 1;
    }
    double rounding = rounding(d, e);
    for (int l = 0; l < size; l++) {
      for (int m = uncoupled(e, l, rounding); m != l; m = uncoupled(e, l, rounding)) {
        sweep(d, e, v, l, m);
      }
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -d[i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] vectors = new double[size][size];
    for (int column = 0; column < size; column++) {
      for (int i = 0; i < size; i++) {
        vectors[i][column] = v[order[column]][i];
      }
    }
    return new Tridiagonal(Arrays.stream(order).mapToDouble(i -> d[i]).toArray(), vectors);
  }

  /** One unit in the last place of the matrix's size. */
  private static double rounding(double[] d, double[] e) {
    double largest = 0;
    for (int i = 0; i < d.length; i++) {
      largest = Math.max(largest, Math.abs(d[i]) + Math.abs(e[i]));
    }
    return Math.ulp(largest);
  }

  /** The first index from l on that is not coupled to its successor. */
  private static int uncoupled(double[] e, int l, double rounding) {
    int m = l;
    while (m < e.length - 1 && Math.abs(e[m]) > rounding) {
      m++;
    }
    return m;
  }

  /** One QL step on rows l to m, shifted towards the eigenvalue nearest to {@code d[l]}. */
  private static void sweep(double[] d, double[] e, double[][] v, int l, int m) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    double r = Math.hypot(g, 1);
    g = d[m] - d[l] + e[l] / (g + Math.copySign(r, g));
    double sine = 1;
    double cosine = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[m] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = d[i + 1] - p;
      r = (d[i] - g) * sine + 2 * cosine * b;
      p = sine * r;
      d[i + 1] = g + p;
      g = cosine * r - b;
      rotate(v[i], v[i + 1], cosine, sine);
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
  }

  private static void rotate(double[] a, double[] b, double cosine, double sine) {
    for (int k = 0; k < a.length; k++) {
      double f = b[k];
      b[k] = sine * a[k] + cosine * f;
      a[k] = cosine * a[k] - sine * f;
    }
  }
}
