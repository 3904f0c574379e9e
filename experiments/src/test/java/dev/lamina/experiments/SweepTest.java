package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunCatalog;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep from the command line: a run of its own, and a run for each case. */
class SweepTest {

  @TempDir private Path folder;

  private Path runs() {
    return folder.resolve("runs");
  }

  private Path write(String sweep) throws IOException {
    return Files.writeString(
        folder.resolve("study.yaml"),
        """
        description: Does it depend on the seed?
        model: minilm
        dataset: {type: facts, limit: 24}
        layers: [0, 5]
        analyses: [activation-stats, {type: linear-probe, folds: 3}]
        """
            + sweep);
  }

  private CommandLineRun lamina(String... words) {
    return CommandLineRun.of(
        Stream.concat(Stream.of(words), Stream.of("--runs", runs().toString(), "--quiet"))
            .toArray(String[]::new));
  }

  private PastRun parent() throws IOException {
    return parent(runs());
  }

  private static PastRun parent(Path runs) throws IOException {
    for (Path run : new RunCatalog(runs).folders()) {
      PastRun past = PastRun.read(run);
      if (past.isSweep()) {
        return past;
      }
    }
    throw new AssertionError("no sweep in " + runs);
  }

  private static List<PastRun> children(PastRun parent) throws IOException {
    List<PastRun> children = new ArrayList<>();
    for (Path child : parent.children().values()) {
      children.add(PastRun.read(child));
    }
    return children;
  }

  private static long extractions(List<PastRun> runs) throws IOException {
    long count = 0;
    for (PastRun run : runs) {
      count +=
          events(run).stream().filter(new Event.StageBegan("extract activations")::equals).count();
    }
    return count;
  }

  private static String metrics(PastRun run) throws IOException {
    return Files.readString(run.folder().resolve("metrics.csv"));
  }

  private static List<Event> events(PastRun run) throws IOException {
    return Journal.read(run.folder().resolve("journal.jsonl")).stream()
        .map(Journal.Entry::event)
        .toList();
  }

