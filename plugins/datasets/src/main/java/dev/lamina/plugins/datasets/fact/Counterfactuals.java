package dev.lamina.plugins.datasets.fact;

import dev.lamina.api.config.Doc;

/** Whether facts come with false ones. */
public enum Counterfactuals {
  @Doc("Each fact is followed by a false one with another object of the same relation.")
  PAIRED,
  @Doc("The facts alone.")
  NONE
}
