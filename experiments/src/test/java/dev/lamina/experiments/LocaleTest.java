package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers are written the same everywhere, also where people write them with other digits. */
class LocaleTest {

  private static final List<String> EGYPT =
      List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.script=");

  @TempDir private Path folder;

  @Test
  void aPlanAndARunHaveAsciiDigitsInEgyptToo() throws Exception {
    String spec =
        Files.writeString(
                folder.resolve("study.yaml"),
                """
                model: minilm
                dataset: {type: facts, limit: 24}
                layers: [0, 5]
                analyses: [activation-stats, {type: pca, layers: last}]
                """)
            .toString();
    String runs = folder.resolve("runs").toString();

    try (ChildProcess plan = ChildProcess.start(folder, EGYPT, "plan", spec, "--runs", runs);
        ChildProcess run = ChildProcess.start(folder, EGYPT, "run", spec, "--runs", runs)) {
      assertThat(plan.exitCode()).as("%s", plan.err()).isZero();
      assertThat(run.exitCode()).as("%s", run.err()).isZero();

      assertThat(plan.out())
          .anyMatch(line -> line.matches(".* 6 layers, d_model 384, [0-9.]+ M parameters"))
          .anyMatch(line -> line.contains("facts: 24 prompts"))
          .allMatch(LocaleTest::hasAsciiDigits);
      assertThat(run.out())
          .anyMatch(line -> line.matches("time +[0-9]+\\.[0-9] s: .*"))
          .allMatch(LocaleTest::hasAsciiDigits);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("runs/study"))) {
      List<Path> texts = files.filter(LocaleTest::isText).toList();
      assertThat(texts).hasSizeGreaterThan(8);
      for (Path text : texts) {
        assertThat(Files.readAllLines(text)).as("%s", text).allMatch(LocaleTest::hasAsciiDigits);
      }
    }
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(".png");
  }

  private static boolean hasAsciiDigits(String line) {
    return line.codePoints().noneMatch(point -> point > 127 && Character.isDigit(point));
  }
}
