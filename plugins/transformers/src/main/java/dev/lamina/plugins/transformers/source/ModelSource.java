package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Problems;

/** A place that has a model's files. */
@FunctionalInterface
public interface ModelSource {

  /**
   * Finds the files and reads the configuration.
   *
   * @throws InvalidModelException if some are missing or cannot be read; problems were reported
   */
  ModelFiles open(Problems problems) throws InvalidModelException;
}
