package dev.lamina.plugins.figures.layout;

import dev.lamina.api.figure.Axis;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.BasicStroke;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.ui.RectangleInsets;

/** An axis of numbers with ticks that suit its length in pixels. */
public final class NumericAxis {

  /** From the plot to the numbers beside it, in pixels. */
  public static final double GAP = 6;

  private static final double WANTED_ROWS = 6;
  private static final double LEAST_COLUMN = 24;

  private final NumberAxis axis;
  private final double labelWidth;

  private NumericAxis(Lettering lettering, Extent extent, Ticks ticks) {
    axis = new NumberAxis();
    axis.setAutoRange(false);
    axis.setRange(extent.low(), extent.high());
    axis.setTickUnit(new WrittenTickUnit(ticks));
    axis.setTickLabelFont(lettering.font(TextStyle.TICK));
    axis.setTickLabelPaint(TextStyle.TICK.colour());
    axis.setTickLabelInsets(new RectangleInsets(3, 4, 1, 4));
    axis.setTickMarkPaint(Canvas.AXIS);
    axis.setTickMarkOutsideLength(3);
    axis.setAxisLinePaint(Canvas.AXIS);
    axis.setAxisLineStroke(new BasicStroke(1));
    labelWidth =
        DoubleStream.iterate(
                Math.ceil(extent.low() / ticks.step()) * ticks.step(),
                value -> value <= extent.high(),
                value -> value + ticks.step())
            .limit(100)
            .map(value -> lettering.width(ticks.write(value), TextStyle.TICK))
            .max()
            .orElse(0);
  }

  /** An axis that reads from left to right. */
  public static NumericAxis horizontal(
      Lettering lettering, Extent extent, Axis.Scale scale, double pixels) {
    double least = scale == Axis.Scale.INTEGER ? LEAST_COLUMN : 2 * LEAST_COLUMN;
    return new NumericAxis(
        lettering,
        extent,
        Ticks.of(
            extent,
            scale,
            pixels,
            text -> Math.max(least, lettering.width(text, TextStyle.TICK) + 12)));
  }

  /** An axis that reads upwards. */
  public static NumericAxis vertical(
      Lettering lettering, Extent extent, Axis.Scale scale, double pixels) {
    double least = Math.min(40, Math.max(22, pixels / WANTED_ROWS));
    return new NumericAxis(lettering, extent, Ticks.of(extent, scale, pixels, text -> least));
  }

  /** The JFreeChart axis. */
  public NumberAxis axis() {
    return axis;
  }

  /** The width of the widest number, in pixels. */
  public double labelWidth() {
    return labelWidth;
  }

  /** Draws ticks and numbers, but no line. */
  public NumericAxis withoutLine() {
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    return this;
  }

  /** JFreeChart's tick unit, which is to write numbers as {@link Ticks} does. */
  private static final class WrittenTickUnit extends NumberTickUnit {

    private final transient Ticks ticks;

    WrittenTickUnit(Ticks ticks) {
      super(ticks.step());
      this.ticks = ticks;
    }

    @Override
    public String valueToString(double value) {
      return ticks.write(value);
    }
  }
}
