package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.plan.Plan;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activations are computed once, whatever the data set that asks for them. */
class CacheTest {

  @TempDir private Path folder;

  private CommandLineRun lamina(String... arguments) {
    List<String> all =
        Stream.concat(Stream.of(arguments), Stream.of("--runs", folder.resolve("runs").toString()))
            .toList();
    CommandLineRun done = CommandLineRun.of(all.toArray(String[]::new));
    assertThat(done.exitCode()).as("%s %s", all, done.err()).isZero();
    return done;
  }

  private String spec(String name, String prompts, String more) throws IOException {
    return Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            model: minilm
            dataset: {type: conditions, conditions: {a: [%s], b: [Oslo]}}
            analyses: [activation-stats, save-activations]
            %s
            """
                .formatted(prompts, more))
        .toString();
  }

  private List<String> metrics(String name) throws IOException {
    return Files.readAllLines(folder.resolve("runs/" + name + "/latest/metrics.csv"));
  }

  private int computed(String name) throws IOException {
    Path file = folder.resolve("runs/" + name + "/latest/provenance.json");
    JsonNode activations = new ObjectMapper().readTree(file.toFile()).get("activations");
    return activations.get("prompts_computed").asInt();
  }

  @Test
  void ofMorePromptsInAnotherOrderOnlyTheNewOnesAreComputedAndTheNumbersAreTheSame()
      throws IOException {
    String small = spec("small", "Rome is in Italy, Paris", "");
    String large = spec("large", "Bergen, Paris, Madrid is in Spain, Rome is in Italy, Bergen", "");

    lamina("run", small);
    CommandLineRun plan = lamina("plan", large);
    lamina("run", large);

    assertThat(plan.out())
        .anyMatch(
            line -> line.matches("activations one forward pass over \\d+ tokens of 2 prompts"))
        .anyMatch(line -> line.endsWith(" float32, 54.0 KiB, 3 of 6 prompts stored"));
    assertThat(computed("small")).isEqualTo(3);
    assertThat(computed("large")).isEqualTo(2);
    List<String> pieced = metrics("large");
    lamina("run", large, "--fresh");
    assertThat(computed("large")).isEqualTo(5);
    assertClose(pieced, metrics("large"));
    lamina("run", small);
    assertThat(computed("small")).isZero();
  }

  /** Prompts are computed in batches of other companions: equal up to rounding. */
  private static void assertClose(List<String> some, List<String> others) {
    assertThat(some).hasSameSizeAs(others).hasSizeGreaterThan(10);
    for (int i = 1; i < some.size(); i++) {
      int comma = some.get(i).lastIndexOf(',');
      assertThat(others.get(i)).startsWith(some.get(i).substring(0, comma));
      double expected = Double.parseDouble(some.get(i).substring(comma + 1));
      double found = Double.parseDouble(others.get(i).substring(comma + 1));
      assertThat(found).as(some.get(i)).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void ofMoreLayersAndComponentsOnlyTheNewOnesAreComputed() throws IOException {
    lamina("run", spec("two", "Rome is in Italy, Paris", "layers: [0, 5]"));
    String all =
        spec(
            "all",
            "Rome is in Italy, Paris",
            "layers: 0..5\ncomponents: [resid_post, mlp_out, embed]");

    CommandLineRun plan = lamina("plan", all);
    lamina("run", all);

    assertThat(plan.out())
        .anyMatch(
            line ->
                line.contains("resid_post") && line.endsWith("33% of prompts and layers stored"))
        .anyMatch(line -> line.contains("mlp_out") && line.endsWith("to compute"))
        .anyMatch(line -> line.contains("embed") && line.endsWith("to compute"));
    assertThat(lamina("plan", all).out()).anyMatch(line -> line.contains("no forward pass"));
    List<String> pieced = metrics("all");
    lamina("run", all, "--fresh");
    assertClose(pieced, metrics("all"));
  }

  @Test
  void whatIsPrunedBetweenPlanAndRunIsComputedAgain() throws IOException {
    String study = spec("study", "Rome is in Italy, Paris", "");
    lamina("run", study);
    List<String> expected = metrics("study");
    Lamina.Settings settings =
        new Lamina.Settings(
            folder.resolve("runs"), Optional.empty(), false, true, 2, System.getenv());

    try (Lamina engine = new Lamina(settings, Services.silent())) {
      Plan plan = engine.plan(engine.read(Path.of(study), List.of()));
      assertThat(plan.capture().missing()).isEmpty();
      assertThat(lamina("cache", "prune", "--keep", "0").out()).hasSize(2);
      engine.run(plan, Map.of(), folder -> {});
    }

    assertThat(metrics("study")).isEqualTo(expected);
    assertThat(lamina("cache", "verify").out()).last().asString().startsWith("1 files, ");
  }

  @Test
  void halfPrecisionIsACollectionOfItsOwnAndItsErrorIsReported() throws IOException {
    String exact = spec("exact", "Rome is in Italy, Paris", "");
    String half = spec("half", "Rome is in Italy, Paris", "storage: float16");

    lamina("run", exact);
    CommandLineRun run = lamina("run", half);

    assertThat(computed("half")).isEqualTo(3);
    assertThat(run.out())
        .anyMatch(line -> line.matches("storage +float16: no activation is off by more than .*"));
    JsonNode provenance =
        new ObjectMapper()
            .readTree(folder.resolve("runs/half/latest/provenance.json").toFile())
            .get("activations");
    // MiniLM's largest activations are below 16, where half precision is 2^-7 apart
    assertThat(provenance.get("largest_rounding").asDouble()).isBetween(1e-5, 0x1p-8);
    assertThat(lamina("run", half).out())
        .anyMatch(line -> line.contains("no activation is off by more than"));
    JsonNode collections =
        new ObjectMapper().readTree(String.join("\n", lamina("cache", "--json").out()));
    assertThat(collections.get("collections")).hasSize(2);
    long float16 = collections.get("collections").get(0).get("bytes").asLong();
    long float32 = collections.get("collections").get(1).get("bytes").asLong();
    assertThat((double) float16 / float32).isBetween(.5, .6);
  }

  @Test
  void theCacheIsListedVerifiedAndPruned() throws IOException {
    lamina("run", spec("study", "Rome is in Italy, Paris", "layers: [0, 5]"));

    assertThat(lamina("cache").out())
        .anyMatch(
            line ->
                line.matches(
                    "minilm +resid_post +mean +float32 +0,5 +3 +.* KiB  \\d{4}-\\d\\d-\\d\\d .*"))
        .anyMatch(line -> line.startsWith("total "))
        .anyMatch(line -> line.startsWith("model ") && line.contains("minilm"));
    assertThat(lamina("cache", "verify").out())
        .last()
        .asString()
        .matches("1 files, .*, are as they were written; 0 are damaged");
    assertThat(lamina("cache", "prune").err()).anyMatch(line -> line.contains("were kept"));
    assertThat(lamina("cache", "prune", "--older-than", "1d").out())
        .containsExactly("deleted 0 files, 0 B freed");
    assertThat(lamina("cache", "prune", "--keep", "0", "--dry-run").out())
        .last()
        .asString()
        .startsWith("would delete 1 files, ");
    assertThat(lamina("cache", "prune", "--model", "minilm").out())
        .last()
        .asString()
        .startsWith("deleted 1 files, ");
    assertThat(lamina("cache", "list").err()).anyMatch(line -> line.startsWith("no activations"));
  }
}
