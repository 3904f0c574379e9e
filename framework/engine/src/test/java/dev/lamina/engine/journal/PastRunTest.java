package dev.lamina.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastRunTest {

  @TempDir private Path runs;

  private PastRun run(Event... events) throws IOException {
    try (RunFolder folder = RunFolder.create(runs, "study")) {
      folder.journal().append(new Event.Started(folder.id(), "study", "", List.of("a", "b")));
      List.of(events).forEach(folder.journal()::append);
      return PastRun.read(folder.path());
    }
  }

  private static Event found(String analysis, String value) {
    return new Event.MetricFound(analysis, "", "", "", "m" + value, value);
  }

  @Test
  void whatAnAnalysisFoundInAnEarlierAttemptCountsNoMore() throws IOException {
    PastRun run =
        run(
            new Event.AnalysisBegan("a"),
            found("a", "1"),
            new Event.Headline("a", 50, "It is 1."),
            new Event.AnalysisBegan("b"),
            found("b", "5"),
            new Event.AnalysisEnded("b"),
            new Event.Resumed(),
            new Event.AnalysisBegan("a"),
            found("a", "2"),
            new Event.Headline("a", 50, "It is 2."));

    assertThat(run.metrics())
        .extracting(logged -> logged.metric().value())
        .containsExactly("2", "5");
    assertThat(run.headlines()).extracting(Event.Headline::sentence).containsExactly("It is 2.");
    assertThat(run.finishedAnalyses()).containsExactly("b");
  }

  @Test
  void theTimeThatARunWasStoppedDoesNotCount() throws IOException {
    Instant start = Instant.parse("2026-11-29T08:00:00Z");
    List<Journal.Entry> entries =
        List.of(
            new Journal.Entry(start, new Event.Started("1", "study", "", List.of())),
            new Journal.Entry(start.plusSeconds(5), new Event.StageBegan("extract")), // killed
            new Journal.Entry(start.plusSeconds(900), new Event.Published("there", "link")),
            new Journal.Entry(start.plusSeconds(1000), new Event.Resumed()),
            new Journal.Entry(start.plusSeconds(1003), new Event.Ended(RunState.FINISHED, "")));

    assertThat(PastRun.of(runs, entries).duration()).isEqualTo(Duration.ofSeconds(5 + 3));
    PastRun killed = PastRun.of(runs, entries.subList(0, 3));
    assertThat(killed.duration()).isEqualTo(Duration.ofSeconds(5));
    assertThat(killed.ended()).isEqualTo(start.plusSeconds(5));
  }

  @Test
  void aRunThatGoesOnHasNotEnded() throws IOException {
    Event ended = new Event.Ended(RunState.FAILED, "");

    assertThat(run(ended).state()).isEqualTo(RunState.FAILED);
    assertThat(run(ended, new Event.Resumed()).state()).isEqualTo(RunState.UNFINISHED);
    assertThat(run(ended, new Event.Resumed(), new Event.Ended(RunState.FINISHED, "")).state())
        .isEqualTo(RunState.FINISHED);
  }

  @Test
  void aNumberThatIsFoundAgainKeepsItsTime() throws Exception {
    Instant noon = Instant.parse("2026-11-29T12:00:00Z");
    Path file = runs.resolve("journal.jsonl");
    Iterator<Instant> clock = Stream.iterate(noon, time -> time.plusSeconds(1)).iterator();
    try (Journal journal = Journal.open(file, clock::next)) {
      List.of(
              new Event.Started("id", "study", "", List.of("a")),
              new Event.AnalysisBegan("a"),
              found("a", "1"),
              new Event.Resumed(),
              new Event.AnalysisBegan("a"),
              found("a", "1"),
              found("a", "2"))
          .forEach(journal::append);
    }

    assertThat(PastRun.read(runs).metrics())
        .extracting(PastRun.LoggedMetric::at)
        .containsExactly(noon.plusSeconds(2), noon.plusSeconds(6));
  }

  @Test
  void aRunThatWentOnSinceIsPublishedNowhere() throws IOException {
    Event ended = new Event.Ended(RunState.FINISHED, "");
    Event published = new Event.Published("http://here", "http://here/1");

    assertThat(run(ended, published).destinations()).containsExactly("http://here");
    assertThat(run(ended, published, new Event.Resumed()).destinations()).isEmpty();
    assertThat(run(ended, published, new Event.Resumed(), ended).destinations()).isEmpty();
  }
}
