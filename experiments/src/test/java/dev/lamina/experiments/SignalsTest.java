package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stays of a run whose process gets a signal. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
class SignalsTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EXTRACTION = "extract activations";
  private static final String ANALYSES = "analyses and figures";

  @TempDir private Path folder;

  @Test
  void anInterruptEndsTheRunAsInterruptedWith130() throws Exception {
    assumeFalse(ignoresInterrupts(), "a parent process ignores SIGINT, and so would the child");

    assertEndsAsInterrupted("INT", 130);
  }

  @Test
  void aTerminationEndsTheRunAsInterruptedWith143() throws Exception {
    assertEndsAsInterrupted("TERM", 143);
  }

  private void assertEndsAsInterrupted(String signal, int exitCode) throws Exception {
    try (ChildProcess child = start("dataset: {type: facts, limit: 400}")) {
      Path run = awaitStage(child, ANALYSES);

      child.signal(signal);

      assertThat(child.exitCode()).isEqualTo(exitCode);
      assertThat(child.err()).noneMatch(line -> line.startsWith("\tat "));
      assertThat(child.out()).noneMatch(line -> line.startsWith("results"));
      assertThat(Journal.read(run.resolve("journal.jsonl")))
          .last()
          .extracting(Journal.Entry::event)
          .isEqualTo(new Event.Ended(RunState.INTERRUPTED, ""));
      assertThat(Files.readAllLines(run.resolve("journal.jsonl")))
          .last()
          .asString()
          .contains("\"event\":\"ended\"", "\"INTERRUPTED\"");
      assertFilesAreComplete(run);
      assertListedAs("interrupted", run);
    }
  }

  @Test
  void anExtractionThatIsStoppedLeavesNoTemporaryFile() throws Exception {
    try (ChildProcess child = start("dataset: facts")) {
      awaitStage(child, EXTRACTION);

      child.signal("TERM");

      assertThat(child.exitCode()).isEqualTo(143);
      try (Stream<Path> left = Files.walk(folder.resolve("runs"))) {
        assertThat(left).noneMatch(file -> file.toString().endsWith(".tmp"));
      }
    }
  }

  @Test
  void aKilledRunIsReadableAndUnfinishedAndStoresNoHalfActivations() throws Exception {
    try (ChildProcess child = start("dataset: facts")) {
      Path run = awaitStage(child, EXTRACTION);

      child.signal("KILL");

      assertThat(child.exitCode()).isEqualTo(128 + 9);
      assertThat(PastRun.read(run).state()).isEqualTo(RunState.UNFINISHED);
      assertFilesAreComplete(run);
      assertThat(files(folder.resolve("runs/.cache"))).isEmpty();
      assertListedAs("unfinished", run);
      assertThat(CommandLineRun.of("report", run.toString()).exitCode()).isZero();
    }
  }

  /** 18 million permutations: more than anyone waits for. */
  private ChildProcess start(String dataset) throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            %s
            components: [resid_post, attn_out, mlp_out]
            analyses: [{type: layer-differences, permutations: 1000000}]
            """
                .formatted(dataset));
    return ChildProcess.start(
        folder, List.of(), "run", spec.toString(), "--runs", folder.resolve("runs").toString());
  }

  private Path awaitStage(ChildProcess child, String stage) throws IOException {
    return child.await(folder.resolve("runs"), new Event.StageBegan(stage)::equals, 20);
  }

  /** Every file under a final name is journalled with the size that it has. */
  private static void assertFilesAreComplete(Path run) throws IOException {
    Map<String, Long> journalled = new TreeMap<>();
    PastRun.read(run)
        .artifacts()
        .forEach(artifact -> journalled.put(artifact.file().path(), artifact.file().size()));
    Map<String, Long> present = new TreeMap<>(files(run));
    present.keySet().removeAll(List.of("journal.jsonl", "run.log"));
    assertThat(present)
        .isEqualTo(journalled)
        .containsKeys("spec.yaml", "resolved.yaml", "tables/prompts.csv")
        .doesNotContainKey("metrics.csv");
  }

  /** Sizes by name, without temporary files, whose names begin with a dot. */
  private static Map<String, Long> files(Path parent) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(parent)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          sizes.put(parent.relativize(file).toString(), Files.size(file));
        }
      }
    }
    return sizes;
  }

  private void assertListedAs(String state, Path run) {
    CommandLineRun list = CommandLineRun.of("runs", "--runs", folder.resolve("runs").toString());

    assertThat(list.exitCode()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out())
        .hasSize(2)
        .last()
        .asString()
        .matches(run.getFileName() + " +study +" + state + " .*");
  }

  /** Bit n - 1 of SigIgn is signal n; SIGINT is 2. An ignored signal stays ignored in children. */
  private static boolean ignoresInterrupts() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return false;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
