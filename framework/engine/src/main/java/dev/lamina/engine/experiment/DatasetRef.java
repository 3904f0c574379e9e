package dev.lamina.engine.experiment;

import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.experiment.option.DatasetOptions;

/** The data set that the spec asks for, and what is done with its prompts. */
public record DatasetRef(ComponentRef component, Bound<DatasetOptions> options) {

  /** The same data set with other options. */
  public DatasetRef with(Bound<DatasetOptions> newOptions) {
    return new DatasetRef(component, newOptions);
  }
}
