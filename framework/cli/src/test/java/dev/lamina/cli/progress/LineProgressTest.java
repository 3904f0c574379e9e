package dev.lamina.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.service.Progress;
import dev.lamina.cli.Console;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final Console console = new Console();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND); // nanoTime may overflow
  private final Progress progress = new LineProgress(console.terminal().err(), now::get);

  @Test
  void aLineSaysTheRateAndTheTimeLeft() {
    try (Progress.Task task = progress.begin("extract activations", "rows", 4000)) {
      now.addAndGet(10 * SECOND);
      task.step(1000);
    }

    // 1000 rows in 10 s: 100/s, and 3000 rows are left
    assertThat(console.err())
        .containsExactly("extract activations: 1,000 of 4,000 rows, 100/s, 30 s left");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void bytesAreShownInTheUnitsOfFiles() {
    try (Progress.Task task = progress.begin("fetching gpt2", "bytes", 500L << 20)) {
      now.addAndGet(10 * SECOND);
      task.step(100 << 20);
    }

    // 100 MiB in 10 s: 10 MiB/s, and 400 MiB are left
    assertThat(console.err())
        .containsExactly("fetching gpt2: 100 MiB of 500 MiB, 10.0 MiB/s, 40 s left");
  }

  @Test
  void aSlowRateIsNotRoundedToNothing() {
    try (Progress.Task task = progress.begin("analyses", "analyses", 61)) {
      now.addAndGet(40 * SECOND);
      task.step(4);
    }

    // four in 40 s, 57 are left: 570 s
    assertThat(console.err()).containsExactly("analyses: 4 of 61 analyses, 0.1/s, 9 min 30 s left");
  }

  @Test
  void thereIsAtMostOneLineInFiveSeconds() {
    try (Progress.Task task = progress.begin("probes", "probes", 1000)) {
      for (int step = 0; step < 120; step++) {
        now.addAndGet(SECOND / 10);
        task.step(1);
      }
    }

    // 12 s: after 5 s and after 10 s
    assertThat(console.err())
        .containsExactly(
            "probes: 50 of 1,000 probes, 10/s, 1 min 35 s left", // a twentieth
            "probes: 100 of 1,000 probes, 10/s, 1 min 30 s left");
  }

  /** Two rows in the 7 s in which a model is loaded would be 3 h 53 min for 4,000. */
  @Test
  void theTimeLeftIsNotSaidBeforeItMeansSomething() {
    try (Progress.Task task = progress.begin("extract activations", "rows", 4000)) {
      now.addAndGet(7 * SECOND);
      task.step(2);
      now.addAndGet(24 * SECOND);
      task.step(60);
    }

    // 62 in 31 s, and 3,938 are left
    assertThat(console.err())
        .containsExactly(
            "extract activations: 2 of 4,000 rows, 0.3/s",
            "extract activations: 62 of 4,000 rows, 2.0/s, 32 min 49 s left");
  }

  @Test
  void nothingIsLeftOfWhatIsDone() {
    try (Progress.Task task = progress.begin("probes", "probes", 60)) {
      now.addAndGet(10 * SECOND);
      task.step(60);
    }

    assertThat(console.err()).containsExactly("probes: 60 of 60 probes, 6.0/s");
  }

  @Test
  void aShortTaskSaysNothing() {
    try (Progress.Task task = progress.begin("probes", "probes", 2)) {
      now.addAndGet(SECOND);
      task.step(2);
    }

    assertThat(console.err()).isEmpty();
  }
}
