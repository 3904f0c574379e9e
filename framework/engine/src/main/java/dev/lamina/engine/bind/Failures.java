package dev.lamina.engine.bind;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.ValueReader.Read;
import dev.lamina.engine.bind.shape.Wording;
import dev.lamina.engine.problem.ProblemList;
import java.util.Optional;

/** Reports values that are not what their keys hold. */
record Failures(ProblemList problems) {

  /** {@code SUBJECT must be ALLOWED but is FOUND}. */
  Optional<Read> wrong(String allowed, Node node, String subject, String hint) {
    return fail(
        node, "%s must be %s but is %s%s".formatted(subject, allowed, Wording.found(node), hint));
  }

  /** Reports a value, unless it is known to be wrong already. */
  Optional<Read> fail(Node node, String message) {
    return problems.hasErrorAt(node.location()) ? Optional.empty() : at(node.location(), message);
  }

  Optional<Read> at(Location location, String message) {
    problems.error(location, message);
    return Optional.empty();
  }
}
