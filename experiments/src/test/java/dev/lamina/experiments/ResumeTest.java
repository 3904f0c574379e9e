package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunCatalog;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that was stopped goes on, and ends as one that was not. */
class ResumeTest {

  private static final Event STATS_ENDED = new Event.AnalysisEnded("activation-stats");
  private static final Event EXTRACTED = new Event.StageBegan("extract activations");

  @TempDir private Path folder;
  private Path runs;
  private Path spec;

  /** The last analysis takes seconds, so that there is time to kill it. */
  @BeforeEach
  void write() throws IOException {
    runs = folder.resolve("runs");
    spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: facts, limit: 200}
            components: [resid_post, attn_out, mlp_out]
            analyses:
              - activation-stats
              - {type: pca, layers: last}
              - {type: layer-differences, permutations: 60000}
            """);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void aRunThatWasKilledInItsAnalysesEndsAsOneThatWasNotAndRepeatsNothingThatWasOver()
      throws Exception {
    Path run = killedAt(STATS_ENDED::equals);
    assertThat(PastRun.read(run).state()).isEqualTo(RunState.UNFINISHED);

    CommandLineRun resumed = resume(run);

    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    assertThat(PastRun.read(run).state()).isEqualTo(RunState.FINISHED);
    List<Event> events = events(run);
    assertThat(events).containsOnlyOnce(STATS_ENDED).containsOnlyOnce(EXTRACTED);
    assertThat(run.resolve("overview.png")).isNotEmptyFile();
    assertEndsAsOneThatWasNotStopped(run);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void aRunThatWasKilledInItsExtractionEndsAsOneThatWasNot() throws Exception {
    Path run = killedAt(EXTRACTED::equals);

    assertThat(resume(run).exitCode()).isZero();

    assertEndsAsOneThatWasNotStopped(run);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void anAnalysisOneOfWhoseFilesIsMissingRunsAgain() throws Exception {
    Path run = killedAt(STATS_ENDED::equals);
    Files.delete(run.resolve("tables/activation-stats.csv"));

    assertThat(resume(run).exitCode()).isZero();

    assertThat(run.resolve("tables/activation-stats.csv")).isNotEmptyFile();
    assertThat(events(run)).filteredOn(STATS_ENDED::equals).hasSize(2);
  }

  @Test
  void aRunThatIsUnderWayCannotBeResumed() throws Exception {
    try (ChildProcess child = start("analyses.layer-differences.permutations=1000000")) {
      Path run = child.await(runs, STATS_ENDED::equals, 60);

      CommandLineRun second = resume(run);

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err())
          .anyMatch(
              line ->
                  line.startsWith(
                      "lamina: error: another process runs " + run.getFileName() + ";"));
      assertThat(second.err()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void aFinishedRunHasNothingLeftToDo() {
    CommandLineRun run = run("analyses=[activation-stats]");
    assertThat(run.exitCode()).as("%s", run.err()).isZero();

    CommandLineRun resumed = CommandLineRun.of("resume", "study", "--runs", runs.toString());

    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.out())
        .singleElement()
        .asString()
        .endsWith("is finished; nothing is left to do");
  }

  @Test
  void aRunWhoseDataHaveChangedIsNotMixedWithOthers() throws Exception {
    Path data = Files.writeString(folder.resolve("data.csv"), "text,label\nA b,1\nC d,0\nE f,1\n");
    CommandLineRun run =
        run("dataset={type: csv, file: '%s'}".formatted(data), "analyses=[activation-stats]");
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    Path past = new RunCatalog(runs).find("study");
    withoutEnd(past);
    Files.writeString(data, "text,label\nA b,1\nC d,0\nG h,1\n");

    CommandLineRun resumed = resume(past);

    assertThat(resumed.exitCode()).isEqualTo(2);
    assertThat(resumed.err())
        .singleElement()
        .asString()
        .startsWith(
            "command line: error: the model, its tokenizer or the data set have changed since ")
        .endsWith("resolved.yaml");
  }

  /** As if the process had been killed before its last line. */
  private static void withoutEnd(Path run) throws IOException {
    Path journal = run.resolve("journal.jsonl");
    Files.write(
        journal,
        Files.readAllLines(journal).stream()
            .filter(line -> !line.contains("\"event\":\"ended\""))
            .toList());
  }

  private void assertEndsAsOneThatWasNotStopped(Path run) throws IOException {
    Path other = folder.resolve("others");
    CommandLineRun whole =
        CommandLineRun.of("run", spec.toString(), "--runs", other.toString(), "--quiet");
    assertThat(whole.exitCode()).as("%s", whole.err()).isZero();
    Path expected = new RunCatalog(other).folders().get(0);
    assertThat(Files.readString(run.resolve("metrics.csv")))
        .isEqualTo(Files.readString(expected.resolve("metrics.csv")));
    assertThat(names(run)).isEqualTo(names(expected));
    assertThat(Files.readString(run.resolve("spec.yaml"))).isEqualTo(Files.readString(spec));
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> all = Files.walk(parent)) {
      return all.map(file -> parent.relativize(file).toString()).sorted().toList();
    }
  }

  private static List<Event> events(Path run) throws IOException {
    return Journal.read(run.resolve("journal.jsonl")).stream().map(Journal.Entry::event).toList();
  }

  private CommandLineRun run(String... overrides) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("run", spec.toString(), "--runs", runs.toString(), "--quiet"),
                Stream.of(overrides))
            .toArray(String[]::new));
  }

  private CommandLineRun resume(Path run) {
    return CommandLineRun.of("resume", run.toString(), "--runs", runs.toString(), "--quiet");
  }

  private Path killedAt(Predicate<Event> event) throws Exception {
    try (ChildProcess child = start()) {
      Path run = child.await(runs, event, 60);
      child.signal("KILL");
      assertThat(child.exitCode()).isEqualTo(128 + 9);
      return run;
    }
  }

  private ChildProcess start(String... overrides) throws IOException {
    return ChildProcess.start(
        folder,
        List.of(),
        Stream.concat(
                Stream.of("run", spec.toString(), "--runs", runs.toString()), Stream.of(overrides))
            .toArray(String[]::new));
  }
}
