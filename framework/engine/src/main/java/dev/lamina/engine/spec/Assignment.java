package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.spec.yaml.Composer;
import dev.lamina.engine.spec.yaml.Places;
import java.util.Optional;
import java.util.Set;

/**
 * What one argument of the command line, or one value of a sweep, does to the spec.
 *
 * @param path which key
 * @param value what the key becomes; empty if it is removed
 * @param argument as typed
 * @param location where it was written
 */
record Assignment(KeyPath path, Optional<Node> value, String argument, Location location) {

  private static final Set<String> NEVER_SWEPT =
      Set.of("extends", "sweep", "compare", "tracking", "name", "description");

  /**
   * Reads {@code key.path=VALUE} or {@code ~key.path}.
   *
   * @throws InvalidSpecException if it is neither, or the value is not YAML
   */
  static Assignment parse(String argument) {
    int equals = argument.indexOf('=');
    if (argument.startsWith("~") && equals < 0) {
      return new Assignment(
          path(argument.substring(1), argument), Optional.empty(), argument, Location.COMMAND_LINE);
    }
    if (equals < 0 || argument.startsWith("~")) {
      throw wrong(argument, "is not key.path=value or ~key.path");
    }
    KeyPath path = path(argument.substring(0, equals), argument);
    return new Assignment(
        path, Optional.of(value(argument, equals + 1)), argument, Location.COMMAND_LINE);
  }

  /**
   * A value of a sweep.
   *
   * @param key {@code key.path}
   * @throws InvalidSpecException if it is none
   */
  static Assignment of(String key, Node.Entry value) {
    KeyPath path = KeyPath.of(key);
    if (path.parts().stream().anyMatch(String::isBlank)
        || NEVER_SWEPT.contains(path.parts().get(0))) {
      throw new InvalidSpecException(
          value.key(), "%s cannot be swept over".formatted(Quoted.of(key)));
    }
    return new Assignment(path, Optional.of(value.value()), key, value.key());
  }

  /** This cannot be applied. */
  InvalidSpecException wrong(String message) {
    return new InvalidSpecException(location, Quoted.of(argument) + " " + message);
  }

  private static InvalidSpecException wrong(String argument, String message) {
    return new InvalidSpecException(Location.COMMAND_LINE, Quoted.of(argument) + " " + message);
  }

  private static KeyPath path(String text, String argument) {
    KeyPath path = KeyPath.of(text);
    if (path.parts().stream().anyMatch(String::isBlank)) {
      throw wrong(argument, "names no key; write key.path=value or ~key.path");
    }
    if (path.parts().get(0).equals("extends")) {
      throw wrong(argument, "cannot be set here; extends belongs in a file");
    }
    return path;
  }

  private static Node value(String argument, int start) {
    try {
      // a space, so that neither '%' nor '---' begins a line
      return Composer.compose(" " + argument.substring(start), Places.only(Location.COMMAND_LINE))
          .orElseGet(() -> new Node.Scalar(null, "", Location.COMMAND_LINE));
    } catch (InvalidSpecException e) {
      Problem problem = e.problems().get(0);
      throw wrong(argument, "has a value that is not YAML: " + problem.message());
    }
  }
}
