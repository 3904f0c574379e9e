package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: {@code lamina run configs/true-vs-false.yaml}, twice, on the real model. */
class TrueVsFalseTest {

  private static final String SPEC =
      CommandLineRun.ROOT.resolve("configs/true-vs-false.yaml").toString();

  @TempDir private static Path runs;
  private static CommandLineRun first;
  private static CommandLineRun second;
  private static Path folder;

  @BeforeAll
  static void run() throws IOException {
    first = CommandLineRun.of("run", SPEC, "--runs", runs.toString(), "--quiet");
    second = CommandLineRun.of("run", SPEC, "--runs", runs.toString(), "--quiet");
    folder = runs.resolve("true-vs-false/latest").toRealPath();
  }

  @Test
  void itEndsWellAndSaysWhereTheResultsAre() {
    assertThat(first.exitCode()).as("%s", first.err()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .anyMatch(line -> line.startsWith("results") && line.contains(runs.toString()));
    assertThat(first.out())
        .anyMatch(line -> line.matches("time .* s: .*peak memory [\\d.]+ [MG]iB"));
    assertThat(first.out().get(0)).contains("accuracy").endsWith(".");
  }

  @Test
  void theRunFolderIsComplete() throws IOException {
    assertThat(folder)
        .isDirectoryContaining("glob:**/spec.yaml")
        .isDirectoryContaining("glob:**/resolved.yaml")
        .isDirectoryContaining("glob:**/provenance.json")
        .isDirectoryContaining("glob:**/journal.jsonl")
        .isDirectoryContaining("glob:**/metrics.csv")
        .isDirectoryContaining("glob:**/overview.png")
        .isDirectoryContaining("glob:**/summary.md")
        .isDirectoryContaining("glob:**/report.html");
    assertThat(folder.resolve("tables/prompts.csv")).isRegularFile();
    try (Stream<Path> figures = Files.list(folder.resolve("figures"))) {
      List<String> names = figures.map(path -> path.getFileName().toString()).sorted().toList();
      assertThat(names).filteredOn(name -> name.endsWith(".png")).hasSizeGreaterThanOrEqualTo(10);
      assertThat(names.stream().filter(name -> name.endsWith(".svg")).count())
          .isEqualTo(names.stream().filter(name -> name.endsWith(".png")).count());
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  void metricsAreNamedAsPromised() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("metrics.csv"));

    assertThat(lines.get(0)).isEqualTo("analysis,component,layer,group,metric,value");
    assertThat(metrics())
        .containsKeys(
            "activation-stats,resid_post,5,is_true=true,l2_norm",
            "activation-stats,mlp_out,0,is_true=false,sparsity",
            "activation-stats,attn_out,3,,l2_norm.difference",
            "activation-stats,attn_out,3,,l2_norm.percent",
            "linear-probe,resid_post,0,,accuracy",
            "linear-probe,resid_post,0,,accuracy.low",
            "linear-probe,resid_post,0,,accuracy.high",
            "linear-probe,resid_post,0,,auc",
            "linear-probe,resid_post,0,,f1",
            "linear-probe,resid_post,0,,baseline",
            "linear-probe,resid_post,0,,control",
            "linear-probe,resid_post,,,accuracy.best",
            "linear-probe,resid_post,,,best_layer",
            "pca,resid_post,5,,explained.1",
            "pca,resid_post,5,,silhouette",
            "t-sne,resid_post,5,,centroid_distance",
            "layer-differences,resid_post,2,,effect_size",
            "layer-differences,resid_post,2,,p_value",
            "layer-differences,resid_post,2,,rank");
  }

  @Test
  void theDataAreBalancedAndTheProbeIsComparedWithChance() throws IOException {
    Map<String, Double> metrics = metrics();

    assertThat(metrics.get("linear-probe,resid_post,0,,baseline")).isCloseTo(0.5, within(1e-9));
    assertThat(metrics.get("linear-probe,resid_post,0,,control")).isBetween(0.3, 0.7);
  }

  @Test
  void aSecondRunComputesNoForwardPassAndFindsTheSameBitForBit() throws IOException {
    CommandLineRun plan = CommandLineRun.of("plan", SPEC, "--runs", runs.toString());
    try (Stream<Path> all = Files.list(folder.getParent())) {
      List<Path> folders = all.filter(path -> !Files.isSymbolicLink(path)).sorted().toList();

      assertThat(folders).hasSize(2);
      assertThat(folders.get(0).resolve("metrics.csv"))
          .hasSameTextualContentAs(folders.get(1).resolve("metrics.csv"));
    }
    assertThat(second.out()).noneMatch(line -> line.contains("load model"));
    assertThat(plan.out()).anyMatch(line -> line.contains("no forward pass"));
  }

  @Test
  void theResolvedSpecRepeatsTheRun() throws IOException {
    String resolved = folder.resolve("resolved.yaml").toString();

    CommandLineRun again =
        CommandLineRun.of("run", resolved, "--runs", runs.resolve("again").toString());

    assertThat(again.exitCode()).as("%s", again.err()).isZero();
    assertThat(runs.resolve("again/true-vs-false/latest/metrics.csv"))
        .hasSameTextualContentAs(folder.resolve("metrics.csv"));
  }

  private static Map<String, Double> metrics() throws IOException {
    Map<String, Double> metrics = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("metrics.csv"))) {
      int value = line.lastIndexOf(',');
      if (!line.endsWith(",value")) {
        metrics.put(line.substring(0, value), Double.parseDouble(line.substring(value + 1)));
      }
    }
    return metrics;
  }
}
