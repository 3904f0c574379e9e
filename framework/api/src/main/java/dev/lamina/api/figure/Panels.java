package dev.lamina.api.figure;

import java.util.List;

/**
 * Figures side by side, read from left to right and top to bottom.
 *
 * @param columns panels in a row
 */
public record Panels(String title, List<Figure> panels, int columns) implements Figure {

  public Panels {
    panels = List.copyOf(panels);
  }
}
