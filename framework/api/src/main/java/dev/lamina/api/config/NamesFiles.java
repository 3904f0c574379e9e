package dev.lamina.api.config;

/**
 * A {@link FromSpec} value that names files. Relative paths in a spec are relative to the file that
 * names them; the run folder's {@code resolved.yaml} lies elsewhere.
 */
public interface NamesFiles {

  /**
   * The value as a spec anywhere would have it.
   *
   * @param written what {@code parse} was given
   * @return the same with absolute paths
   */
  Node withAbsolutePaths(Node written);
}
