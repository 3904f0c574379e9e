package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.plugins.figures.colour.ColourScale;
import dev.lamina.plugins.figures.colour.Palette;
import dev.lamina.plugins.figures.layout.AxisLabels;
import dev.lamina.plugins.figures.layout.BottomNames;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Extent;
import dev.lamina.plugins.figures.layout.Key;
import dev.lamina.plugins.figures.layout.LeftNames;
import dev.lamina.plugins.figures.layout.Legend;
import dev.lamina.plugins.figures.layout.PlotFrame;
import dev.lamina.plugins.figures.text.Lettering;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Coloured cells with the rows' groups beside them and a colour bar. */
final class HeatmapDrawing implements Drawing {

  private static final double HIGHEST_ROW = 14.5;

  /** The most that rows with names take, relative to the width. */
  private static final double TALLEST = 1.15;

  private static final double ROOM_AROUND = 66;

  /** The share of the width that cells have between names and colour bar, about. */
  private static final double CELLS = 0.65;

  /** The least side of square cells together, relative to the width. */
  private static final double LEAST_SQUARE = 0.42;

  private static final double LONGEST_COLUMN_NAME = 110;
  private static final double STRIP = 8;
  private static final double STRIP_GAP = 3;
  private static final double LARGEST_NAMES = 0.4;
  private static final double TOP = 6;

  private final Heatmap heatmap;
  private final Palette palette;
  private final Lettering lettering;
  private final List<Key> keys;
  private final Optional<ColourScale> colours;

  HeatmapDrawing(Heatmap heatmap, Palette palette, Lettering lettering) {
    this.heatmap = heatmap;
    this.lettering = lettering;
    this.palette = palette;
    keys =
        palette.names().stream()
            .filter(heatmap.rowGroups()::contains)
            .map(name -> new Key(name, palette.style(name), Key.Mark.AREA))
            .toList();
    colours = Extent.of(Arrays.asList(heatmap.values())).map(this::scale);
  }

  @Override
  public double height(double width) {
    int rows = Math.max(1, heatmap.rows().size());
    double row = Math.min(HIGHEST_ROW, TALLEST * width / rows);
    double wanted = Math.max(0.25 * width + 70, roomAround(width) + rows * row);
    if (square()) {
      int longer = Math.max(rows, heatmap.columns().size());
      double tall = Math.min(HIGHEST_ROW, TALLEST * width / longer);
      double side = Math.min(CELLS * width, Math.max(LEAST_SQUARE * width, longer * tall));
      return roomAround(width) + side * rows / longer;
    }
    boolean named =
        row >= LeftNames.LEAST_ROW && !heatmap.rows().stream().allMatch(String::isBlank);
    return named ? wanted : Math.min(wanted, 0.65 * width);
  }

  @Override
  public List<Key> keys() {
    return keys;
  }

  @Override
  public void draw(Canvas canvas, Rectangle2D area, Explained explained) {
    List<Key> told = explained == Explained.HERE ? keys : List.of();
    Legend legend = Legend.layOut(lettering, told, area);
    legend.draw(canvas, area);
    AxisLabels labels = labels(legend.below(area));
    if (colours.isEmpty()) {
      labels.draw(canvas, labels.inner());
      canvas.say("no data", labels.inner());
      return;
    }
    Parts parts = parts(labels.inner());
    if (square()) {
      labels = labels(fitted(legend.below(area), labels.inner(), parts));
      parts = parts(labels.inner());
    }
    Rectangle2D cells = parts.cells();
    Cells drawn = new Cells(heatmap.values(), heatmap.columns().size(), colours.get());
    drawn.draw(canvas, cells);
    heatmap.decimals().ifPresent(decimals -> new CellNumbers(drawn, decimals).draw(canvas, cells));
    drawStrip(canvas, cells);
    parts.rows().draw(canvas, cells, cells.getX() - strip());
    parts.columns().draw(canvas, cells);
    parts.bar().draw(canvas, cells);
    labels.draw(canvas, cells);
  }

  private AxisLabels labels(Rectangle2D area) {
    return AxisLabels.layOut(lettering, heatmap.x().label(), heatmap.y().label(), area);
  }

