package dev.lamina.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  private static final String BASE =
      """
      model: minilm
      dataset: {type: facts, limit: 10}
      analyses: [{type: linear-probe, folds: 3}]
      """;

  @TempDir private Path folder;

  private Spec read(String sweep, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), BASE + sweep);
    return new SpecReader().read(file, List.of(overrides), Map.of("SEED", "9"));
  }

  private static String value(Spec spec, String... path) {
    Node node = spec.tree();
    for (String key : path) {
      node =
          node instanceof Node.Sequence list
              ? list.items().get(Integer.parseInt(key))
              : ((Node.Mapping) node).entries().get(key).value();
    }
    return InlineText.of(node);
  }

  @Test
  void aGridHasEveryCombinationTheLastKeyFastest() throws IOException {
    Spec spec = read("sweep: {model: [minilm, e5-small], dataset.limit: [10, 20]}");

    assertThat(spec.problems()).isEmpty();
    assertThat(spec.cases())
        .extracting(
            Spec.Case::name,
            of -> value(of.spec(), "model"),
            of -> value(of.spec(), "dataset", "limit"))
        .containsExactly(
            tuple("minilm, limit=10", "minilm", "10"),
            tuple("minilm, limit=20", "minilm", "20"),
            tuple("e5-small, limit=10", "e5-small", "10"),
            tuple("e5-small, limit=20", "e5-small", "20"));
    assertThat(spec.cases().get(1).choices())
        .containsExactly(Map.entry("model", "minilm"), Map.entry("dataset.limit", "20"));
    assertThat(spec.cases().get(0).spec().tree().entries())
        .containsOnlyKeys("model", "dataset", "analyses");
  }

  @Test
  void casesAreTakenAsListed() throws IOException {
    Spec spec =
        read("sweep: {cases: [{seed: 1, analyses.linear-probe.folds: 5}, {model: e5-small}]}");

    assertThat(spec.problems()).isEmpty();
    assertThat(spec.cases())
        .extracting(Spec.Case::name)
        .containsExactly("seed=1, folds=5", "e5-small");
    assertThat(value(spec.cases().get(0).spec(), "analyses", "0", "folds")).isEqualTo("5");
    assertThat(value(spec.cases().get(1).spec(), "analyses", "0", "folds")).isEqualTo("3");
  }

  @Test
  void referencesAreToTheCasesOwnValues() throws IOException {
    Spec spec = read("description: ${model} with ${env:SEED}\nsweep: {model: [minilm, e5-small]}");

    assertThat(spec.cases())
        .extracting(of -> value(of.spec(), "description"))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("e5-small with");
  }

  @Test
  void theCommandLineChangesTheSweepToo() throws IOException {
    assertThat(read("sweep: {seed: [1, 2]}", "sweep.seed=[1, 2, 3]").cases()).hasSize(3);
    assertThat(read("sweep: {seed: [1, 2]}", "~sweep").cases()).isEmpty();
  }

  @Test
  void casesOfTheSameNameAreToldApart() throws IOException {
    assertThat(read("sweep: {cases: [{name: facts}, {dataset.type: facts}]}").cases())
        .extracting(Spec.Case::name)
        .containsExactly("facts", "facts (2)");
  }

  @Test
  void aPathIsNamedByItsLastPart() throws IOException {
    assertThat(
            read("sweep: {model: [/models/SmolLM2-135M.Q4_1.gguf, ./gpt2/, 'hf:org/name', a/name, 'x and/or y']}")
                .cases())
        .extracting(Spec.Case::name)
        .containsExactly("SmolLM2-135M.Q4_1", "gpt2", "name", "name (2)", "x and/or y");
  }

  @Test
  void whatIsWrongIsReportedAtItsPlace() throws IOException {
    assertThat(problems("sweep: [1]")).singleElement().asString().contains(":4:1: ", "a mapping");
    assertThat(problems("sweep: {seed: 1}"))
        .singleElement()
        .asString()
        .contains(":4:9: ", "'seed' of a sweep must be a list of at least one value");
    assertThat(problems("sweep: {seed: []}")).hasSize(1);
    assertThat(problems("sweep: {cases: [1]}"))
        .singleElement()
        .asString()
        .contains(":4:17: ", "a case of a sweep must be a mapping");
    assertThat(problems("sweep: {cases: [{seed: 1}], seed: [1]}")).hasSize(1);
    assertThat(problems("sweep: {extends: [[a.yaml]]}"))
        .singleElement()
        .asString()
        .contains("'extends' cannot be swept over");
    assertThat(problems("sweep: {analyses.nothing.folds: [1]}"))
        .singleElement()
        .asString()
        .contains(":4:9: ", "'analyses.nothing.folds' has no target");
  }

  private List<Problem> problems(String sweep) throws IOException {
    return read(sweep).problems();
  }

  @Test
  void moreThanTenThousandChildrenAreRefused() throws IOException {
    String hundred =
        IntStream.range(0, 101)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "[", "]"));

    assertThat(problems("sweep: {seed: " + hundred + ", dataset.limit: " + hundred + "}"))
        .singleElement()
        .asString()
        .contains("more than 10,000 child runs");
  }
}
