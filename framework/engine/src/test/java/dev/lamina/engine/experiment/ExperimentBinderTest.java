package dev.lamina.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.experiment.option.Balance;
import dev.lamina.engine.experiment.option.ColumnValues;
import dev.lamina.engine.experiment.option.DatasetOptions;
import dev.lamina.engine.experiment.option.SpecialTokens;
import dev.lamina.engine.experiment.option.Templates;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.sample.SampleAnalysis;
import dev.lamina.engine.sample.SampleDataset;
import dev.lamina.engine.sample.SampleModel;
import dev.lamina.engine.sample.SamplePlugin;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.spec.SpecReader;
import dev.lamina.engine.spec.SpecWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentBinderTest {

  private static final String REST = "dataset: facts\nanalyses: [activation-stats]\n";

  @TempDir Path folder;

  @Test
  void whatTheSpecLeavesOutHasItsDefaults() throws IOException {
    ExperimentSpec experiment = bind("model: minilm\n" + REST);

    assertThat(experiment.name()).isEqualTo("my-study.v2");
    assertThat(experiment.settings().config().seed()).isZero();
    assertThat(experiment.settings().config().components()).containsExactly(Component.RESID_POST);
    assertThat(experiment.settings().config().positions().canonical()).isEqualTo("mean");
    assertThat(experiment.tokens())
        .isEqualTo(new ExperimentSpec.Tokens(SpecialTokens.EXCLUDE, false));
    assertThat(experiment.extractor().orElseThrow().component().name()).isEqualTo("activations");
    assertThat(experiment.trackers()).isEmpty();
  }

  @Test
  void aShortNameIsItsModelWithSettings() throws IOException {
    assertThat(model("model: minilm\n")).isEqualTo(config("minilm", 12));
    assertThat(model("model: {type: minilm, heads: 4}\n")).isEqualTo(config("minilm", 4));
  }

  @Test
  void aModelThatSaysWhereItIsIsASource() throws IOException {
    String here = folder.toString();
    assertThat(model("model: hf:owner/name\n")).isEqualTo(config("hf:owner/name", 1));
    assertThat(model("model: ./gpt2\n")).isEqualTo(config(here + "/gpt2", 1));
    assertThat(model("model: small.gguf\n")).isEqualTo(config(here + "/small.gguf", 1));
    assertThat(model("model: models/gpt2\n")).isEqualTo(config(here + "/models/gpt2", 1));
    assertThat(model("model: /models/gpt2\n")).isEqualTo(config("/models/gpt2", 1));
    assertThat(model("model: {type: transformers, source: ../gpt2}\n"))
        .isEqualTo(config(here + "/../gpt2", 1));
  }

  @Test
  void aSourceOnTheCommandLineIsRelativeToTheWorkingFolder() throws IOException {
    ExperimentSpec experiment = bind("model: minilm\n" + REST, "model=./gpt2");

    assertThat(experiment.model().orElseThrow().config().config())
        .isEqualTo(config(Path.of("gpt2").toAbsolutePath().toString(), 1));
  }

  @Test
  void aFilesEndingTellsItsType() throws IOException {
    for (String dataset : List.of("{file: a.csv}", "a.csv", "{type: csv, file: a.csv}")) {
      ExperimentSpec experiment =
          bind("model: minilm\nanalyses: [activation-stats]\ndataset: " + dataset + "\n");
      ComponentRef component = experiment.dataset().orElseThrow().component();
      assertThat(component.component().name()).isEqualTo("csv");
      assertThat(component.config().config())
          .extracting(config -> ((SampleDataset.FileConfig) config).file())
          .isEqualTo(folder.resolve("a.csv"));
    }
  }

  @Test
  void whatAllDatasetsShareIsApartFromTheirOwnKeys() throws IOException {
    ExperimentSpec experiment =
        bind(
            """
            model: minilm
            dataset:
              type: facts
              filter: {relation: [located_in, capital_of], is_true: true, year: 1990.50}
              templates: ["{subject} lies in {object}", "In {object} lies {subject}"]
              balance: true
              limit: 10
              truncate: true
            analyses: [activation-stats]
            """);

    DatasetOptions options = experiment.dataset().orElseThrow().options().config();
    assertThat(options.filter())
        .isEqualTo(
            Map.of(
                "relation", new ColumnValues(List.of("located_in", "capital_of")),
                "is_true", new ColumnValues(List.of("true")),
                "year", new ColumnValues(List.of("1990.50"))));
    assertThat(options.templates().orElseThrow().items())
        .extracting(Templates.Template::name)
        .containsExactly("0", "1");
    assertThat(options.balance().orElseThrow()).isInstanceOf(Balance.ByMainLabel.class);
    assertThat(options.limit()).contains(10);
    assertThat(experiment.tokens().truncate()).isTrue();
  }

  @Test
  void analysesWithoutAnIdAreNumberedByTheirType() throws IOException {
    ExperimentSpec experiment =
        bind(
            """
            model: minilm
            dataset: facts
            analyses:
              - pca
              - {type: activation-stats, id: pca-2}
              - {type: pca, k: 3}
              - {type: pca, id: mine, layers: last, components: [resid_post]}
            """);

    assertThat(experiment.analyses())
        .extracting(AnalysisRef::id)
        .containsExactly("pca", "pca-2", "pca-3", "mine");
    assertThat(experiment.analyses().get(2).component().config().config())
        .extracting(config -> ((SampleAnalysis.Pca) config).k())
        .isEqualTo(3);
    assertThat(experiment.analyses().get(3).options().config().components())
        .contains(List.of(Component.RESID_POST));
  }

  @Test
  void trackingMayBeAListAMappingOrAName() throws IOException {
    for (String tracking : List.of("[mlflow]", "{type: mlflow}", "mlflow")) {
      assertThat(bind("model: minilm\ntracking: " + tracking + "\n" + REST).trackers()).hasSize(1);
    }
  }

  @Test
  void partsThatAreRightAreThereThoughOthersAreWrong() throws IOException {
    ProblemList problems = new ProblemList();
    ExperimentSpec experiment =
        ExperimentBinder.bind(
            read("model: minilm\nseed: 1.5\nlayers: last\n" + REST),
            SamplePlugin.registry(),
            problems);

    assertThat(problems.sorted()).hasSize(1);
    assertThat(experiment.settings().config().layers().parts()).hasSize(1);
    assertThat(experiment.settings().written().entries()).containsOnlyKeys("layers");
  }

  @Test
  void theResolvedSpecReadsBackAsTheSameExperiment() throws IOException {
    ExperimentSpec experiment =
        bind(
            """
            model: ./gpt2
            dataset: {file: a.csv, filter: {a: [b]}, special_tokens: include}
            layers: {every: 2}
            positions: {text: " in"}
            components: [resid_post, mlp_out]
            analyses:
              - {type: linear-probe, target: is_true, components: [mlp_out], stop: {tolerance: 0.1}}
              - pca
            tracking: {type: mlflow, uri: "${env:SERVER}"}
            """);

    String written = SpecWriter.write(experiment.resolved());
    Path elsewhere = Files.createDirectories(folder.resolve("run")).resolve("resolved.yaml");
    Files.writeString(elsewhere, written);
    ProblemList problems = new ProblemList();
    ExperimentSpec again =
        ExperimentBinder.bind(
            new SpecReader().read(elsewhere, List.of(), Map.of("SERVER", "http://there")),
            SamplePlugin.registry(),
            problems);

    assertThat(problems.sorted()).isEmpty();
    assertThat(SpecWriter.write(again.resolved())).isEqualTo(written);
    assertThat(written).contains("uri: \"${env:SERVER}\"").contains(folder + "/a.csv");
    assertThat(again.trackers().get(0).config().config().toString()).contains("http://there");
  }

  @Test
  void aNestedComponentIsWrittenAsAtTheTop() throws IOException {
    ExperimentSpec experiment =
        bind(
            """
            model: minilm
            dataset: {type: both, sets: [facts, {file: a.csv, limit: 3}, b.jsonl], other: null}
            analyses: [activation-stats]
            """,
            "dataset.sets.1.file=c.csv");

    Bound<?> config = experiment.dataset().orElseThrow().component().config();
    List<NestedComponent<?>> nested =
        config.nested().stream().<NestedComponent<?>>map(NestedComponent.class::cast).toList();
    assertThat(nested)
        .extracting(found -> found.component().component().name())
        .containsExactly("facts", "csv", "jsonl");
    assertThat(nested.get(1).dataset().orElseThrow().options().config().limit()).contains(3);
    assertThat(((SampleDataset.Both) config.config()).sets()).isEqualTo(config.nested());
    assertThat(SpecWriter.write(experiment.resolved()))
        .contains("c.csv")
        .contains("file: " + folder + "/b.jsonl");
  }

  private static SampleModel.Config config(String source, int heads) {
    return new SampleModel.Config(source, SampleModel.Dtype.FLOAT32, heads);
  }

  private Record model(String text) throws IOException {
    return bind(text + REST).model().orElseThrow().config().config();
  }

  private ExperimentSpec bind(String text, String... overrides) throws IOException {
    ProblemList problems = new ProblemList();
    ExperimentSpec experiment =
        ExperimentBinder.bind(read(text, overrides), SamplePlugin.registry(), problems);
    assertThat(problems.sorted()).isEmpty();
    return experiment;
  }

  private Spec read(String text, String... overrides) throws IOException {
    Path file = folder.resolve("my-study.v2.yaml");
    Files.writeString(file, text);
    return new SpecReader().read(file, List.of(overrides), Map.of("SERVER", "http://here"));
  }
}
