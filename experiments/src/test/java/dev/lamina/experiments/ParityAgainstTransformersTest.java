package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code lamina parity MODEL --against transformers}, with Python's transformers itself. */
@EnabledIfEnvironmentVariable(
    named = "LAMINA_PYTHON",
    matches = ".+",
    disabledReason = "needs Python's transformers: set LAMINA_PYTHON to a Python that has it")
class ParityAgainstTransformersTest {

  @TempDir private Path folder;

  @Test
  void aDecoderAgreesInTokensStreamPatternAndLogits() {
    CommandLineRun run = parity("gpt2");

    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.out().get(2)).matches("compared with transformers [\\d.]+.*, torch [\\d.]+.*");
    for (String what :
        List.of("tokens", "resid_pre", "resid_post", "ln_final", "pattern", "next token logits")) {
      assertThat(run.out())
          .anyMatch(
              line -> line.startsWith(what + ": lamina = transformers ") && line.endsWith(" ok"));
    }
    assertThat(run.out()).noneMatch(line -> line.contains("NOT"));
  }

  @Test
  void anEncoderAgreesToo() {
    CommandLineRun run = parity("bert");

    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.out())
        .anyMatch(
            line -> line.startsWith("pattern: lamina = transformers ") && line.endsWith(" ok"))
        .noneMatch(line -> line.contains("logits"));
  }

  private CommandLineRun parity(String model) {
    return CommandLineRun.of(
        "parity",
        TinyModels.golden(model).toString(),
        "--against",
        "transformers",
        "--runs",
        folder.resolve("runs").toString());
  }

  /**
   * Lamina reads a copy in which one weight of the second block is another; an interpreter that
   * swaps the folder gives transformers the model as it was.
   */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the interpreter is a shell script")
  void oneWrongWeightIsFoundAndPlaced() throws IOException, InterruptedException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    TinyModels.copy("gpt2", broken);
    TinyModels.add(0.01f, "h.1.mlp.c_fc.weight", broken);
    Path python =
        Files.writeString(
            folder.resolve("python"),
            "#!/bin/sh\nsed -i 's|%s|%s|' \"$2\"\nexec \"%s\" \"$@\"\n"
                .formatted(broken, TinyModels.golden("gpt2"), System.getenv("LAMINA_PYTHON")));
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));

    try (ChildProcess lamina =
        ChildProcess.start(
            folder,
            List.of(),
            Map.of("LAMINA_PYTHON", python.toString()),
            "parity",
            broken.toString(),
            "--against",
            "transformers",
            "--runs",
            folder.resolve("runs").toString())) {
      assertThat(lamina.exitCode()).as("%s", lamina.err()).isEqualTo(1);
      assertThat(lamina.out().stream().filter(line -> line.contains("  NOT at ")))
          .allMatch(line -> line.contains(": lamina = transformers "))
          .anyMatch(
              line -> line.startsWith("resid_post: ") && line.matches(".* NOT at layer [12], .*"))
          .anyMatch(line -> line.startsWith("next token logits: "))
          .noneMatch(line -> line.startsWith("tokens: "));
      assertThat(lamina.out()).anyMatch(line -> line.matches("\\d of \\d+ checks do NOT hold: .*"));
    }
  }
}
