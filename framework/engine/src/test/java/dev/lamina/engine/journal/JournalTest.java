package dev.lamina.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Event METRIC =
      new Event.MetricFound("pca", "resid_post", "5", "", "explained.1", "0.1");
  private static final Event NAN =
      new Event.MetricFound("pca", "", "", "is_true=\"ü\n\"", "silhouette", "NaN");
  private static final Event END = new Event.Ended(RunState.FINISHED, "");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void journal() throws Exception {
    file = folder.resolve("journal.jsonl");
    try (Journal journal = Journal.open(file)) {
      List.of(METRIC, NAN, END).forEach(journal::append);
    }
  }

  @Test
  void whatWasAppendedIsReadInOrder() throws Exception {
    assertThat(Journal.read(file))
        .extracting(Journal.Entry::event)
        .containsExactly(METRIC, NAN, END);
  }

  @Test
  void everyEventIsOneLine() throws Exception {
    assertThat(Files.readAllLines(file)).hasSize(3).allMatch(line -> line.endsWith("\"}"));
  }

  @Test
  void aLineCutByACrashIsIgnoredWhereverItIsCut() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    int lastLine =
        new String(whole, java.nio.charset.StandardCharsets.UTF_8).trim().lastIndexOf('\n') + 1;
    for (int length = lastLine; length < whole.length - 1; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(Journal.read(file)).as("cut at %d", length).hasSize(2);
    }
  }

  @Test
  void aDamagedLineIsIgnoredAndTheOthersStay() throws Exception {
    String text = Files.readString(file);
    Files.writeString(
        file, text.replace("explained.1\",\"value\":\"0.1", "explained.1\",\"value\":\"0.9"));

    assertThat(Journal.read(file)).extracting(Journal.Entry::event).containsExactly(NAN, END);
  }

  @Test
  void appendingAfterACutLineKeepsTheNewLine() throws Exception {
    Files.writeString(file, "{\"at\":\"2026", StandardOpenOption.APPEND);
    try (Journal journal = Journal.open(file)) {
      journal.append(METRIC);
    }

    assertThat(Journal.read(file))
        .extracting(Journal.Entry::event)
        .containsExactly(METRIC, NAN, END, METRIC);
  }

  @Test
  void timesDoNotGoBackWhenTheClockDoes() throws Exception {
    Instant noon = Instant.parse("2026-11-29T12:00:00Z");
    Path stepped = folder.resolve("stepped.jsonl");
    try (Journal journal = Journal.open(stepped, () -> noon)) {
      journal.append(METRIC);
    }
    Iterator<Instant> clock =
        List.of(noon.minusSeconds(3600), noon.plusSeconds(1), noon.minusSeconds(1)).iterator();
    try (Journal journal = Journal.open(stepped, clock::next)) {
      List.of(METRIC, NAN, END).forEach(journal::append);
    }

    assertThat(Journal.read(stepped))
        .extracting(Journal.Entry::at)
        .containsExactly(noon, noon, noon.plusSeconds(1), noon.plusSeconds(1));
  }

  @Test
  void aTailReadsWhatIsAppendedAndHalfALineOnlyWhenItIsWhole() throws Exception {
    JournalTail tail = new JournalTail(file);
    assertThat(tail.read()).hasSize(3);
    String line = Files.readAllLines(file).get(0) + "\n";

    Files.writeString(file, line.substring(0, 40), StandardOpenOption.APPEND);
    assertThat(tail.read()).hasSize(3);

    Files.writeString(file, line.substring(40), StandardOpenOption.APPEND);
    assertThat(tail.read())
        .extracting(Journal.Entry::event)
        .containsExactly(METRIC, NAN, END, METRIC);
    assertThat(tail.read()).hasSize(4);
  }
}
