package dev.lamina.api.service;

import java.util.Optional;

/** The environment variables that Lamina was started with. */
public interface Environment {

  /** The variable's value; empty if it is not set. */
  Optional<String> get(String name);
}
