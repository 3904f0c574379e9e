package dev.lamina.engine.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepetitionTest {

  @TempDir private Path runs;

  private PastRun run(Map<String, Double> byLayer) throws IOException {
    try (RunFolder folder = RunFolder.create(runs, "study")) {
      folder.journal().append(new Event.Started(folder.id(), "study", "", List.of("a")));
      new TreeMap<>(byLayer)
          .forEach(
              (layer, value) ->
                  folder
                      .journal()
                      .append(
                          new Event.MetricFound(
                              "a", "resid_post", layer, "", "m", Double.toString(value))));
      return PastRun.read(folder.path());
    }
  }

  @Test
  void equalNumbersAreEqualBitForBitNaNToo() throws IOException {
    Map<String, Double> numbers = Map.of("0", 0.1, "1", Double.NaN);

    Repetition repetition = Repetition.of(run(numbers), run(numbers));

    assertThat(repetition.equal()).isEqualTo(2);
    assertThat(repetition.isExact()).isTrue();
  }

  @Test
  void whatDiffersByRoundingIsNoMore() throws IOException {
    Repetition repetition = Repetition.of(run(Map.of("0", 1000.0)), run(Map.of("0", 1000.009)));

    assertThat(repetition.isExact()).isFalse();
    assertThat(repetition.isWithinRounding()).isTrue();
    assertThat(repetition.differing())
        .containsExactly(new Repetition.Difference("a/resid_post/m of layer 0", 1000.0, 1000.009));
  }

  @Test
  void theLargestDifferenceComesFirst() throws IOException {
    Repetition repetition =
        Repetition.of(
            run(Map.of("0", 1.0, "1", 1.0, "2", 1.0)),
            run(Map.of("0", 1.1, "1", 1.0, "2", Double.NaN)));

    assertThat(repetition.isWithinRounding()).isFalse();
    assertThat(repetition.differing())
        .extracting(Repetition.Difference::what)
        .containsExactly("a/resid_post/m of layer 2", "a/resid_post/m of layer 0");
  }

  @Test
  void whatOnlyOneRunHasIsMissing() throws IOException {
    Repetition repetition =
        Repetition.of(run(Map.of("0", 1.0, "1", 2.0)), run(Map.of("1", 2.0, "2", 3.0)));

    assertThat(repetition.missing())
        .containsExactly("a/resid_post/m of layer 0", "a/resid_post/m of layer 2");
    assertThat(repetition.isWithinRounding()).isFalse();
  }
}