  /** The upper middle of an area: what square cells, with all around them, take of it. */
  private Rectangle2D fitted(Rectangle2D area, Rectangle2D inner, Parts parts) {
    Rectangle2D cells = parts.cells();
    double wide = Math.max(0, cells.getWidth() - cells.getHeight() / rowsPerColumn());
    double high =
        Math.max(0, inner.getHeight() - TOP - parts.columns().height() - cells.getHeight());
    return new Rectangle2D.Double(
        area.getX() + wide / 2, area.getY(), area.getWidth() - wide, area.getHeight() - high);
  }

  /** The colour bar is as high as the cells, which the names leave less room than the area has. */
  private Parts parts(Rectangle2D inner) {
    return parts(inner, parts(inner, inner.getHeight()).cells().getHeight());
  }

  private Parts parts(Rectangle2D inner, double barHeight) {
    ColourBar bar = ColourBar.layOut(lettering, colours.orElseThrow(), heatmap.value(), barHeight);
    LeftNames rows = rowNames(inner);
    double left = rows.width() + strip();
    double width = inner.getWidth() - bar.width() - left;
    double slot = width / heatmap.columns().size();
    BottomNames columns =
        BottomNames.layOut(lettering, heatmap.columns(), slot, LARGEST_NAMES * inner.getHeight());
    double height = inner.getHeight() - TOP - columns.height();
    Rectangle2D cells =
        PlotFrame.whole(
            inner.getX() + left,
            inner.getY() + TOP,
            width,
            square() ? Math.min(width * rowsPerColumn(), height) : height);
    return new Parts(bar, rows, columns, cells);
  }

  /** Whether things of a kind are held against each other, so that cells are squares. */
  private boolean square() {
    boolean counted =
        heatmap.x().scale() == Axis.Scale.INTEGER && heatmap.y().scale() == Axis.Scale.INTEGER;
    boolean named =
        heatmap.rows().size() == heatmap.columns().size()
            && Set.copyOf(heatmap.rows()).equals(Set.copyOf(heatmap.columns()));
    return heatmap.rows().size() > 1 && (counted || named);
  }

  private double rowsPerColumn() {
    return heatmap.rows().size() / (double) heatmap.columns().size();
  }

  private double strip() {
    return heatmap.rowGroups().isEmpty() ? 0 : STRIP + STRIP_GAP;
  }

  /** Legend, labels and the columns' names, which may be long and read upwards. */
  private double roomAround(double width) {
    double slot = CELLS * width / Math.max(1, heatmap.columns().size());
    double names =
        BottomNames.layOut(lettering, heatmap.columns(), slot, LONGEST_COLUMN_NAME).height();
    return ROOM_AROUND + names;
  }

  private LeftNames rowNames(Rectangle2D inner) {
    double slot = (inner.getHeight() - TOP - PlotFrame.BELOW) / heatmap.rows().size();
    boolean counted = heatmap.y().scale() == Axis.Scale.INTEGER; // so that some tell the others
    List<String> names = counted || slot >= LeftNames.LEAST_ROW ? heatmap.rows() : List.of();
    return LeftNames.layOut(lettering, names, slot, LARGEST_NAMES * inner.getWidth());
  }

  private void drawStrip(Canvas canvas, Rectangle2D cells) {
    List<String> groups = heatmap.rowGroups();
    double slot = cells.getHeight() / groups.size();
    int start = 0;
    for (int row = 1; row <= groups.size(); row++) {
      if (row == groups.size() || !groups.get(row).equals(groups.get(start))) {
        double top = Cells.snap(cells.getY() + start * slot);
        double bottom = Cells.snap(cells.getY() + row * slot);
        canvas.fill(
            new Rectangle2D.Double(cells.getX() - STRIP - STRIP_GAP, top, STRIP, bottom - top),
            palette.style(groups.get(start)).colour());
        start = row;
      }
    }
  }

  private ColourScale scale(Extent data) {
    if (heatmap.range().isPresent()) {
      Heatmap.Range range = heatmap.range().get();
      return new ColourScale(range.low(), range.high(), heatmap.palette());
    }
    Extent shown =
        switch (heatmap.palette()) {
          case SEQUENTIAL -> data.on(heatmap.value().scale());
          case DIVERGING -> {
            double largest = Math.max(Math.abs(data.low()), Math.abs(data.high()));
            yield largest < 1e-280 ? new Extent(-1, 1) : new Extent(-largest, largest);
          }
        };
    return new ColourScale(shown.low(), shown.high(), heatmap.palette());
  }

  /** What lies around the cells, and the cells' rectangle. */
  private record Parts(ColourBar bar, LeftNames rows, BottomNames columns, Rectangle2D cells) {}
}
