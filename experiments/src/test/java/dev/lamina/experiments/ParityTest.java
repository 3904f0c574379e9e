package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lamina parity}: the table, the report, and what later runs make of it. */
class ParityTest {

  @TempDir private Path folder;
  private String runs = "";

  @BeforeEach
  void nameTheRuns() {
    runs = folder.resolve("runs").toString();
  }

  @Test
  void aRealModelHoldsAndItsRunsCarryTheEvidence() throws IOException {
    CommandLineRun parity = CommandLineRun.of("parity", "minilm", "--json", "--runs", runs);

    assertThat(parity.exitCode()).as("%s", parity.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(String.join("\n", parity.out()));
    assertThat(report.get("model").textValue()).isEqualTo("minilm");
    assertThat(report.get("holds").booleanValue()).isTrue();
    assertThat(report.get("prompts")).hasSize(8);
    assertThat(report.get("checks").findValuesAsText("name"))
        .contains(
            "LayerNorm(resid_pre + attn_out) = resid_mid",
            "a prompt alone = the same among others",
            "pattern v = z",
            "mlp_post: float32 = float64");
    assertThat(theReport()).content().isEqualTo(String.join("\n", parity.out()) + "\n");

    JsonNode provenance = provenanceOfARun();
    assertThat(provenance.get("parity").get("date")).isEqualTo(report.get("date"));
    assertThat(provenance.get("parity").get("holds").booleanValue()).isTrue();
    assertThat(provenance.get("parity").get("checks")).isEqualTo(report.get("checks"));
  }

  @Test
  void aDamagedReportIsAWarningAndTheRunHasNone() throws IOException {
    CommandLineRun.of("parity", "minilm", "--quiet", "--runs", runs);
    Path report = theReport();
    Files.writeString(report, "{");

    CommandLineRun run = run();

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.err())
        .singleElement()
        .asString()
        .startsWith(
            report
                + ": warning: the parity report cannot be used and is passed over: it is not JSON");
    assertThat(provenance().has("parity")).isFalse();
  }

  @Test
  void aTinyModelIsCheckedOnTheUsersPrompts() throws IOException {
    Path prompts =
        Files.writeString(
            folder.resolve("prompts.txt"),
            "The city of Paris is in France.\n\ncaf\u00e9 \ud83d\ude00\nThe city of Rome is in Italy.\n");

    CommandLineRun run =
        CommandLineRun.of(
            "parity", tinyGpt2(), "device=cpu", "--prompts", prompts.toString(), "--runs", runs);

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.out().get(0)).matches("gpt2 \\(gpt2\\), 3 prompts, \\d+ tokens");
    assertThat(run.out())
        .anyMatch(line -> line.matches("resid_pre \\+ attn_out = resid_mid +[\\d,]+ .* ok"))
        .anyMatch(line -> line.matches("ln_final: float32 = float64 +[\\d,]+ .* 5e-05  ok"))
        .contains("report    " + theReport())
        .noneMatch(line -> line.contains("NOT"));
    assertThat(run.out().get(run.out().size() - 2)).matches("All \\d+ checks hold\\.");
  }

  @Test
  void inFloat64ThereIsNoFloat64ToCompareWith() throws IOException {
    CommandLineRun run = CommandLineRun.of("parity", tinyGpt2(), "dtype=float64", "--runs", runs);

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.out())
        .contains("note: float64 was not compared: the model computes in it already")
        .noneMatch(line -> line.contains("float32 = float64"));
  }

  /** The tiny model takes 64 tokens, a letter or two each. */
  @Test
  void promptsThatDoNotFitAreNamedByTheirLines() throws IOException {
    Path prompts =
        Files.writeString(
            folder.resolve("prompts.txt"),
            "Paris\n" + "xyz ".repeat(60) + "\n\n" + "qxj ".repeat(60) + "\n");

    CommandLineRun run =
        CommandLineRun.of("parity", tinyGpt2(), "--prompts", prompts.toString(), "--runs", runs);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .hasSize(2)
        .anyMatch(
            line ->
                line.matches(
                    prompts
                        + ":2:1: error: the prompt has \\d+ tokens, but the model takes at most 64"))
        .anyMatch(
            line ->
                line.matches(
                    prompts
                        + ":4:1: error: the prompt has \\d+ tokens, but the model takes at most 64"));
    assertThat(run.out()).isEmpty();
    assertThat(Path.of(runs)).doesNotExist();
  }

  @Test
  void twoTokensProveNothing() throws IOException {
    Path prompts = Files.writeString(folder.resolve("prompts.txt"), "!\n!\n");

    CommandLineRun run =
        CommandLineRun.of("parity", tinyGpt2(), "--prompts", prompts.toString(), "--runs", runs);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly(
            prompts
                + ": error: the prompts have 2 tokens in all, too few for the checks to mean anything;"
                + " give at least 16");
  }

  @Test
  void whatCannotBeComparedIsSaid() {
    assertThat(parityErrors("minilm", "--against", "transformers"))
        .containsExactly(
            "command line: error: --against transformers: no other program reads minilm in the form that"
                + " it has here, so that there is nothing to compare with");
    assertThat(parityErrors(tinyGpt2(), "--against", "transformer"))
        .containsExactly(
            "command line: error: --against 'transformer' is not known; did you mean 'transformers'?"
                + " (gpt2 can be compared with: transformers)");
  }

  @Test
  void whatIsNoModelIsSaid() {
    assertThat(parityErrors("minilmm"))
        .containsExactly(
            "command line: error: unknown model 'minilmm'; did you mean 'minilm'? (see: lamina list models)");
    assertThat(parityErrors("minilm", "dtype=float16"))
        .containsExactly(
            "command line: error: dtype must be float32 or float64 but is the text 'float16'; did you"
                + " mean 'float32'?");
  }

  private List<String> parityErrors(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("parity", "--runs", runs), Stream.of(arguments))
            .toArray(String[]::new);
    CommandLineRun run = CommandLineRun.of(all);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    return run.err();
  }

  private static String tinyGpt2() {
    return TinyModels.golden("gpt2").toString();
  }

  private CommandLineRun run() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: facts, limit: 12}
            layers: last
            analyses: [activation-stats]
            """);
    return CommandLineRun.of("run", spec.toString(), "--runs", runs);
  }

  private JsonNode provenanceOfARun() throws IOException {
    CommandLineRun run = run();
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    return provenance();
  }

  private JsonNode provenance() throws IOException {
    return new ObjectMapper()
        .readTree(Path.of(runs, "study", "latest", "provenance.json").toFile());
  }

  private Path theReport() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(runs, ".cache", "parity"))) {
      List<Path> reports = files.toList();
      assertThat(reports).hasSize(1);
      return reports.get(0);
    }
  }
}
