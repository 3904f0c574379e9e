package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments about the built-in facts, each with fewer of them. */
class FactExperimentsTest {

  @TempDir private Path runs;

  private Path run(String config, String name, String... overrides) {
    List<String> arguments = new ArrayList<>();
    arguments.add("run");
    arguments.add(CommandLineRun.ROOT.resolve("configs").resolve(config).toString());
    arguments.addAll(List.of(overrides));
    arguments.addAll(List.of("--runs", runs.toString(), "--quiet"));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return runs.resolve(name).resolve("latest");
  }

  @Test
  void relationsAreToldApartOneByOne() throws IOException {
    Path latest =
        run(
            "04-relations.yaml",
            "relations",
            "dataset.filter={relation: [capital_of, born_in, chemical_symbol, currency_of]}",
            "layers=[0, 5]",
            "~analyses.t-sne",
            "analyses.linear-probe.folds=3");

    assertThat(Files.readAllLines(latest.resolve("tables/linear-probe.classes.csv")))
        .hasSize(1 + 2 * 4);
    assertThat(Files.readAllLines(latest.resolve("metrics.csv")))
        .anyMatch(
            line -> line.startsWith("linear-probe,resid_post,5,relation=chemical_symbol,recall,"));
    assertThat(latest.resolve("figures/linear-probe.resid_post.recall.png")).exists();
    assertThat(Files.readAllLines(latest.resolve("tables/prompts.csv")).get(1))
        .contains("\"Paris, France\"");
  }

  @Test
  void layersAreProbedWithWhatTheyMustBeComparedTo() throws IOException {
    Path latest =
        run(
            "02-layer-probes.yaml",
            "layer-probes",
            "dataset.filter.relation=[capital_of]",
            "components=[resid_post]",
            "layers=[0, 5]");

    assertThat(Files.readAllLines(latest.resolve("tables/linear-probe.csv")).get(0))
        .isEqualTo(
            "component,layer,accuracy,accuracy.low,accuracy.high,auc,auc.low,auc.high,f1,baseline,p_value,p_adjusted,control,control.low,control.high,brier,ece");
    assertThat(Files.readString(latest.resolve("summary.md")))
        .containsPattern(
            "accuracy 0\\.\\d\\d \\[0\\.\\d\\d, 0\\.\\d\\d\\].*\\(majority 0\\.50, bag of tokens 0\\.\\d\\d[^,]*, shuffled labels 0\\.\\d\\d, p = ");
  }

  @Test
  void aPerceptronIsHeldAgainstTheLinearProbe() throws IOException {
    Path latest =
        run(
            "02-layer-probes.yaml",
            "layer-probes",
            "dataset.filter.relation=[capital_of]",
            "components=[resid_post]",
            "layers=[2, 4]",
            "analyses=[{type: linear-probe, folds: 3}, {type: mlp-probe, folds: 3, hidden: 16}]");

    List<String> metrics = Files.readAllLines(latest.resolve("metrics.csv"));
    String linear =
        metrics.stream()
            .filter(line -> line.startsWith("linear-probe,resid_post,4,,accuracy,"))
            .findFirst()
            .orElseThrow();
    assertThat(metrics)
        .contains(
            linear
                .replace("linear-probe,", "mlp-probe,")
                .replace(",accuracy,", ",linear.accuracy,"));
    assertThat(latest.resolve("figures/mlp-probe.resid_post.comparison.png")).exists();
    assertThat(Files.readString(latest.resolve("summary.md")))
        .containsPattern("the MLP (reads|is not shown to read) .*; shuffled labels 0\\.\\d\\d \\[");
  }

  @Test
  void componentsAreHeldAgainstEachOther() throws IOException {
    Path latest =
        run(
            "03-component-importance.yaml",
            "component-importance",
            "dataset.filter.relation=[capital_of]",
            "layers=[0, 5]",
            "analyses.pca.layers=last");

    for (String component : List.of("resid_post", "attn_out", "mlp_out")) {
      assertThat(latest.resolve("figures/linear-probe.%s.png".formatted(component))).exists();
      assertThat(latest.resolve("figures/pca.%s.png".formatted(component))).exists();
    }
    assertThat(latest.resolve("figures/linear-probe.png")).exists();
  }

  /** MiniLM tells whether subject and object belong together, and so gets negations wrong. */
  @Test
  void probesAreCarriedOverToNegations() throws IOException {
    Path latest =
        run(
            "11-transfer.yaml",
            "transfer",
            "~dataset.sets.landmarks",
            "~dataset.sets.neg_landmarks",
            "layers=[4, 5]",
            "analyses.pca.layers=last");

    assertThat(Files.readAllLines(latest.resolve("tables/probe-transfer.csv")))
        .hasSize(1 + 2 * (4 + 2));
    assertThat(Files.readAllLines(latest.resolve("metrics.csv")))
        .anyMatch(
            line ->
                line.startsWith(
                    "probe-transfer,resid_post,4,\"train=capitals,test=neg_capitals\",accuracy,0.0"));
    assertThat(latest.resolve("figures/probe-transfer.resid_post.png")).exists();
  }

  @Test
  void aFactIsFollowedOverItsTokens() throws IOException {
    Path latest =
        run(
            "09-trajectories.yaml",
            "trajectories",
            "dataset.filter.relation=[capital_of]",
            "dataset.limit=40",
            "layers=[0, 3]");

    List<String> tokens = Files.readAllLines(latest.resolve("tables/trajectories.prompts.csv"));
    assertThat(tokens.get(0))
        .isEqualTo("row,component,layer,index,token,l2_norm,to_last,to_previous,score");
    assertThat(tokens).anyMatch(line -> line.matches("1,resid_post,3,\\d+,capital,.*"));
    assertThat(Files.readAllLines(latest.resolve("metrics.csv")))
        .anyMatch(line -> line.startsWith("trajectories,resid_post,3,,auc.object,"))
        .anyMatch(line -> line.startsWith("trajectories,resid_post,0,is_true=false,score.last,"));
    assertThat(latest.resolve("figures/trajectories.resid_post.prompts.score.png")).exists();
  }

  @Test
  void theNotebookHasAllItsParts() throws IOException {
    Path latest =
        run(
            "12-notebook.yaml",
            "notebook",
            "dataset.limit=40",
            "dataset.balance=relation",
            "layers=[0, 5]",
            "analyses.layer-differences.top=1",
            "analyses.one-layer.layers=5");

    assertThat(latest.resolve("figures"))
        .isDirectoryContaining("glob:**/activation-stats.resid_post.png")
        .isDirectoryContaining("glob:**/magnitude-heatmap.mlp_out.png")
        .isDirectoryContaining("glob:**/layer-comparison.attn_out.png")
        .isDirectoryContaining("glob:**/one-layer.resid_post.png")
        .isDirectoryContaining("glob:**/pca.resid_post.png")
        .isDirectoryContaining("glob:**/t-sne.resid_post.png")
        .isDirectoryContaining("glob:**/component-comparison.layers.png")
        .isDirectoryContaining("glob:**/layer-differences.resid_post.png")
        .isDirectoryContaining("glob:**/linear-probe.png")
        .isDirectoryContaining("glob:**/group-comparison.resid_post.distances.png");
  }
}
