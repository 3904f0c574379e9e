package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lamina runs} and {@code lamina report} over journals as the engine writes them. */
class PastRunsTest {

  private final Console console = new Console();

  @TempDir private Path runs;
  private Path finished;
  private Path killed;

  @BeforeEach
  void write() {
    try (RunFolder folder = begun("facts")) {
      Journal journal = folder.journal();
      journal.append(new Event.MetricFound("probe", "resid_post", "3", "", "accuracy", "0.8"));
      journal.append(new Event.MetricFound("probe", "resid_post", "", "", "best", "0.8125"));
      journal.append(new Event.MetricFound("pca", "", "", "", "silhouette", "NaN"));
      journal.append(new Event.MetricFound("pca", "", "", "", "third", "Infinity"));
      journal.append(new Event.Ended(RunState.FINISHED, ""));
      finished = folder.path();
    }
    try (RunFolder folder = begun("other")) {
      killed = folder.path();
    }
  }

  private RunFolder begun(String name) {
    RunFolder folder = RunFolder.create(runs, name);
    folder
        .journal()
        .append(new Event.Started(folder.id(), name, "Which?", List.of("probe", "pca")));
    folder.linkLatest();
    return folder;
  }

  @Test
  void theTableHasALineARunWithItsStateAndFirstHeadlineMetrics() {
    assertThat(run("runs")).isZero();

    assertThat(console.out()).hasSize(3);
    assertThat(console.out().get(0)).matches("ID +NAME +STATE +STARTED +SECONDS  HEADLINE METRICS");
    assertThat(console.out())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(finished.getFileName() + "  facts ")
                    .containsPattern("finished +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +\\d+\\.\\d ")
                    .endsWith("  probe/resid_post/best 0.813, pca/silhouette NaN"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(killed.getFileName() + "  other ")
                    .contains("unfinished"));
    assertThat(console.err()).isEmpty();
  }

  @Test
  void jsonHasEveryRunWithNullWhereANumberIsNotFinite() throws IOException {
    assertThat(run("runs", "--json")).isZero();

    JsonNode array = new ObjectMapper().readTree(String.join("\n", console.out()));
    assertThat(array.isArray()).isTrue();
    assertThat(array).hasSize(2);
    JsonNode facts = array.get(array.get(0).path("name").asText().equals("facts") ? 0 : 1);
    assertThat(facts.fieldNames())
        .toIterable()
        .containsExactly("id", "name", "state", "started", "seconds", "folder", "metrics");
    assertThat(facts.get("id").asText()).isEqualTo(finished.getFileName().toString());
    assertThat(facts.get("state").asText()).isEqualTo("finished");
    assertThat(Instant.parse(facts.get("started").asText())).isBefore(Instant.now());
    assertThat(facts.get("seconds").isNumber()).isTrue();
    assertThat(facts.get("folder").asText()).isEqualTo(finished.toString());
    assertThat(facts.get("metrics").toString())
        .isEqualTo("{\"probe/resid_post/best\":0.8125,\"pca/silhouette\":null,\"pca/third\":null}");
  }

  @Test
  void jsonOfNoRunsIsAnEmptyArray() throws IOException {
    assertThat(console.run("runs", "--json", "--runs", runs.resolve("none").toString())).isZero();

    assertThat(new ObjectMapper().readTree(String.join("\n", console.out())))
        .isEqualTo(new ObjectMapper().createArrayNode());
    assertThat(console.err()).isEmpty();
  }

  @Test
  void aFolderThatIsNoRunIsAWarningAndTheOthersAreListed() throws IOException {
    Path damaged = Files.createDirectories(runs.resolve("facts/20260101T000000-aaaaaa"));
    Files.writeString(damaged.resolve("journal.jsonl"), "{\"at\":\"2026");

    assertThat(run("runs")).isZero();

    assertThat(console.out()).hasSize(3);
    assertThat(console.err())
        .singleElement()
        .asString()
        .startsWith("lamina: warning: " + damaged + " ");
  }

  @Test
  void aReportIsWrittenAgainAndItsFileIsTheResult() throws IOException {
    Path report = finished.resolve("report.html");
    Files.writeString(report, "an older one");

    assertThat(run("report", finished.getFileName().toString())).isZero();

    assertThat(console.out()).containsExactly(report.toString());
    assertThat(report).content().contains("<html", "Which?").doesNotContain("an older one");
    assertThat(Journal.read(finished.resolve("journal.jsonl")))
        .last()
        .extracting(Journal.Entry::event)
        .isInstanceOfSatisfying(
            Event.ArtifactWritten.class,
            file -> assertThat(file.size()).isEqualTo(report.toFile().length()));
  }

  @Test
  void aRunMayBeNamedInAllTheWaysThereAre() throws IOException {
    String id = finished.getFileName().toString();
    for (String word :
        List.of(
            id, id.substring(0, id.length() - 1), "facts", "facts/" + id, finished.toString())) {
      Console one = new Console();
      assertThat(one.run("report", word, "--runs", runs.toString())).as("%s", one.err()).isZero();
      assertThat(Path.of(one.out().get(0)).toRealPath())
          .isEqualTo(finished.resolve("report.html").toRealPath());
    }
  }

  @Test
  void latestIsTheNewestOfAllRuns() throws IOException {
    assertThat(run("report", "latest")).isZero();

    assertThat(Path.of(console.out().get(0)).toRealPath())
        .isEqualTo(killed.resolve("report.html").toRealPath());
  }

  @Test
  void aRunThatThereIsNotAndABeginningOfTwoAreMistakes() {
    assertThat(run("report", "facst")).isEqualTo(2);
    assertThat(run("sync", "2", "--to", "http://localhost:1")).isEqualTo(2);

    assertThat(console.err())
        .containsExactly(
            "command line: error: no run 'facst' in " + runs + " (see: lamina runs)",
            "command line: error: '2' is the beginning of 2 runs' ids: give more of it");
    assertThat(console.out()).isEmpty();
  }

  private int run(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--runs";
    all[arguments.length + 1] = runs.toString();
    return console.run(all);
  }
}
