package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.experiment.option.SpecialTokens;
import dev.lamina.engine.experiment.option.TokenOptions;
import dev.lamina.engine.problem.ProblemList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one choice of what happens to tokens, from the several places where it may be made. */
final class TokenChoice {

  private final ConfigShape<TokenOptions> shape = ConfigShape.own(TokenOptions.class);
  private final ProblemList problems;
  private final Map<String, Chosen> chosen = new HashMap<>();

  TokenChoice(ProblemList problems) {
    this.problems = problems;
  }

  private record Chosen(Object value, Location location) {}

  /** The keys. */
  List<String> keys() {
    return shape.names();
  }

  /** Takes what one place says. */
  void add(Node.Mapping mapping, String owner) {
    Bound<TokenOptions> bound =
        new Binder(problems).bindOrDefaults(shape, mapping, owner, List.of());
    choose("special_tokens", bound.config().specialTokens(), bound);
    choose("truncate", bound.config().truncate(), bound);
  }

  private void choose(String key, Optional<?> value, Bound<?> bound) {
    if (value.isEmpty()) {
      return;
    }
    Location location = bound.place(key);
    Chosen first = chosen.putIfAbsent(key, new Chosen(value.get(), location));
    if (first != null && !first.value().equals(value.get())) {
      problems.error(
          location,
          "%s is set to another value at %s; set it once".formatted(key, first.location()));
    }
  }

  ExperimentSpec.Tokens choice() {
    SpecialTokens special =
        value("special_tokens").map(SpecialTokens.class::cast).orElse(SpecialTokens.EXCLUDE);
    return new ExperimentSpec.Tokens(
        special, value("truncate").map(Boolean.class::cast).orElse(false));
  }

  private Optional<Object> value(String key) {
    return Optional.ofNullable(chosen.get(key)).map(Chosen::value);
  }
}
