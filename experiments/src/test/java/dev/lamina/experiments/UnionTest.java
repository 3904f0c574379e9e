package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets inside a data set, on the command line. */
class UnionTest {

  @TempDir private Path folder;

  @BeforeEach
  void filesInAFolderOfTheirOwn() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("en.csv"),
        "statement,is_true\nRome is in Italy,1\nOslo is in Italy,0\nBonn is in Peru,0\n");
    Files.writeString(
        data.resolve("fr.csv"),
        "statement,is_true\nRome est en Italie,1\nOslo est en Italie,0\nBonn est au Perou,0\n");
    Files.writeString(
        data.resolve("base.yaml"),
        """
        model: minilm
        dataset:
          type: union
          as: language
          sets:
            en: en.csv
            fr: {file: nowhere.csv, limit: 2}
            fact: {type: facts, facts: [[Rome, capital_of, Italy, Peru]]}
        analyses: [activation-stats]
        """);
    Files.writeString(folder.resolve("spec.yaml"), "extends: data/base.yaml\n");
  }

  @Test
  void setsComeFromFilesAndDataSetsOfAnyTypeAndCanBeOverridden() throws IOException {
    String runs = folder.resolve("runs").toString();
    String[] overrides = {"dataset.sets.fr.file=" + folder.resolve("data/fr.csv"), "layers=last"};

    CommandLineRun run =
        CommandLineRun.of(
            "run",
            folder.resolve("spec.yaml").toString(),
            overrides[0],
            overrides[1],
            "--runs",
            runs,
            "--quiet");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    Path latest = folder.resolve("runs/spec/latest");
    List<String> prompts = Files.readAllLines(latest.resolve("tables/prompts.csv"));
    assertThat(prompts.get(0)).contains("language,item");
    assertThat(prompts).hasSize(1 + 3 + 2 + 2);
    assertThat(prompts).anyMatch(row -> row.contains("Oslo est en Italie,8,false,,,,,fr,1"));
    assertThat(Files.readString(latest.resolve("provenance.json")))
        .contains("en.csv, fr.csv, facts")
        .contains(folder.resolve("data/en.csv") + ", " + folder.resolve("data/fr.csv"));
    assertThat(CommandLineRun.of("rerun", "spec", "--runs", runs).exitCode()).isZero();
  }
}
