package dev.lamina.plugins.datasets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a researcher reads about a wrong CSV file, word for word. */
class CsvErrorsTest {

  @TempDir Path folder;

  private List<String> errors(byte[] content) throws IOException {
    Files.write(folder.resolve("data.csv"), content);
    return errors(Optional.empty(), Map.of(), ",");
  }

  private List<String> errors(String content) throws IOException {
    return errors(content.getBytes(UTF_8));
  }

  private List<String> errors(Optional<String> text, Map<String, String> labels, String delimiter) {
    return errors(folder.resolve("data.csv"), text, labels, delimiter);
  }

  private List<String> errors(
      Path file, Optional<String> text, Map<String, String> labels, String delimiter) {
    return Loaded.problems(
        new CsvDataset(new CsvDataset.Config(file, text, labels, delimiter)), folder);
  }

  @Test
  void raggedRows() throws IOException {
    assertThat(errors("text,label\na,1\nb\n\"x\ny\",1,\"2\",3\nd,4\n"))
        .containsExactly(
            "data.csv:3:1: error: this row has 1 value but the header names 2 columns",
            "data.csv:5:6: error: this row has 4 values but the header names 2 columns; put a value"
                + " that holds the separator in quotes");
  }

  @Test
  void aStrayQuote() throws IOException {
    assertThat(errors("text,label\nThe \"best\" one,1\n"))
        .startsWith(
            "data.csv:2:5: error: a quote inside a value that does not begin with one; write the"
                + " value in quotes and each quote in it twice");
  }

  @Test
  void somethingAfterAClosingQuote() throws IOException {
    assertThat(errors("text,label\n\"a\nb\",\"c\" d\n"))
        .containsExactly(
            "data.csv:3:4: error: in this value something follows the closing quote; write each"
                + " quote inside a value twice");
  }

  @Test
  void aQuoteThatIsNeverClosed() throws IOException {
    assertThat(errors("text,label\na,\"b\nc,d\n"))
        .containsExactly(
            "data.csv:2:3: error: this value begins with a quote that is never closed");
    assertThat(errors("text,label\na,\""))
        .containsExactly(
            "data.csv:2:3: error: this value begins with a quote that is never closed");
  }

  @Test
  void latin1() throws IOException {
    assertThat(errors("text,label\n𝒳 Café,1\n".replace("𝒳", "é").getBytes(ISO_8859_1)))
        .containsExactly(
            "data.csv:2:1: error: byte 0xE9 is not UTF-8 here; save the file as UTF-8");
    byte[] late = "text\n𝒳 caf#\n".getBytes(UTF_8);
    late[late.length - 2] = (byte) 0xE9;
    assertThat(errors(late))
        .containsExactly(
            "data.csv:2:6: error: byte 0xE9 is not UTF-8 here; save the file as UTF-8");
  }

  @Test
  void aBadByteFarIntoTheFile() throws IOException {
    StringBuilder content = new StringBuilder("text\n");
    for (int i = 0; i < 50_000; i++) {
      content.append("Łódź ").append(i).append('\n');
    }
    byte[] bytes = content.append("x#").toString().getBytes(UTF_8);
    bytes[bytes.length - 1] = (byte) 0xC3;

    assertThat(errors(bytes))
        .containsExactly(
            "data.csv:50002:2: error: byte 0xC3 is not UTF-8 here; save the file as UTF-8");
  }

  @Test
  void utf16() throws IOException {
    assertThat(errors("text,label\na,b\n".getBytes(UTF_16)))
        .containsExactly(
            "data.csv:1:1: error: byte 0xFE is not UTF-8 here; save the file as UTF-8");
  }

  @Test
  void emptyFiles() throws IOException {
    for (String content : List.of("", "\uFEFF", "\n\n\r\n")) {
      assertThat(errors(content))
          .containsExactly(
              "data.csv:1:1: error: the file is empty; its first line must name the columns");
    }
    assertThat(errors("text,label\n"))
        .containsExactly("data.csv:1:1: error: the file has a header but no rows");
  }

  @Test
  void aColumnNamedTwice() throws IOException {
    assertThat(errors("text,label,x,label\na,1,2,3\n"))
        .containsExactly(
            "data.csv:1:14: error: column 4 has the name of column 2, 'label'; give it another");
  }

  @Test
  void tooManyColumns() throws IOException {
    StringBuilder header = new StringBuilder("text");
    for (int i = 1; i <= 1000; i++) {
      header.append(",c").append(i);
    }
    assertThat(errors(header + "\n"))
        .containsExactly(
            "data.csv:1:1: error: the header names 1,001 columns; at most 1,000 are read");
  }

