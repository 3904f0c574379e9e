package dev.lamina.plugins.figures.chart;

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

/** Coloured cells with the rows' groups beside them and a colour bar. */
final class HeatmapDrawing implements Drawing {

  private static final double ROW = 13;
  private static final double ROOM_AROUND = 85;
  private static final double STRIP = 8;
  private static final double STRIP_GAP = 3;
  private static final double LARGEST_NAMES = 0.4;
  private static final double TOP = 6;

  private final Heatmap heatmap;
  private final Palette palette;
  private final List<Key> keys;
  private final Optional<ColourScale> colours;

  HeatmapDrawing(Heatmap heatmap, Palette palette) {
    this.heatmap = heatmap;
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
    double wanted = ROOM_AROUND + ROW * heatmap.rows().size();
    double largest = wanted > 1.3 * width ? 0.65 * width : wanted;
    return Math.max(0.25 * width + 70, largest);
  }

  @Override
  public List<Key> keys() {
    return keys;
  }

  @Override
  public void draw(Canvas canvas, Rectangle2D area, Explained explained) {
    Lettering lettering = canvas.lettering();
    List<Key> told = explained == Explained.HERE ? keys : List.of();
    Legend legend = Legend.layOut(lettering, told, area);
    legend.draw(canvas, area);
    AxisLabels labels =
        AxisLabels.layOut(lettering, heatmap.x().label(), heatmap.y().label(), legend.below(area));
    Rectangle2D inner = labels.inner();
    if (colours.isEmpty()) {
      labels.draw(canvas, inner);
      canvas.say("no data", inner);
      return;
    }
    ColourBar bar =
        ColourBar.layOut(lettering, colours.get(), heatmap.value(), inner.getHeight() - 30);
    double strip = heatmap.rowGroups().isEmpty() ? 0 : STRIP + STRIP_GAP;
    LeftNames rows = rowNames(lettering, inner);
    double width = inner.getWidth() - bar.width() - rows.width() - strip;
    BottomNames columns =
        BottomNames.layOut(
            lettering,
            heatmap.columns(),
            width / heatmap.columns().size(),
            LARGEST_NAMES * inner.getHeight());
    Rectangle2D cells =
        PlotFrame.whole(
            inner.getX() + rows.width() + strip,
            inner.getY() + TOP,
            width,
            inner.getHeight() - TOP - columns.height());
    Cells.of(heatmap.values(), heatmap.columns().size(), colours.get()).draw(canvas, cells);
    drawStrip(canvas, cells);
    rows.draw(canvas, cells, cells.getX() - strip);
    columns.draw(canvas, cells);
    bar.draw(canvas, cells);
    labels.draw(canvas, cells);
  }

  private LeftNames rowNames(Lettering lettering, Rectangle2D inner) {
    double slot = (inner.getHeight() - TOP - PlotFrame.BELOW) / heatmap.rows().size();
    List<String> names = slot < LeftNames.LEAST_ROW ? List.of() : heatmap.rows();
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
}
