package dev.lamina.api.plugin;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.Model;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.tracking.Dashboard;
import dev.lamina.api.tracking.Tracker;
import java.util.Map;

/**
 * Takes a plugin's components. A component is a class with one constructor annotated {@link
 * jakarta.inject.Inject}, which may ask for its configuration record and for the services of {@link
 * dev.lamina.api.service}. The spec's {@code type:} picks the component by its name; the mapping's
 * other keys fill the record, a key {@code max_tokens} its component {@code maxTokens}.
 *
 * <p>Names are lower case words joined by hyphens, those of models also by periods. Two components
 * of one kind and name are an error that names both plugins.
 */
public interface Components {

  /** Registers a data set. */
  void dataset(String name, Class<? extends Dataset> type, Class<? extends Record> config);

  /** Registers a kind of model. */
  void model(String name, Class<? extends Model> type, Class<? extends Record> config);

  /**
   * Registers a short name for a model: {@code model: NAME} means the mapping {@code {type: TYPE,
   * ...settings}}.
   *
   * @param description one line for {@code lamina list models}
   * @param settings spec keys of the model type, with the values that YAML would give
   */
  void namedModel(String name, String description, String type, Map<String, Object> settings);

  /** Registers a way to get activations from a model. */
  void extractor(String name, Class<? extends Extractor> type, Class<? extends Record> config);

  /** Registers an analysis. */
  void analysis(String name, Class<? extends Analysis> type, Class<? extends Record> config);

  /** Registers an analysis over the results of several runs. */
  void comparison(String name, Class<? extends Comparison> type, Class<? extends Record> config);

  /** Registers a place to publish runs to. */
  void tracker(String name, Class<? extends Tracker> type, Class<? extends Record> config);

  /** Registers a drawer of figures. */
  void renderer(String name, Class<? extends FigureRenderer> type, Class<? extends Record> config);

  /** Registers a local web user interface that shows published runs. */
  void dashboard(String name, Class<? extends Dashboard> type, Class<? extends Record> config);
}
