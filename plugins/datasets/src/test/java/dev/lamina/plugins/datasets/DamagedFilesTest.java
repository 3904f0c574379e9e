package dev.lamina.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.prompt.Dataset;
import dev.lamina.plugins.datasets.fact.Counterfactuals;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
import dev.lamina.testkit.DatasetContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is in a file, it gives sound prompts or located one-line errors. */
class DamagedFilesTest {

  private static Path folder;

  @BeforeContainer
  static void begin() throws IOException {
    folder = Files.createTempDirectory("lamina");
  }

  @AfterContainer
  static void end() throws IOException {
    for (String name : List.of("x.csv", "x.jsonl")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  private static void readOrRefuse(byte[] content) throws IOException {
    Path csv = Files.write(folder.resolve("x.csv"), content);
    Path jsonl = Files.write(folder.resolve("x.jsonl"), content);
    soundOrRefused(
        new CsvDataset(new CsvDataset.Config(csv, Optional.empty(), Map.of(), ",")), csv);
    soundOrRefused(
        new JsonlDataset(new JsonlDataset.Config(jsonl, Optional.empty(), Map.of())), jsonl);
    for (Path file : List.of(csv, jsonl)) {
      soundOrRefused(
          new FactsDataset(
              new FactsDataset.Config(
                  Optional.of(file),
                  List.of(),
                  Counterfactuals.PAIRED,
                  new TemplateChoice.All(),
                  Map.of())),
          file);
    }
  }

  private static void soundOrRefused(Dataset dataset, Path file) {
    List<String> problems = Loaded.of(dataset).problems();
    if (problems.stream().noneMatch(line -> line.contains(": error: "))) {
      DatasetContract.of(() -> dataset).verify();
    }
    for (String line : problems) {
      assertThat(line).doesNotContain("\n", "\r", "\0").doesNotMatch(".*[^.]\\.");
      assertThat(line)
          .satisfiesAnyOf(
              text -> assertThat(text).startsWith("spec:"),
              text -> assertThat(text).startsWith(file + ": error: "),
              text ->
                  assertThat(text.substring(file.toString().length()))
                      .matches(":[1-9]\\d*:[1-9]\\d*: (error|warning): \\S.*"));
    }
  }

  @Property(tries = 200)
  void randomBytes(@ForAll @Size(max = 100) byte[] bytes) throws IOException {
    readOrRefuse(bytes);
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "text",
            "subject",
            "relation",
            "object",
            "is_true",
            "label",
            ",",
            ",",
            ",",
            "\n",
            "\n",
            "\r\n",
            "\"",
            "\"\"",
            "\"",
            "a b",
            "1",
            "true",
            "nan",
            "{",
            "}",
            "[",
            "]",
            ":",
            "null",
            "{\"text\":\"a\"}",
            "\"text\":\"b\"",
            "\uFEFF",
            "\0",
            "𝒳",
            "é",
            "\r",
            " ",
            "capital_of",
            "{object}",
            "template",
            "counterfactual",
            "-1e5")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 500)
  void piecesOfCsvAndJson(@ForAll("pieces") String content) throws IOException {
    readOrRefuse(content.getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<List<List<String>>> cells() {
    Arbitrary<String> cell =
        Arbitraries.of("a", "b", " ", ",", "\"", "\n", "\r", "'", "{", "é", "𝒳", "0")
            .list()
            .ofMaxSize(8)
            .map(parts -> "x" + String.join("", parts));
    return cell.list().ofSize(3).list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 300)
  void whatWasWrittenIsReadAndItsLinesAreRight(@ForAll("cells") List<List<String>> rows)
      throws IOException {
    StringBuilder content = new StringBuilder("text,b,c\n");
    StringBuilder lines = new StringBuilder();
    for (List<String> row : rows) {
      lines.append(lineBreaks(content.toString()) + 1).append(' ');
      row.forEach(cell -> content.append('"').append(cell.replace("\"", "\"\"")).append("\","));
      content.setCharAt(content.length() - 1, '\n');
    }
    Path csv = Files.writeString(folder.resolve("x.csv"), content);
    Loaded loaded =
        Loaded.of(new CsvDataset(new CsvDataset.Config(csv, Optional.empty(), Map.of(), ",")));

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.texts()).isEqualTo(rows.stream().map(row -> row.get(0)).toList());
    assertThat(loaded.values("c")).isEqualTo(rows.stream().map(row -> row.get(2)).toList());
    StringBuilder found = new StringBuilder();
    loaded.prompts().items().forEach(prompt -> found.append(prompt.origin().line()).append(' '));
    assertThat(found.toString()).isEqualTo(lines.toString());
  }

  private static int lineBreaks(String text) {
    return text.split("\r\n|\r|\n", -1).length - 1;
  }
}
