package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.sweep.CapturedCase;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison opens of a case that ran. */
class CapturedCaseTest {

  @TempDir private Path folder;

  private Lamina lamina;
  private Spec.Case of;
  private int planned;

  @BeforeEach
  void open() throws IOException {
    lamina =
        new Lamina(
            new Lamina.Settings(folder, Optional.empty(), false, true, 1, Map.of()),
            Services.silent());
    Path file =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: facts, limit: 4}
            layers: last
            analyses: [activation-stats]
            """);
    of = new Spec.Case("minilm", Map.of(), lamina.read(file, List.of()));
  }

  @AfterEach
  void close() {
    lamina.close();
  }

  private Plan plan(Spec spec) {
    planned++;
    return lamina.plan(spec);
  }

  private CapturedCase captured(String fingerprint, Function<Spec, Plan> planner, Journal journal) {
    ActivationStore store = new ActivationStore(folder, problem -> assertThat(problem).isNull());
    return new CapturedCase(of, fingerprint, planner, store, Services.silent(), journal);
  }

  @Test
  void aCaseIsPlannedOnceHoweverOftenItIsOpened() throws IOException {
    String fingerprint = lamina.plan(of.spec()).fingerprint();
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      CapturedCase captured = captured(fingerprint, this::plan, journal);
      for (int time = 0; time < 3; time++) {
        try (OpenStudy study = captured.get()) {
          assertThat(study.design().prompts().size()).isEqualTo(4);
        }
      }
    }

    assertThat(planned).isEqualTo(1);
    assertThat(Journal.read(folder.resolve("journal.jsonl")))
        .extracting(Journal.Entry::event)
        .as("what is computed at first is stored")
        .containsOnlyOnce(new Event.StageBegan("load model"));
  }

  @Test
  void whatIsInTheWayIsSaidAndNotThatSomethingHasChanged() throws IOException {
    InvalidSpecException reason =
        new InvalidSpecException(Location.file("/runs"), "cannot be written to");
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      CapturedCase captured =
          captured(
              "",
              spec -> {
                throw reason;
              },
              journal);

      assertThatThrownBy(captured::get)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the activations of minilm cannot be read: /runs: error: cannot be written to")
          .hasCause(reason);
    }
  }

  @Test
  void anotherFingerprintMeansThatSomethingHasChanged() throws IOException {
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      assertThatThrownBy(captured("another", this::plan, journal)::get)
          .hasMessage(
              "the activations of minilm cannot be read: its model, tokenizer or data set have changed since it ran");
    }
  }
}
