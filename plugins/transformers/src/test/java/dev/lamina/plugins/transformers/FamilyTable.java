package dev.lamina.plugins.transformers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far every family is from transformers, a row a family and component; {@code
 * experiments/benchmarks/families} prints it.
 */
final class FamilyTable {

  private record Row(int prompts, double largest, double difference, double cosine) {

    Row with(Row other) {
      return new Row(
          prompts + other.prompts,
          Math.max(largest, other.largest),
          Math.max(difference, other.difference),
          Math.min(cosine, other.cosine));
    }
  }

  private final Map<String, Map<String, Row>> families = new TreeMap<>();

  /** Notes what one prompt gave at one component. */
  void add(String family, String component, float[] actual, float[] expected) {
    Row row =
        new Row(
            1,
            Vectors.largest(expected),
            Vectors.difference(actual, expected),
            Vectors.cosine(actual, expected));
    families.computeIfAbsent(family, name -> new TreeMap<>()).merge(component, row, Row::with);
  }

  /** Writes the table, and under it the worst of each column. */
  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    String format = "%-24s %-12s %9s %13s %15s  %s";
    lines.add(
        format.formatted(
            "family", "component", "largest", "max abs diff", "diff / largest", "cosine"));
    families.forEach(
        (family, components) ->
            components.forEach(
                (component, row) ->
                    lines.add(
                        String.format(
                            Locale.ROOT,
                            format,
                            family,
                            component,
                            "%.3g".formatted(row.largest()),
                            "%.2g".formatted(row.difference()),
                            "%.2g".formatted(row.difference() / row.largest()),
                            "%.9f".formatted(row.cosine())))));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }
}
