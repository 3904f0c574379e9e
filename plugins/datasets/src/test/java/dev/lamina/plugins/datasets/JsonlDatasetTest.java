package dev.lamina.plugins.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.prompt.LabelKind;
import dev.lamina.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlDatasetTest {

  @TempDir Path folder;

  private JsonlDataset jsonl(String content) throws IOException {
    return jsonl(content.getBytes(UTF_8));
  }

  private JsonlDataset jsonl(byte[] content) throws IOException {
    Path file = folder.resolve("data.jsonl");
    Files.write(file, content);
    return new JsonlDataset(new JsonlDataset.Config(file, Optional.empty(), Map.of()));
  }

  private List<String> errors(String content) throws IOException {
    return Loaded.problems(jsonl(content), folder);
  }

  @Test
  void everyLineIsARow() throws IOException {
    JsonlDataset dataset =
        jsonl(
            String.join(
                "\r\n",
                "\uFEFF{\"text\": \"Caf\\u00e9 \\n 𝒳\", \"ok\": true, \"n\": 1.50, \"t\": \"x\"}",
                "",
                "   ",
                "{\"t\": null, \"late\": \"z\", \"text\": \"b\", \"ok\": false, \"n\": -2}"));

    DatasetContract.of(() -> dataset).verify();
    Loaded loaded = Loaded.of(dataset);
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.texts()).containsExactly("Café \n 𝒳", "b");
    assertThat(loaded.prompts().labels())
        .containsExactly(
            Map.entry("ok", LabelKind.BOOLEAN),
            Map.entry("n", LabelKind.NUMBER),
            Map.entry("t", LabelKind.CATEGORY),
            Map.entry("late", LabelKind.CATEGORY));
    assertThat(loaded.values("n")).as("as written").containsExactly("1.50", "-2");
    assertThat(loaded.values("t")).containsExactly("x", "-");
    assertThat(loaded.values("late")).containsExactly("-", "z");
    assertThat(loaded.prompts().mainLabel()).contains("ok");
    assertThat(loaded.prompts().items())
        .extracting(prompt -> prompt.origin().line())
        .containsExactly(1, 4);
  }

  @Test
  void numbersZeroAndOneAreBooleansAsInCsv() throws IOException {
    Loaded loaded = Loaded.of(jsonl("{\"text\":\"a\",\"label\":1}\n{\"text\":\"b\",\"label\":0}"));

    assertThat(loaded.values("label")).containsExactly("true", "false");
  }

  @Test
  void columnsCanBeChosenAndRenamed() throws IOException {
    Path file = folder.resolve("data.jsonl");
    Files.writeString(file, "{\"claim\":\"a\",\"verdict\":true,\"text\":\"b\"}\n");
    Loaded loaded =
        Loaded.of(
            new JsonlDataset(
                new JsonlDataset.Config(file, Optional.of("claim"), Map.of("is_true", "verdict"))));

    assertThat(loaded.texts()).containsExactly("a");
    assertThat(loaded.prompts().items().get(0).values())
        .containsExactly(Map.entry("is_true", "true"), Map.entry("text", "b"));
  }

  @Test
  void brokenJsonIsLocated() throws IOException {
    assertThat(errors("{\"text\": \"a\"}\n{\"text\": \"𝒳\", oops}\n{\"text\": \"b\"\n"))
        .containsExactly(
            "data.jsonl:2:15: error: not JSON: unexpected character ('o' (code 111)): was expecting"
                + " double-quote to start field name",
            "data.jsonl:3:13: error: not JSON: unexpected end-of-input: expected close marker for"
                + " Object");
  }

  @Test
  void nanIsNotJson() throws IOException {
    assertThat(errors("{\"text\": \"a\", \"n\": NaN}\n"))
        .containsExactly("data.jsonl:1:23: error: not JSON: non-standard token 'NaN'");
  }

  @Test
  void aLineIsOneObject() throws IOException {
    assertThat(errors("[1]\n\"x\"\n7\nnull\n{\"text\":\"a\"} {\"text\":\"b\"}\n"))
        .containsExactly(
            "data.jsonl:1:1: error: a line must be one JSON object but this is a list",
            "data.jsonl:2:1: error: a line must be one JSON object but this is a text",
            "data.jsonl:3:1: error: a line must be one JSON object but this is a number",
            "data.jsonl:4:1: error: a line must be one JSON object but this is null",
            "data.jsonl:5:14: error: a line must be one JSON object but something follows it");
  }

  @Test
  void valuesAreFlat() throws IOException {
    assertThat(errors("{\"text\":\"a\",\"m\":{\"x\":[1]},\"l\":[1,2]}\n"))
        .containsExactly(
            "data.jsonl:1:17: error: 'm' must be text, a number, true, false or null but is an"
                + " object",
            "data.jsonl:1:31: error: 'l' must be text, a number, true, false or null but is a list");
  }

  @Test
  void aKeyStandsOnce() throws IOException {
    assertThat(errors("{\"text\":\"a\",\"x\":1,\"x\":2}\n"))
        .containsExactly("data.jsonl:1:19: error: the key 'x' stands twice in this object");
  }

  @Test
  void aNulCharacter() throws IOException {
    assertThat(errors("{\"text\":\"a\\u0000b\"}\n"))
        .containsExactly(
            "data.jsonl:1:9: error: 'text' holds the character NUL, which cannot be part of a text;"
                + " remove it");
  }

  @Test
  void rowsWithoutText() throws IOException {
    assertThat(errors("{\"x\":1,\"text\":\"a\"}\n{\"x\":2}\n{\"text\":null}\n{\"text\":\" \"}\n"))
        .containsExactly(
            "data.jsonl:2:1: error: the prompt (column 'text') is empty",
            "data.jsonl:3:9: error: the prompt (column 'text') is empty",
            "data.jsonl:4:9: error: the prompt (column 'text') is empty");
  }

  @Test
  void emptyFiles() throws IOException {
    assertThat(errors("\n \r\n"))
        .containsExactly(
            "data.jsonl:1:1: error: the file is empty; it needs one JSON object a line");
  }

  @Test
  void invalidUtf8() throws IOException {
    byte[] bytes = "{\"text\":\"a\"}\n{\"text\":\"#\"}\n".getBytes(UTF_8);
    bytes[bytes.length - 4] = (byte) 0xFF;
    assertThat(Loaded.problems(jsonl(bytes), folder))
        .containsExactly(
            "data.jsonl:2:10: error: byte 0xFF is not UTF-8 here; save the file as UTF-8");
  }

  @Test
  void tooManyColumns() throws IOException {
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      content.append("{\"text\":\"a\",\"k").append(i).append("\":1}\n");
    }
    assertThat(errors(content.toString()))
        .containsExactly(
            "data.jsonl:1000:1: error: the objects have more than 1,000 different keys; at most that"
                + " many columns are read");
  }

  @Test
  void anEndlessLine() throws IOException {
    assertThat(errors("{\"text\":\"" + "a".repeat(1 << 25) + "\"}\n"))
        .containsExactly("data.jsonl:1:1: error: this line is longer than 16,777,216 characters");
  }
}