  @Test
  void aNulCharacter() throws IOException {
    assertThat(errors("text,label\nab\0c,1\n"))
        .containsExactly(
            "data.csv:2:3: error: the character NUL cannot be part of a text; remove it");
  }

  @Test
  void emptyPrompts() throws IOException {
    assertThat(errors("label,text\n1,a\n2,\n3,\"  \"\n"))
        .containsExactly(
            "data.csv:3:3: error: the prompt (column 'text') is empty",
            "data.csv:4:3: error: the prompt (column 'text') is empty");
  }

  @Test
  void manyErrorsAreCounted() throws IOException {
    assertThat(errors("text,label\n" + "a\n".repeat(1500)))
        .hasSize(21)
        .endsWith(
            "data.csv:21:1: error: this row has 1 value but the header names 2 columns",
            "data.csv: error: 1,480 more errors are not shown");
  }

  @Test
  void noColumnForThePrompts() throws IOException {
    assertThat(errors("Statement,label\na,1\n"))
        .containsExactly(
            "spec:text: error: in 'data.csv' no column is named text, statement or prompt; set text"
                + " to the column that holds the prompts (columns: Statement, label)");
  }

  @Test
  void misspelledColumns() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "statement,label,city\na,1,b\n");

    assertThat(
            errors(Optional.of("statment"), Map.of("is_true", "lable", "subject", "country"), ","))
        .containsExactlyInAnyOrder(
            "spec:text: error: in 'data.csv' there is no column 'statment'; did you mean"
                + " 'statement'? (columns: statement, label, city)",
            "spec:labels.is_true: error: in 'data.csv' there is no column 'lable'; did you mean"
                + " 'label'? (columns: statement, label, city)",
            "spec:labels.subject: error: in 'data.csv' there is no column 'country' (columns:"
                + " statement, label, city)");
  }

  @Test
  void everythingWrongIsReportedAtOnce() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "text,label\na,1\nb\n,0\n");

    assertThat(errors(Optional.empty(), Map.of("is_true", "lable"), ","))
        .containsExactly(
            "data.csv:3:1: error: this row has 1 value but the header names 2 columns",
            "spec:labels.is_true: error: in 'data.csv' there is no column 'lable'; did you mean"
                + " 'label'? (columns: text, label)");
    assertThat(errors(Optional.empty(), Map.of(), ","))
        .containsExactly(
            "data.csv:3:1: error: this row has 1 value but the header names 2 columns",
            "data.csv:4:1: error: the prompt (column 'text') is empty");
  }

  @Test
  void aNewNameThatIsTaken() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "text,label,is_true\na,1,b\n");

    assertThat(errors(Optional.empty(), Map.of("is_true", "label"), ","))
        .containsExactly(
            "spec:labels.is_true: error: in 'data.csv' there is a column 'is_true' already; rename"
                + " that one too, or choose another name");
  }

  @Test
  void separatorsThatAreNone() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "text,label\na,1\n");
    for (String delimiter : List.of("", "||", "\"", "\n", "𝒳")) {
      assertThat(errors(Optional.empty(), Map.of(), delimiter))
          .containsExactly(
              "spec:delimiter: error: delimiter must be a single character, not a quote or a line break, such"
                  + " as \",\"");
    }
  }

  @Test
  void filesThatCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("cities.csv"), "text\na\n");

    assertThat(errors(folder.resolve("citys.csv"), Optional.empty(), Map.of(), ","))
        .containsExactly(
            "spec:file: error: there is no file 'citys.csv'; did you mean 'cities.csv'?");
    assertThat(errors(folder.resolve("no/such/folder.csv"), Optional.empty(), Map.of(), ","))
        .containsExactly("spec:file: error: there is no file 'no/such/folder.csv'");
    Files.createDirectory(folder.resolve("sub"));
    assertThat(errors(folder.resolve("sub"), Optional.empty(), Map.of(), ","))
        .containsExactly("spec:file: error: 'sub' is a folder; name a file in it");
  }

  @Test
  void hugeFiles() throws IOException {
    Path file = folder.resolve("data.csv");
    try (var channel =
        Files.newByteChannel(
            file,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE,
            java.nio.file.StandardOpenOption.SPARSE)) {
      channel.position(3L << 30).write(java.nio.ByteBuffer.wrap(new byte[1]));
    }
    assertThat(errors(Optional.empty(), Map.of(), ","))
        .containsExactly(
            "spec:file: error: the file 'data.csv' has 3.0 GiB, and at most 2 GiB are read; split"
                + " it");
  }
}
