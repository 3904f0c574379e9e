package dev.lamina.plugins.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvDatasetTest {

  @TempDir Path folder;

  private CsvDataset csv(String content) throws IOException {
    return csv(content, Optional.empty(), Map.of(), ",");
  }

  private CsvDataset csv(
      String content, Optional<String> text, Map<String, String> labels, String delimiter)
      throws IOException {
    Path file = folder.resolve("data.csv");
    Files.write(file, content.getBytes(UTF_8));
    return new CsvDataset(new CsvDataset.Config(file, text, labels, delimiter));
  }

  private Loaded accepted(CsvDataset dataset) {
    DatasetContract.of(() -> dataset).verify();
    Loaded loaded = Loaded.of(dataset);
    assertThat(loaded.problems()).isEmpty();
    return loaded;
  }

  @Test
  void oneColumnIsTheTextAndTheOthersAreLabels() throws IOException {
    Loaded loaded = accepted(csv("topic,statement,year\ncities,Paris is in France,1999\n"));

    assertThat(loaded.texts()).containsExactly("Paris is in France");
    assertThat(loaded.prompts().labels())
        .containsExactly(
            Map.entry("topic", LabelKind.CATEGORY), Map.entry("year", LabelKind.NUMBER));
    assertThat(loaded.prompts().items().get(0).values())
        .containsExactly(Map.entry("topic", "cities"), Map.entry("year", "1999"));
  }

  @Test
  void theTextIsTheFirstOfTextStatementAndPrompt() throws IOException {
    assertThat(accepted(csv("prompt,statement,text\na,b,c\n")).texts()).containsExactly("c");
    assertThat(accepted(csv("prompt,statement\na,b\n")).texts()).containsExactly("b");
    assertThat(accepted(csv("x,prompt\na,b\n")).texts()).containsExactly("b");
  }

  @Test
  void theTextCanBeAnotherColumn() throws IOException {
    Loaded loaded = accepted(csv("claim,text\na,b\n", Optional.of("claim"), Map.of(), ","));

    assertThat(loaded.texts()).containsExactly("a");
    assertThat(loaded.values("text")).containsExactly("b");
  }

  @Test
  void aLabelCanGetAnotherName() throws IOException {
    Loaded loaded =
        accepted(
            csv("text,label,x\na,1,u\nb,0,v\n", Optional.empty(), Map.of("is_true", "label"), ","));

    assertThat(loaded.prompts().labels().keySet()).containsExactly("is_true", "x");
    assertThat(loaded.values("is_true")).containsExactly("true", "false");
    assertThat(loaded.prompts().mainLabel()).contains("is_true");
  }

  @Test
  void twoLabelsCanChangeNames() throws IOException {
    Loaded loaded =
        accepted(csv("text,a,b\nt,u,v\n", Optional.empty(), Map.of("a", "b", "b", "a"), ","));

    assertThat(loaded.prompts().items().get(0).values()).isEqualTo(Map.of("a", "v", "b", "u"));
  }

  @Test
  void booleansAreSpelledInSixWaysAndAnyCase() throws IOException {
    Loaded loaded = accepted(csv("text,ok\na,TRUE\nb,1\nc,Yes\nd,False\ne,0\nf,nO\n"));

    assertThat(loaded.prompts().labels()).containsEntry("ok", LabelKind.BOOLEAN);
    assertThat(loaded.values("ok"))
        .containsExactly("true", "true", "true", "false", "false", "false");
  }

  @Test
  void aColumnOfFiniteNumbersIsNumeric() throws IOException {
    Loaded loaded =
        accepted(csv("text,n,big,hex,mixed\na,1,1e308,0x1p3,2\nb,-.5,1e309,2,two\nc,2.,3,4,3\n"));

    assertThat(loaded.prompts().labels().values())
        .containsExactly(
            LabelKind.NUMBER, LabelKind.CATEGORY, LabelKind.CATEGORY, LabelKind.CATEGORY);
    assertThat(loaded.values("n")).as("as written").containsExactly("1", "-.5", "2.");
  }

  @Test
  void emptyValuesAndNanAreMissing() throws IOException {
    Loaded loaded = accepted(csv("text,ok,note\na,1,x\nb,,nan\nc,NaN,  \nd,no,\" y\"\n"));

    assertThat(loaded.prompts().labels()).containsEntry("ok", LabelKind.BOOLEAN);
    assertThat(loaded.values("ok")).containsExactly("true", "-", "-", "false");
    assertThat(loaded.values("note")).containsExactly("x", "-", "-", " y");
  }

  @Test
  void theMainLabelIsTheOneThatStandsOut() throws IOException {
    assertThat(accepted(csv("text,label,is_true\na,x,1\n")).prompts().mainLabel())
        .contains("is_true");
    assertThat(accepted(csv("text,ok,label\na,1,x\n")).prompts().mainLabel()).contains("label");
    assertThat(accepted(csv("text,topic,ok\na,x,1\n")).prompts().mainLabel()).contains("ok");
    assertThat(accepted(csv("text,ok,fine\na,1,0\n")).prompts().mainLabel()).isEmpty();
    assertThat(accepted(csv("text\na\n")).prompts().mainLabel()).isEmpty();
  }

  @Test
  void excelFilesWithByteOrderMarkCrlfAndQuotedNewlinesAreFine() throws IOException {
    Loaded loaded =
        accepted(
            csv("\uFEFFtext,label\r\n\"two\r\nlines, and \"\"quotes\"\"\",a\r\n\r\nlast,b\r\n"));

    assertThat(loaded.texts()).containsExactly("two\r\nlines, and \"quotes\"", "last");
    assertThat(loaded.prompts().items())
        .extracting(prompt -> prompt.origin().line())
        .as("the line where the record begins")
        .containsExactly(2, 5);
  }

  @Test
  void theSeparatorCanBeATab() throws IOException {
    Loaded loaded = accepted(csv("text\tlabel\na, b\tx\n", Optional.empty(), Map.of(), "\t"));

    assertThat(loaded.texts()).containsExactly("a, b");
  }

  @Test
  void subjectAndObjectAreLocatedWhereTheyStandOnce() throws IOException {
    Loaded loaded =
        accepted(
            csv(
                """
                text,subject,object
                "In 𝒳 Rome, there is Rome's park",Rome,park
                "In 𝒳 Rome, there is a park",Rome,park
                Romelia holds Rome,Rome,Rom
                Nothing here,Rome,park
                No values,,
                """));

    assertThat(loaded.at("subject")).containsExactly("-", "Rome", "Rome", "-", "-");
    assertThat(loaded.prompts().items().get(2).spans().get("subject").start())
        .as("the word, not the part of a longer one")
        .isEqualTo(14);
    assertThat(loaded.at("object")).containsExactly("park", "park", "-", "-", "-");
  }

  @Test
  void aColumnWithoutNameIsLeftOutWithAWarning() throws IOException {
    CsvDataset dataset = csv(",text,label\n0,a,x\n1,b,y\n");

    assertThat(Loaded.of(dataset).prompts().labels().keySet()).containsExactly("label");
    assertThat(Loaded.problems(dataset, folder))
        .containsExactly("data.csv:1:1: warning: column 1 has no name and is left out");
  }

  @Test
  void aHundredThousandRowsKeepTheirOrderAndPlaces() throws IOException {
    StringBuilder content = new StringBuilder("text,label\n");
    for (int i = 0; i < 100_000; i++) {
      content.append("prompt number ").append(i).append(',').append(i % 2).append('\n');
    }
    Loaded loaded = Loaded.of(csv(content.toString()));

    assertThat(loaded.prompts().size()).isEqualTo(100_000);
    Prompt last = loaded.prompts().items().get(99_999);
    assertThat(last.text()).isEqualTo("prompt number 99999");
    assertThat(last.origin().line()).isEqualTo(100_001);
  }
}
