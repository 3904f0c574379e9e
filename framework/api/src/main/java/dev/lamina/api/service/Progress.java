package dev.lamina.api.service;

/** Shows how far a component is. */
public interface Progress {

  /**
   * Begins a task; the caller closes it.
   *
   * @param unit what is counted, plural: {@code prompts}, {@code probes}
   */
  Task begin(String what, String unit, long total);

  /** A piece of work with a known size. Safe to step from several threads. */
  interface Task extends AutoCloseable {

    void step(long amount);

    @Override
    void close();
  }
}
