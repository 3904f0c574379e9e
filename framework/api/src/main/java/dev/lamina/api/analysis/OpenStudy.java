package dev.lamina.api.analysis;

/** A study whose activations can be read until it is closed. */
public interface OpenStudy extends Study, AutoCloseable {

  /** Lets go of the files; activations of the study must not be read any more. */
  @Override
  void close();
}
