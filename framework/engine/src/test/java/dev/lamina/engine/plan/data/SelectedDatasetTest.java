package dev.lamina.engine.plan.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.engine.experiment.ExperimentBinder;
import dev.lamina.engine.experiment.ExperimentSpec;
import dev.lamina.engine.experiment.NestedComponent;
import dev.lamina.engine.problem.ComponentProblems;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.sample.SamplePlugin;
import dev.lamina.engine.service.DerivedSeeds;
import dev.lamina.engine.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spec asks of the prompts of a data set that is a part of another. */
class SelectedDatasetTest {

  @TempDir private Path folder;
  private final ProblemList problems = new ProblemList();

  /** Twelve rows, of which every third has no value for b. */
  private static final Dataset ROWS =
      reports -> {
        List<Prompt> items = new ArrayList<>();
        for (int row = 0; row < 12; row++) {
          Map<String, String> values = new LinkedHashMap<>();
          values.put("a", String.valueOf(row % 2 == 0));
          if (row % 3 != 0) {
            values.put("b", row % 4 < 2 ? "x" : "y");
          }
          items.add(new Prompt("row " + row, values, Map.of(), new Location("d.csv", row + 2, 1)));
        }
        return new Prompts(
            items, Map.of("a", LabelKind.BOOLEAN, "b", LabelKind.CATEGORY), Optional.of("a"));
      };

  private Prompts load(String keys, long seed) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            "model: minilm\ndataset:\n  type: both\n  sets:\n    - {type: csv, file: d.csv, "
                + keys
                + "}\nanalyses: [pca]\n");
    ExperimentSpec spec =
        ExperimentBinder.bind(
            new SpecReader().read(file, List.of(), Map.of()), SamplePlugin.registry(), problems);
    var outer = spec.dataset().orElseThrow().component();
    NestedComponent<?> nested = (NestedComponent<?>) outer.config().nested().get(0);
    return new SelectedDataset(
            ROWS, nested.dataset().orElseThrow(), new DerivedSeeds(seed, nested.key()))
        .load(new ComponentProblems(problems, outer.written()));
  }

  private static List<String> texts(Prompts prompts) {
    return prompts.items().stream().map(Prompt::text).toList();
  }

  private List<String> said() {
    return problems.sorted().stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void filterTemplatesAndLimitAreItsOwn() throws IOException {
    Prompts prompts = load("filter: {a: true}, templates: '{a}!', limit: 2", 0);

    assertThat(texts(prompts)).containsExactly("true!", "true!");
    assertThat(prompts.labels()).containsKey("template");
    assertThat(said()).isEmpty();
  }

  @Test
  void itsOrderIsDrawnByTheSeed() throws IOException {
    List<String> drawn = texts(load("shuffle: true", 1));

    assertThat(drawn).hasSize(12).isNotEqualTo(texts(load("shuffle: false", 1)));
    assertThat(texts(load("shuffle: true", 1))).isEqualTo(drawn);
    assertThat(texts(load("shuffle: true", 2))).isNotEqualTo(drawn);
  }

  @Test
  void rowsWithoutTheLabelThatItIsBalancedByAreReportedOrLeftOut() throws IOException {
    assertThat(texts(load("balance: b, missing: drop", 0)))
        .containsExactly("row 1", "row 2", "row 4", "row 5", "row 7", "row 8", "row 10", "row 11");
    assertThat(said()).isEmpty();

    assertThat(load("balance: b", 0).items()).isEmpty();
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("d.csv:2:1: error: 4 of 12 prompts have no value for the label 'b'");
  }

  @Test
  void whatIsWrongIsReportedAtItsPlace() throws IOException {
    load("filter: {c: 1}, balance: d", 0);

    assertThat(said()).containsExactly("s.yaml:5:44: error: the data set has no column 'c'");
  }
}
