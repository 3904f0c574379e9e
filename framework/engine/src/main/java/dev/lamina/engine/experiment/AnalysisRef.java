package dev.lamina.engine.experiment;

import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.experiment.option.AnalysisOptions;

/**
 * An analysis that the spec asks for.
 *
 * @param id names it in files and metrics; unique in the spec
 * @param options the components and layers that it is narrowed to
 */
public record AnalysisRef(String id, ComponentRef component, Bound<AnalysisOptions> options) {

  /** The same analysis, configured otherwise. */
  public AnalysisRef with(Bound<?> config) {
    return new AnalysisRef(id, component.with(config), options);
  }
}
