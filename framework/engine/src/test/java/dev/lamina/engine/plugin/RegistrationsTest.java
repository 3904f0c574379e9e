package dev.lamina.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Location;
import dev.lamina.engine.problem.ProblemList;
import java.util.Map;
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
}
