package dev.lamina.api.analysis;

import dev.lamina.api.figure.Figure;
import java.util.List;
import java.util.Map;

/** Takes what an analysis finds; what is handed over is written at once. */
public interface Findings {

  /** The analysis's id in the spec, which its files are named after. */
  String id();

  /** Records a number. NaN is allowed where a value is not defined. */
  void metric(Metric metric);

  /**
   * Writes {@code tables/ID.NAME.csv}, ID being the analysis in the spec; {@code tables/ID.csv} for
   * the empty name.
   *
   * @param name lower case, {@code [a-z0-9._-]*}
   */
  void table(String name, Table table);

  /** Draws {@code figures/ID.NAME.png} and {@code .svg}; named as {@link #table}. */
  void figure(String name, Figure figure);

  /**
   * States a result in one sentence for the run's summary, with the figure that shows it.
   *
   * @param importance orders the summary and picks the overview: about 90 for held-out evidence (a
   *     probe), 70 for a tested effect, 50 for a projection, 30 for a description
   * @param sentence says the finding with its uncertainty and its baseline, ending in a period
   * @param figure the picture of it, small enough to be one panel of four
   */
  void headline(int importance, String sentence, Figure figure);

  /**
   * Writes float32 or int64 tensors as a safetensors file in the run folder.
   *
   * @param path relative to the run folder, ending in {@code .safetensors}
   */
  void tensors(String path, List<NamedTensor> tensors, Map<String, String> metadata);
}
