package dev.lamina.engine.spec.yaml;

import dev.lamina.api.problem.Location;
import org.yaml.snakeyaml.error.Mark;

/** Where the parser's marks are, for the user. */
@FunctionalInterface
public interface Places {

  Location at(Mark mark);

  /** Places in a file. */
  static Places in(String source) {
    return mark -> new Location(source, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** One place for everything: the command line, or the mapping that a default belongs to. */
  static Places only(Location location) {
    return mark -> location;
  }
}
