package dev.lamina.plugins.probes.direction;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.model.Component;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.place.LayerRows;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes each layer's direction, fitted on all prompts and for activations as they are: {@code
 * weights . x + intercept} is the log-odds of the first class (two classes), or of each class
 * against the rest, or the number that is predicted.
 */
public final class Directions {

  /** Coefficients agree with the optimum in the third digit or better. */
  public static final double TOLERANCE = 1e-6;

  private final Study study;
  private final Map<String, String> target;
  private final Function<float[][], LinearClassifier> fit;
  private final Parallel parallel;

  /**
   * Prepares.
   *
   * @param target what is said of it in the file's metadata
   * @param fit from the rows of a layer, [rows, d_model], to what decides such rows
   */
  public Directions(
      Study study,
      Map<String, String> target,
      Function<float[][], LinearClassifier> fit,
      Parallel parallel) {
    this.study = study;
    this.target = target;
    this.fit = fit;
    this.parallel = parallel;
  }

  /** Those of a probe of classes. */
  public static Directions of(Study study, ProbingTask task, Probe probe, Parallel parallel) {
    Map<String, String> target = new LinkedHashMap<>();
    target.put("target", task.target().name());
    target.put(
        "classes",
        task.target().classes().stream()
            .map(Directions::json)
            .collect(Collectors.joining(", ", "[", "]")));
    return new Directions(study, target, rows -> fit(rows, task, probe), parallel);
  }

  private static LinearClassifier fit(float[][] rows, ProbingTask task, Probe probe) {
    int[] all = IntStream.range(0, rows.length).toArray();
    Features features = Features.of(rows, task.groups());
    TrainingSet set = features.training(all, task.target().codes(), task.classes());
    return features.standard().undo(probe.fit(features, List.of(set)).get(0));
  }

  /** Writes a file a component. */
  public void write(Findings findings) {
    for (Component component : study.design().components()) {
      write(study.activations(component), findings);
    }
  }

  private void write(Activations activations, Findings findings) {
    List<Integer> layers = activations.layers();
    List<LinearClassifier> fitted =
        parallel.map(layers, layer -> fit.apply(LayerRows.of(activations, layer)));
    int decisions = fitted.get(0).intercepts().length;
    int d = activations.width();
    long[] intercepts =
        decisions == 1 ? new long[] {layers.size()} : new long[] {layers.size(), decisions};
    long[] weights =
        decisions == 1 ? new long[] {layers.size(), d} : new long[] {layers.size(), decisions, d};
    findings.tensors(
        "directions/%s.%s.safetensors".formatted(findings.id(), activations.component()),
        List.of(
            new NamedTensor("weights", NamedTensor.Type.F32, weights, weights(fitted)),
            new NamedTensor("intercepts", NamedTensor.Type.F32, intercepts, intercepts(fitted))),
        metadata(activations));
  }

  private Map<String, String> metadata(Activations activations) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("component", activations.component().id());
    metadata.put("layers", activations.layers().toString()); // a JSON array, e.g. [0, 2]
    metadata.put("model", study.design().model().name());
    metadata.putAll(target);
    return metadata;
  }

  /** A JSON string (RFC 8259, section 7). */
  private static String json(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c < ' ' || c == '"' || c == '\\'
                    ? "\\u%04x".formatted(c)
                    : Character.toString((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static Iterator<ByteBuffer> weights(List<LinearClassifier> fitted) {
    return fitted.stream()
        .flatMap(
            of -> IntStream.range(0, of.weights().length).mapToObj(k -> bytes(of.weights()[k])))
        .iterator();
  }

  private static Iterator<ByteBuffer> intercepts(List<LinearClassifier> fitted) {
    return fitted.stream().map(of -> bytes(of.intercepts())).iterator();
  }

  private static ByteBuffer bytes(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return bytes.flip();
  }
}
