package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every spec that ships can be planned; the small ones are run. */
class ConfigsTest {

  private static final Path CONFIGS = CommandLineRun.ROOT.resolve("configs");

  /** Specs of models that have to be fetched are planned with one that comes with Lamina. */
  private static final Map<String, String> IN_PLACE = Map.of("10-cross-lingual.yaml", "minilm");

  @TempDir private Path runs;

  static Stream<Path> specs() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      List<Path> specs = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(specs).hasSizeGreaterThanOrEqualTo(2);
      return specs.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aShippedSpecCanBePlannedWithoutAWord(Path spec) {
    List<String> arguments =
        new ArrayList<>(List.of("plan", spec.toString(), "--runs", runs.toString()));
    Optional.ofNullable(IN_PLACE.get(spec.getFileName().toString()))
        .ifPresent(model -> arguments.add("model=" + model));

    CommandLineRun plan = CommandLineRun.of(arguments.toArray(String[]::new));

    assertThat(plan.err()).isEmpty();
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out()).anyMatch(line -> line.startsWith("experiment  "));
  }

  @Test
  void twoConditionsAreComparedByTheirOwnLabel() throws IOException {
    Path spec = CONFIGS.resolve("two-conditions.yaml");

    CommandLineRun run =
        CommandLineRun.of("run", spec.toString(), "--runs", runs.toString(), "--quiet");

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    try (Stream<String> lines = Files.lines(runs.resolve("two-conditions/latest/metrics.csv"))) {
      assertThat(lines)
          .anyMatch(
              line -> line.startsWith("activation-stats,resid_post,0,condition=past,l2_norm,"));
    }
  }

  @Test
  void sparsityIsMeasuredAndTrueIsHeldAgainstFalse() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            CONFIGS.resolve("08-sparsity.yaml").toString(),
            "components=[resid_post, mlp_post]",
            "dataset.filter.relation=[capital_of]",
            "--runs",
            runs.toString(),
            "--quiet");

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    Path latest = runs.resolve("sparsity/latest");
    assertThat(Files.readAllLines(latest.resolve("tables/sparsity.tests.csv")))
        .hasSize(1 + 2 * 6 * 3);
    assertThat(latest.resolve("figures/sparsity.participation_ratio.mlp_post.png")).exists();
  }

  @Test
  void modelsAreComparedByRelativeDepth() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            CONFIGS.resolve("01-model-comparison.yaml").toString(),
            "sweep.model=[minilm, e5-small]",
            "dataset.filter.relation=[capital_of]",
            "layers=[0, 3]",
            "--runs",
            runs.toString(),
            "--quiet");

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    Path latest = runs.resolve("model-comparison/latest");
    assertThat(Files.readAllLines(latest.resolve("tables/fisher-ratio.csv")))
        .hasSize(1 + 2 * 2)
        .anyMatch(line -> line.startsWith("clusters,resid_post,minilm,3,0.6,"))
        .anyMatch(line -> line.startsWith("clusters,resid_post,e5-small,3,0.2727"));
    assertThat(latest.resolve("figures/accuracy.linear-probe.resid_post.accuracy.png")).exists();
    assertThat(Files.readAllLines(latest.resolve("tables/metric-table.csv"))).hasSize(1 + 2);
    assertThat(Files.readAllLines(latest.resolve("tables/model-similarity.csv")))
        .hasSize(1 + 2 * 2);
  }

  @Test
  void theReadmesOwnCsvWorksAsItSays() throws IOException {
    StringBuilder csv = new StringBuilder("statement,is_true,pair\n");
    for (String city : List.of("Paris", "Lyon", "Nice", "Lille", "Brest", "Nantes")) {
      csv.append(
          "%s is in France,true,%s\n%s is in Italy,false,%s\n".formatted(city, city, city, city));
    }
    Files.writeString(runs.resolve("mine.csv"), csv);
    Path spec =
        Files.writeString(
            runs.resolve("mine.yaml"),
            """
            model: minilm
            dataset: {file: mine.csv, text: statement}
            analyses:
              - layer-comparison
              - {type: pca, layers: last}
              - {type: linear-probe, target: is_true, folds: 5}
            """);

    CommandLineRun run =
        CommandLineRun.of(
            "run", spec.toString(), "--runs", runs.resolve("runs").toString(), "--quiet");

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(runs.resolve("runs/mine/latest/figures/linear-probe.resid_post.png"))
        .isRegularFile();
  }
}
