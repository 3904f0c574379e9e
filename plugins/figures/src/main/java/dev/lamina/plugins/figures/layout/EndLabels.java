package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.BasicStroke;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Names at the ends of lines, to the right of a plot. */
public final class EndLabels {

  private static final TextStyle STYLE = TextStyle.KEY;
  private static final double ROW = STYLE.lineHeight();

  /** From the plot to the names; holds the leaders. */
  private static final double GAP = 11;

  /** A name further from its line than this is hard to assign. */
  private static final double FARTHEST = 1.3 * ROW;

  private final List<Label> labels;

  private EndLabels(List<Label> labels) {
    this.labels = labels;
  }

  /** The room that the names take beside a plot, in pixels. */
  public static double width(Lettering lettering, List<Key> keys) {
    return GAP
        + lettering.widest(keys.stream().map(key -> Lettering.clean(key.name())).toList(), STYLE);
  }

  /**
   * Moves names apart until none overlaps another, each as near to its line's end as can be.
   *
   * @param ends one a key
   * @return empty if a name would be too far from its line
   */
  public static Optional<EndLabels> place(
      List<Key> keys, List<Point2D> ends, double top, double bottom) {
    if (keys.size() * ROW > bottom - top) {
      return Optional.empty();
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> ends.get(i).getY()));
    double[] wanted = order.stream().mapToDouble(i -> ends.get(i).getY()).toArray();
    double[] y = apart(wanted, top + ROW / 2, bottom - ROW / 2);
    List<Label> labels = new ArrayList<>();
    for (int rank = 0; rank < y.length; rank++) {
      if (Math.abs(y[rank] - wanted[rank]) > FARTHEST) {
        return Optional.empty();
      }
      labels.add(new Label(keys.get(order.get(rank)), ends.get(order.get(rank)), y[rank]));
    }
    return Optional.of(new EndLabels(labels));
  }

  /** Draws the names to the right of the given pixel. */
  public void draw(Canvas canvas, double right) {
    for (Label label : labels) {
      double x = right + GAP;
      if (Math.abs(label.y() - label.end().getY()) > 2) {
        canvas.stroke(
            new Line2D.Double(label.end().getX() + 5, label.end().getY(), x - 3, label.y()),
            label.key().style().colour(),
            new BasicStroke(0.75f));
      }
      canvas
          .lettering()
          .draw(
              canvas.g(),
              Lettering.clean(label.key().name()),
              STYLE,
              label.key().style().ink(),
              Align.LEFT,
              x,
              label.y() + STYLE.capHeight() / 2);
    }
  }

  /**
   * The places nearest to the wanted ones (least squares) that are at least a row apart: pool
   * adjacent violators on {@code wanted[i] - i * ROW}.
   *
   * @param wanted ascending
   */
  private static double[] apart(double[] wanted, double top, double bottom) {
    List<double[]> pools = new ArrayList<>(); // {mean, size}
    for (int i = 0; i < wanted.length; i++) {
      double[] pool = {wanted[i] - i * ROW, 1};
      while (!pools.isEmpty() && pools.get(pools.size() - 1)[0] > pool[0]) {
        double[] before = pools.remove(pools.size() - 1);
        double size = before[1] + pool[1];
        pool = new double[] {(before[0] * before[1] + pool[0] * pool[1]) / size, size};
      }
      pools.add(pool);
    }
    double[] placed = new double[wanted.length];
    int i = 0;
    for (double[] pool : pools) {
      double start = Math.min(Math.max(pool[0], top), bottom - (wanted.length - 1) * ROW);
      for (int k = 0; k < pool[1]; k++, i++) {
        placed[i] = start + i * ROW;
      }
    }
    return placed;
  }

  /** A name at its height, in pixels. */
  private record Label(Key key, Point2D end, double y) {}
}