  @Test
  void everyCaseIsARunThatKnowsItsParentAndComputesNoActivationsTwice() throws Exception {
    Path spec =
        write(
            """
            sweep: {seed: [1, 2], analyses.linear-probe.folds: [2, 3]}
            compare: [separation-by-run, curve-comparison, metric-table]
            """);

    CommandLineRun run = lamina("run", spec.toString());

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.out()).anyMatch(line -> line.matches("seed=1, folds=2 +finished +[0-9.]+ +.*"));
    PastRun parent = parent();
    assertThat(parent.state()).isEqualTo(RunState.FINISHED);
    assertThat(parent.params())
        .containsEntry("sweep.seed", "1, 2")
        .containsEntry("sweep.analyses.linear-probe.folds", "2, 3");
    List<PastRun> children = children(parent);
    assertThat(children).hasSize(4);
    for (PastRun child : children) {
      assertThat(child.state()).isEqualTo(RunState.FINISHED);
      assertThat(child.tags()).containsEntry("lamina.parent", parent.id());
    }
    assertThat(children)
        .extracting(child -> child.tags().get("lamina.case"))
        .containsExactly(
            "seed=1, folds=2", "seed=1, folds=3", "seed=2, folds=2", "seed=2, folds=3");
    assertThat(extractions(children)).isEqualTo(1);
    assertThat(Files.readAllLines(parent.folder().resolve("tables/metric-table.csv")))
        .hasSize(5)
        .element(1)
        .asString()
        .startsWith("\"seed=1, folds=2\",1,2,");
    assertThat(parent.folder().resolve("overview.png")).isNotEmptyFile();
    assertThat(parent.folder().resolve("figures/separation-by-run.accuracy.svg")).isNotEmptyFile();
    assertThat(parent.headlines()).hasSize(2);
    assertThat(Files.readString(parent.folder().resolve("summary.md")))
        .contains("\n| case | state | seconds | linear-probe/")
        .containsPattern("\n\\| seed=2, folds=3 \\| finished \\| [0-9.]+ \\| [0-9.]+ \\| ");
    JsonNode cases =
        new ObjectMapper()
            .readTree(parent.folder().resolve("provenance.json").toFile())
            .path("cases");
    assertThat(cases.at("/seed=1, folds=3/run").asText()).isEqualTo(children.get(1).id());
    assertThat(runs().resolve("study/latest").toRealPath()).isEqualTo(parent.folder().toRealPath());
  }

  @Test
  void theSpecOfTheSweepRunsItAgain() throws Exception {
    assertThat(lamina("run", write("sweep: {seed: [1, 2]}").toString()).exitCode()).isZero();
    PastRun first = parent();
    Path copy = Files.copy(first.folder().resolve("resolved.yaml"), folder.resolve("again.yaml"));

    CommandLineRun again =
        CommandLineRun.of(
            "run", copy.toString(), "--runs", folder.resolve("other").toString(), "--quiet");

    assertThat(again.exitCode()).as("%s", again.err()).isZero();
    List<PastRun> others = children(parent(folder.resolve("other")));
    assertThat(others).hasSize(2);
    for (int child = 0; child < 2; child++) {
      assertThat(metrics(others.get(child))).isEqualTo(metrics(children(first).get(child)));
    }
  }

  @Test
  void everyCaseIsCheckedBeforeOneRuns() throws Exception {
    Path spec = write("sweep:\n  dataset.limit: [24, 0]\n  analyses.linear-probe.folds: [3, 1]\n");

    CommandLineRun run = lamina("run", spec.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasSize(2);
    assertThat(run.err().get(0)).startsWith(spec + ":7:23: error: ");
    assertThat(run.err().get(1)).startsWith(spec + ":8:36: error: ");
    assertThat(runs()).doesNotExist();
  }

  @Test
  void aSweepThatWasStoppedRunsOnlyWhatIsMissing() throws Exception {
    Path data = Files.writeString(folder.resolve("data.csv"), "text,label\nA b,1\nC d,0\nE f,1\n");
    Path other = Files.copy(data, folder.resolve("other.csv"));
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: csv, file: data.csv}
            analyses: [activation-stats]
            sweep: {dataset.file: [data.csv, other.csv]}
            """);
    assertThat(lamina("run", spec.toString()).exitCode()).isZero();
    PastRun parent = parent();
    undo(parent, children(parent).get(1));
    String whole = Files.readString(other);
    Files.writeString(other, "text,label\nA b\n");

    CommandLineRun invalid = lamina("resume", parent.id());
    assertThat(invalid.exitCode()).isEqualTo(2);

    Files.writeString(other, whole);
    CommandLineRun resumed = lamina("resume", parent.id());

    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    PastRun after = PastRun.read(parent.folder());
    assertThat(after.state()).isEqualTo(RunState.FINISHED);
    assertThat(children(after))
        .extracting(PastRun::state)
        .containsExactly(RunState.FINISHED, RunState.FINISHED);
    assertThat(new RunCatalog(runs()).folders()).hasSize(3);
    assertThat(events(children(after).get(0))).doesNotContain(new Event.Resumed());
    assertThat(events(children(after).get(1))).contains(new Event.Resumed());
  }

  @Test
  void aComparisonThatIsWrongIsFoundBeforeAnythingRuns() throws Exception {
    Path spec = write("sweep: {seed: [1, 2]}\ncompare: [curve-comparisn]\n");

    CommandLineRun run = lamina("run", spec.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .singleElement()
        .asString()
        .startsWith(spec + ":7:11: error: unknown comparison 'curve-comparisn'; did you mean ");
  }

  @Test
  void aCaseThatFailsDoesNotEndTheOthers() throws Exception {
    for (String name : List.of("whole", "broken", "other")) {
      TinyModels.copy("gpt2", Files.createDirectory(folder.resolve(name)));
    }
    TinyModels.add(3e38f, "h.0.ln_1.weight", folder.resolve("broken"));
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: ./whole
            dataset: {type: facts, limit: 4}
            analyses: [activation-stats]
            sweep: {model: [./whole, ./broken, ./other]}
            """);

    CommandLineRun run = lamina("run", spec.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).anyMatch(line -> line.matches("broken +failed .*"));
    assertThat(run.out()).anyMatch(line -> line.matches("other +finished .*"));
    assertThat(run.err())
        .anyMatch(line -> line.startsWith("case 2 of 3: broken: failed: "))
        .contains("lamina: error: 1 of 3 child runs failed");
    assertThat(parent().state()).isEqualTo(RunState.FAILED);
    assertThat(children(parent()))
        .extracting(PastRun::state)
        .containsExactly(RunState.FINISHED, RunState.FAILED, RunState.FINISHED);
  }

  @Test
  void aFinishedCaseWhoseDataHaveChangedIsNotMixedWithTheOthers() throws Exception {
    Path data = Files.writeString(folder.resolve("data.csv"), "text,label\nA b,1\nC d,0\nE f,1\n");
    Files.copy(data, folder.resolve("other.csv"));
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: csv, file: data.csv}
            analyses: [activation-stats]
            sweep: {dataset.file: [data.csv, other.csv]}
            """);
    assertThat(lamina("run", spec.toString()).exitCode()).isZero();
    PastRun parent = parent();
    undo(parent, children(parent).get(1));
    Files.writeString(data, "text,label\nA b,1\nC d,0\nG h,1\n");

    CommandLineRun resumed = lamina("resume", parent.id());

    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.err())
        .anyMatch(line -> line.contains(": data.csv: failed: its model, tokenizer or data set"))
        .contains("lamina: error: 1 of 2 child runs failed");
    assertThat(PastRun.read(parent.folder()).state()).isEqualTo(RunState.FAILED);
    assertThat(Files.readAllLines(parent.folder().resolve("tables/metric-table.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("other.csv,");
  }

  @Test
  void aCaseThatHadNotBegunKeepsItsNameWhenTheSweepGoesOn() throws Exception {
    Path spec = write("sweep: {analyses.linear-probe.folds: [2, 3, 4]}\ncompare: [metric-table]\n");
    assertThat(lamina("run", spec.toString()).exitCode()).isZero();
    PastRun parent = parent();
    String table = Files.readString(parent.folder().resolve("tables/metric-table.csv"));
    PastRun last = children(parent).get(2);
    undo(parent, last);
    without("case-began\",\"number\":3", parent);
    try (Stream<Path> files = Files.walk(last.folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }

    CommandLineRun resumed = lamina("resume", "study");

    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    PastRun after = PastRun.read(parent.folder());
    assertThat(children(after))
        .extracting(child -> child.tags().get("lamina.case"))
        .containsExactly("folds=2", "folds=3", "folds=4");
    assertThat(Files.readString(parent.folder().resolve("tables/metric-table.csv")))
        .isEqualTo(table);
  }

  @Test
  void aComparisonThatDoesNotApplyIsNamedAndTheRestIsThere() throws Exception {
    Path spec =
        write(
            """
            sweep: {seed: [1, 2]}
            compare: [{type: curve-comparison, metric: acuracy}, separation-by-run]
            """);

    CommandLineRun run = lamina("run", spec.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .anyMatch(
            line -> line.startsWith("lamina: error: curve-comparison: no run has the number "))
        .last()
        .asString()
        .contains(": lamina resume ");
    Path folder = parent().folder();
    assertThat(folder.resolve("tables/separation-by-run.csv")).isNotEmptyFile();
    assertThat(folder.resolve("report.html")).isNotEmptyFile();

    Path resolved = folder.resolve("resolved.yaml");
    Files.writeString(resolved, Files.readString(resolved).replace("acuracy", "accuracy"));
    String printed = run.err().get(run.err().size() - 1).replaceAll(".*: lamina ", "");
    CommandLineRun resumed = CommandLineRun.of(printed.split(" "));

    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    assertThat(folder.resolve("tables/curve-comparison.csv")).isNotEmptyFile();
    assertThat(PastRun.read(folder).state()).isEqualTo(RunState.FINISHED);
  }

  @Test
  void aSweepThatIsRepeatedGivesTheSameNumbers() throws Exception {
    assertThat(lamina("run", write("sweep: {seed: [1, 2]}").toString()).exitCode()).isZero();

    CommandLineRun again = lamina("rerun", "study");

    assertThat(again.exitCode()).as("%s", again.err()).isZero();
    assertThat(again.out())
        .filteredOn(line -> line.startsWith("metrics "))
        .hasSize(2)
        .allMatch(line -> line.endsWith("bit for bit"));
  }

  /** As if the process had been killed in the second case. */
  private static void undo(PastRun parent, PastRun child) throws IOException {
    without("\"event\":\"ended\"", parent);
    without("\"event\":\"ended\"", child);
  }

  private static void without(String event, PastRun run) throws IOException {
    Path journal = run.folder().resolve("journal.jsonl");
    Files.write(
        journal,
        Files.readAllLines(journal).stream().filter(line -> !line.contains(event)).toList());
  }

  @Test
  void twoJobsGiveTheSameNumbers() throws Exception {
    Path spec = write("sweep: {seed: [1, 2, 3]}");
    assertThat(lamina("run", spec.toString(), "--jobs", "2").exitCode()).isZero();
    List<PastRun> children = children(parent());

    assertThat(children).hasSize(3);
    assertThat(extractions(children)).isEqualTo(1);
    for (int seed = 1; seed <= 3; seed++) {
      CommandLineRun alone =
          CommandLineRun.of(
              "run",
              spec.toString(),
              "~sweep",
              "seed=" + seed,
              "name=alone-" + seed,
              "--runs",
              runs().toString(),
              "--quiet");
      assertThat(alone.exitCode()).as("%s", alone.err()).isZero();
      Path run = new RunCatalog(runs()).find("alone-" + seed);
      assertThat(metrics(PastRun.read(run))).isEqualTo(metrics(children.get(seed - 1)));
    }
  }
}
