package dev.lamina.testkit;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.model.Component;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Findings kept in memory, to look at in tests. */
public final class RecordedFindings implements Findings {

  private final List<Metric> metrics = new ArrayList<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final List<Headline> headlines = new ArrayList<>();
  private final Map<String, byte[]> tensors = new LinkedHashMap<>();

  /** A headline as it was stated. */
  public record Headline(int importance, String sentence, Figure figure) {}

  @Override
  public String id() {
    return "analysis";
  }

  @Override
  public synchronized void metric(Metric metric) {
    metrics.add(metric);
  }

  @Override
  public synchronized void table(String name, Table table) {
    tables.put(name, table);
  }

  @Override
  public synchronized void figure(String name, Figure figure) {
    figures.put(name, figure);
  }

  @Override
  public synchronized void headline(int importance, String sentence, Figure figure) {
    headlines.add(new Headline(importance, sentence, figure));
  }

  @Override
  public synchronized void tensors(
      String path, List<NamedTensor> written, Map<String, String> metadata) {
    for (NamedTensor tensor : written) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      tensor
          .chunks()
          .forEachRemaining(
              (ByteBuffer chunk) -> {
                byte[] copy = new byte[chunk.remaining()];
                chunk.get(copy);
                bytes.writeBytes(copy);
              });
      tensors.put(path + "#" + tensor.name(), bytes.toByteArray());
    }
  }

  /** All metrics, in the order of recording. */
  public List<Metric> metrics() {
    return metrics;
  }

  /** The value of one metric without a group. */
  public double value(Component component, int layer, String name) {
    return value(component, layer, "", name);
  }

  /** The value of one metric. */
  public double value(Component component, int layer, String group, String name) {
    return find(Optional.of(component), OptionalInt.of(layer), group, name);
  }

  /** The value of one metric of a component without a layer. */
  public double value(Component component, String name) {
    return find(Optional.of(component), OptionalInt.empty(), "", name);
  }

  /** The value of one metric about the study as a whole. */
  public double value(String name) {
    return find(Optional.empty(), OptionalInt.empty(), "", name);
  }

  private double find(Optional<Component> component, OptionalInt layer, String group, String name) {
    List<Metric> found =
        metrics.stream()
            .filter(
                metric ->
                    metric.component().equals(component)
                        && metric.layer().equals(layer)
                        && metric.group().equals(group)
                        && metric.name().equals(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "expected one metric %s %s '%s' %s but found %d; all: %s"
              .formatted(component, layer, group, name, found.size(), metrics));
    }
    return found.get(0).value();
  }

  public Map<String, Table> tables() {
    return tables;
  }

  public Map<String, Figure> figures() {
    return figures;
  }

  public List<Headline> headlines() {
    return headlines;
  }

  /** Written tensors as little-endian bytes, by {@code PATH#NAME}. */
  public Map<String, byte[]> tensors() {
    return tensors;
  }
}
