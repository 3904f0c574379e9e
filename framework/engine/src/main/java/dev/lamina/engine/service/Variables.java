package dev.lamina.engine.service;

import dev.lamina.api.service.Environment;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables as components see them: the option {@code --offline} is the variable
 * HF_HUB_OFFLINE, which Python's libraries read too.
 *
 * @param set the process's own
 * @param offline whether the option is given
 */
public record Variables(Map<String, String> set, boolean offline) implements Environment {

  private static final String OFFLINE = "HF_HUB_OFFLINE";

  @Override
  public Optional<String> get(String name) {
    return offline && name.equals(OFFLINE) ? Optional.of("1") : Optional.ofNullable(set.get(name));
  }
}
