package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.Figure;
import dev.lamina.plugins.figures.colour.Palette;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Colours for several figures: figures that have a group in common share a palette, so that the
 * group looks the same; others begin with the first colour each.
 */
final class SharedPalettes {

  private final List<Set<String>> clusters = new ArrayList<>();

  private SharedPalettes() {}

  static SharedPalettes of(List<Figure> figures) {
    SharedPalettes palettes = new SharedPalettes();
    figures.forEach(palettes::add);
    return palettes;
  }

  Palette palette(Figure figure) {
    List<String> groups = Drawings.groups(figure);
    return clusters.stream()
        .filter(cluster -> cluster.containsAll(groups))
        .findFirst()
        .map(cluster -> Palette.of(List.copyOf(cluster)))
        .orElseGet(() -> Palette.of(groups));
  }

  private void add(Figure figure) {
    Set<String> cluster = new LinkedHashSet<>();
    List<String> groups = Drawings.groups(figure);
    for (Set<String> other : List.copyOf(clusters)) {
      if (!Collections.disjoint(other, groups)) {
        cluster.addAll(other);
        clusters.remove(other);
      }
    }
    cluster.addAll(groups);
    clusters.add(cluster);
  }
}
