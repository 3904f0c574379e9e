package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Panels;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Heading;
import dev.lamina.plugins.figures.layout.Key;
import dev.lamina.plugins.figures.layout.Legend;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Lettered panels in a grid; one legend where all of them show the same groups. */
final class PanelsDrawing implements Drawing {

  private static final double GAP = 22;

  /** Viewers of SVG make one of several ordinary spaces. */
  private static final String SPACE = "\u00A0\u00A0\u00A0";

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final Panels panels;
  private final List<Drawing> drawings;
  private final Lettering lettering;
  private final int columns;

  PanelsDrawing(Panels panels, Lettering lettering) {
    this.panels = panels;
    this.lettering = lettering;
    columns = Math.max(1, Math.min(panels.columns(), panels.panels().size()));
    List<Drawing> prepared = new ArrayList<>();
    SharedPalettes palettes = SharedPalettes.of(panels.panels());
    for (Figure figure : panels.panels()) {
      prepared.add(Drawings.of(figure, lettering, palettes.palette(figure)));
    }
    drawings = List.copyOf(prepared);
  }

  @Override
  public double width() {
    return switch (columns) {
      case 1 -> 640;
      case 2 -> 760;
      case 3 -> 900;
      default -> 240.0 * columns;
    };
  }

  @Override
  public double height(double width) {
    double height = sharedLegend(new Rectangle2D.Double(0, 0, width, width)).height();
    for (int row = 0; row * columns < drawings.size(); row++) {
      height += headingHeight(row, cellWidth(width)) + rowHeight(row, cellWidth(width)) + GAP;
    }
    return Math.max(60, height - GAP);
  }

  @Override
  public List<Key> keys() {
    return List.of();
  }

  @Override
  public void draw(Canvas canvas, Rectangle2D area, Explained explained) {
    if (drawings.isEmpty()) {
      canvas.say("no data", area);
      return;
    }
    Legend legend = sharedLegend(area);
    legend.draw(canvas, area);
    Explained inside = sharedKeys().isEmpty() ? Explained.HERE : Explained.ELSEWHERE;
    Rectangle2D grid = legend.below(area);
    double width = cellWidth(area.getWidth());
    double wanted = height(area.getWidth()) - legend.height();
    double stretch = grid.getHeight() / wanted;
    double y = grid.getY();
    for (int row = 0; row * columns < drawings.size(); row++) {
      double heading = headingHeight(row, width);
      double height = (rowHeight(row, width) + heading + GAP) * stretch - heading - GAP;
      for (int i = row * columns; i < end(row); i++) {
        double x = grid.getX() + (i - row * columns) * (width + GAP);
        heading(i, width).draw(canvas, x, y);
        drawings
            .get(i)
            .draw(
                canvas,
                new Rectangle2D.Double(x, y + heading, width, Math.max(20, height)),
                inside);
      }
      y += heading + height + GAP;
    }
  }

  private Legend sharedLegend(Rectangle2D area) {
    return Legend.layOut(lettering, sharedKeys(), area);
  }

  /** The keys of every panel that has some, if they are the same; else none. */
  private List<Key> sharedKeys() {
    List<List<Key>> all =
        drawings.stream().map(Drawing::keys).filter(keys -> !keys.isEmpty()).toList();
    boolean same = all.stream().map(PanelsDrawing::names).distinct().count() == 1;
    return all.size() > 1 && same ? all.get(0) : List.of();
  }

  private static List<String> names(List<Key> keys) {
    return keys.stream().map(Key::name).toList();
  }

  private Heading heading(int i, double width) {
    String title = panels.panels().get(i).title();
    boolean lettered = drawings.size() > 1 && drawings.size() <= LETTERS.length();
    String text = lettered ? LETTERS.charAt(i) + SPACE + title : title;
    return Heading.layOut(lettering, text, TextStyle.SUBTITLE, width);
  }

  private double headingHeight(int row, double width) {
    double highest = 0;
    for (int i = row * columns; i < end(row); i++) {
      highest = Math.max(highest, heading(i, width).height());
    }
    return highest;
  }

  private double rowHeight(int row, double width) {
    return drawings.subList(row * columns, end(row)).stream()
        .mapToDouble(drawing -> drawing.height(width))
        .max()
        .orElse(0);
  }

  private int end(int row) {
    return Math.min(drawings.size(), (row + 1) * columns);
  }

  private double cellWidth(double width) {
    return (width - (columns - 1) * GAP) / columns;
  }
}
