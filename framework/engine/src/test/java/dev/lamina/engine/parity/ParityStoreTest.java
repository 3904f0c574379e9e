package dev.lamina.engine.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.check.Check;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParityStoreTest {

  @TempDir private Path runs;

  private final List<Problem> warnings = new ArrayList<>();
  private ParityStore store = new ParityStore(Path.of("unused"), warnings::add);

  @BeforeEach
  void open() {
    store = new ParityStore(runs, warnings::add);
  }

  @Test
  void aReportIsFoundByWeightsTokenizerAndComputation() {
    store.keep(Reports.full());

    assertThat(store.find(Reports.subject("weights"))).contains(Reports.full());
    assertThat(store.find(Reports.subject("other weights"))).isEmpty();
    ParityReport.Subject same = Reports.subject("weights");
    assertThat(
            store.find(
                new ParityReport.Subject(
                    same.model(),
                    same.family(),
                    same.fingerprint(),
                    same.tokenizerFingerprint(),
                    "kernels 2")))
        .isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void theNewestReportTakesThePlaceOfTheOlder() throws IOException {
    ParityReport newer = Reports.of(new Check("a = b", 1, 0, 0, Optional.empty()));
    Path first = store.keep(Reports.full());
    Path second = store.keep(newer);

    assertThat(second).isEqualTo(first).hasParentRaw(runs.resolve(".cache/parity"));
    assertThat(store.find(Reports.subject("weights"))).contains(newer);
    try (Stream<Path> files = Files.list(first.getParent())) {
      assertThat(files).containsExactly(first); // no temporary file is left
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"model\": \"gpt2\"}", "not JSON"})
  void aDamagedReportIsAWarningAndPassedOver(String content) throws IOException {
    Path file = store.keep(Reports.full());
    Files.writeString(file, content);

    assertThat(store.find(Reports.subject("weights"))).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(file + ": warning: the parity report cannot be used and is passed over: ")
        .endsWith("; 'lamina parity' writes it anew");
  }

  @Test
  void aReportOfAnotherModelUnderTheNameIsPassedOver() throws IOException {
    Path file = store.keep(Reports.full());
    String other = Files.readString(file).replace("\"weights\"", "\"other weights\"");
    Files.writeString(file, other);

    assertThat(store.find(Reports.subject("weights"))).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidInOneSentence() throws IOException {
    Path file = Files.writeString(runs.resolve("file"), "");
    ParityStore nowhere = new ParityStore(file, warnings::add);

    assertThatThrownBy(() -> nowhere.keep(Reports.full()))
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("cannot write " + file + "/.cache/parity/");
    assertThat(nowhere.find(Reports.subject("weights"))).isEmpty();
  }
}
