package dev.lamina.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.config.Nested;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.engine.problem.ProblemList;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrationsTest {

  private final Registry registry = new Registry();
  private final ProblemList problems = new ProblemList();
  private final Registrations registrations =
      new Registrations(registry, Location.file("a.jar"), problems);

  @Test
  void aModelMayBeNamedWithItsVersionAndSize() {
    registrations.namedModel(
        "llama-3.2-1b",
        "Llama 3.2",
        "transformers",
        Map.of("source", "hf:meta-llama/Llama-3.2-1B"));

    assertThat(problems.sorted()).isEmpty();
    assertThat(registry.findNamedModel("llama-3.2-1b")).isPresent();
  }

  @Test
  void aModelMayNotBeNamedLikeAPath() {
    registrations.namedModel("./llama", "Llama", "transformers", Map.of("source", "./llama"));
    registrations.namedModel("llama.", "Llama", "transformers", Map.of("source", "./llama"));

    assertThat(problems.sorted().stream().map(String::valueOf))
        .containsExactly(
            "a.jar: error: the model './llama' cannot be used: a name must be lower case words joined"
                + " by hyphens",
            "a.jar: error: the model 'llama.' cannot be used: a name must be lower case words joined"
                + " by hyphens");
    assertThat(registry.namedModels()).isEmpty();
  }

  /** Asks for what is no component. */
  record NotAComponent(Optional<List<Nested<String>>> inner) {}

  static final class Asking implements Dataset {
    @Inject
    Asking() {}

    @Override
    public Prompts load(Problems reports) {
      return new Prompts(List.of(), Map.of(), Optional.empty());
    }
  }

  @Test
  void onlyComponentsCanBeNested() {
    registrations.dataset("asking", Asking.class, NotAComponent.class);

    assertThat(problems.sorted().stream().map(String::valueOf))
        .containsExactly(
            "a.jar: error: the dataset 'asking' cannot be used: java.lang.String is not a kind of"
                + " component that can be nested");
  }
}
