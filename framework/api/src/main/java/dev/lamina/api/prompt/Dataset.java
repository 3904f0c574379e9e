package dev.lamina.api.prompt;

import dev.lamina.api.problem.Problems;

/**
 * A source of labelled prompts. What all data sets share ({@code filter, templates, missing,
 * shuffle, balance, limit}) Lamina does itself, after {@link #load}.
 */
public interface Dataset {

  /**
   * Reads everything. The same configuration and files give the same prompts in the same order.
   *
   * @param problems takes what is wrong with the configuration or the data, each with its place
   * @return the prompts; with errors reported, whatever could be read
   */
  Prompts load(Problems problems);
}
