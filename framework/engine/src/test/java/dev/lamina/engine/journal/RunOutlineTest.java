package dev.lamina.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutlineTest {

  @TempDir private Path runs;

  private PastRun run(Event... events) throws IOException {
    try (RunFolder folder = RunFolder.create(runs, "study")) {
      folder.journal().append(new Event.Started(folder.id(), "study", "", List.of("a", "b")));
      List.of(events).forEach(folder.journal()::append);
      return PastRun.read(folder.path());
    }
  }

  @Test
  void anOutlineHasTheStateTheTagsAndTheNumbersWithoutLayer() throws IOException {
    PastRun whole =
        run(
            new Event.Param("seed", "1"),
            new Event.Tag("lamina.model", "minilm"),
            new Event.MetricFound("a", "resid_post", "3", "", "m", "1.5"),
            new Event.MetricFound("a", "resid_post", "", "kind=x", "m", "2.5"),
            new Event.MetricFound("a", "resid_post", "", "", "best", "0.9"),
            new Event.Headline("a", 50, "It is so."),
            new Event.ArtifactWritten("a.csv", 1, "00"),
            new Event.Ended(RunState.FINISHED, ""));

    RunOutline outline = RunOutline.read(whole.folder());

    assertThat(outline.state()).isEqualTo(RunState.FINISHED);
    assertThat(outline.tags()).isEqualTo(whole.tags());
    assertThat(outline.metrics()).containsExactly(Map.entry("a/resid_post/best", 0.9));
    assertThat(outline.started()).isEqualTo(whole.started());
    assertThat(outline.duration()).isEqualTo(whole.duration());
  }

  @Test
  void theOutlineOfARunThatHasEndedIsInItsLastLines() throws IOException {
    PastRun whole =
        run(
            new Event.Tag("lamina.model", "minilm"),
            new Event.MetricFound("a", "resid_post", "", "", "first", "0.1"),
            new Event.MetricFound("b", "resid_post", "", "", "best", "0.9"),
            new Event.MetricFound("b", "resid_post", "3", "", "m", "1.5"),
            new Event.Headline("b", 50, "It is so."));
    try (RunFolder folder = RunFolder.open(whole.folder())) {
      folder.end(RunState.FINISHED, "");
      folder.journal().append(new Event.Published("http://here", "http://here/1"));
    }
    Path journal = whole.folder().resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    PastRun ended = PastRun.read(whole.folder());
    // what is before the outline is not needed
    Files.write(journal, lines.subList(lines.size() - 3, lines.size()));

    RunOutline outline = RunOutline.read(whole.folder());

    assertThat(outline.state()).isEqualTo(RunState.FINISHED);
    assertThat(outline.tags()).isEqualTo(ended.tags());
    assertThat(outline.started()).isEqualTo(ended.started());
    assertThat(outline.duration()).isEqualTo(ended.duration());
    assertThat(outline.metrics())
        .containsExactly(Map.entry("b/resid_post/best", 0.9), Map.entry("a/resid_post/first", 0.1));
  }

  @Test
  void theOutlineOfARunThatWentOnIsNotTheOldOne() throws IOException {
    PastRun whole = run(new Event.MetricFound("a", "resid_post", "", "", "best", "0.9"));
    try (RunFolder folder = RunFolder.open(whole.folder())) {
      folder.end(RunState.FINISHED, "");
      folder.journal().append(new Event.Resumed());
      folder.journal().append(new Event.MetricFound("a", "resid_post", "", "", "best", "0.8"));
    }

    RunOutline outline = RunOutline.read(whole.folder());

    assertThat(outline.state()).isEqualTo(RunState.UNFINISHED);
    assertThat(outline.metrics()).containsExactly(Map.entry("a/resid_post/best", 0.8));
  }
}
