package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationStoreTest {

  private static final Planted PLANTED = new Planted(List.of(0, 2, 5), 23, 4);

  @TempDir Path runs;
  private final List<Problem> warnings = new ArrayList<>();
  private ActivationStore store;

  @BeforeEach
  void open() {
    store = new ActivationStore(runs, warnings::add);
  }

  @AfterEach
  void noWarnings() {
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatIsWrittenInAnyOrderIsRead() {
    PLANTED.assertHolds(PLANTED.store(store, Planted.KEY));
    PLANTED.assertHolds(store.find(Planted.KEY, PLANTED.layers()).orElseThrow());
  }

  @Test
  void anotherProcessFindsIt() {
    PLANTED.store(store, Planted.KEY);
    ActivationStore another = new ActivationStore(runs, warnings::add);
    PLANTED.assertHolds(another.find(Planted.KEY, PLANTED.layers()).orElseThrow());
  }

  @Test
  void rowsWithoutAPromptPerTokenHaveTrivialOffsets() {
    Activations activations = new Planted(List.of(0), 3, 2).store(store, Planted.KEY);
    assertThat(activations.offsets()).containsExactly(0, 1, 2, 3);
    assertThat(activations.component()).isEqualTo(Component.RESID_POST);
  }

  @Test
  void offsetsOfTokensAreKept() {
    long[] offsets = {0, 4, 4, 23};
    try (EntryWriter writer =
        store.createForTokens(Planted.KEY, PLANTED.layers(), offsets, PLANTED.dModel())) {
      // prompt by prompt, the last one first
      writer.write(4, PLANTED.rows(4, 19));
      writer.write(0, PLANTED.rows(0, 4));
      assertThat(writer.commit().offsets()).isEqualTo(offsets);
    }
    Activations found = store.find(Planted.KEY, List.of(2)).orElseThrow();
    assertThat(found.offsets()).isEqualTo(offsets);
    new Planted(List.of(2), 23, 4).assertHolds(found);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 47, 48, 49, 96, 3 * 48 + 47, 23 * 48 - 1, 23 * 48, Integer.MAX_VALUE})
  void chunksOfAnySizeGiveTheSameNumbers(int chunkBytes) {
    // a row has 3 layers * 4 numbers * 4 bytes = 48 bytes
    store = new ActivationStore(runs, warnings::add, chunkBytes);
    PLANTED.assertHolds(PLANTED.store(store, Planted.KEY));
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void anEntryWithMoreLayersIsAHit(List<Integer> wanted) {
    PLANTED.store(store, Planted.KEY);
    new Planted(wanted, 23, 4).assertHolds(store.find(Planted.KEY, wanted).orElseThrow());
  }

  static Stream<List<Integer>> subsets() {
    return Stream.of(List.of(0), List.of(2), List.of(5), List.of(0, 5), List.of(2, 5));
  }

  @Test
  void layersThatAreNotThereAreAMiss() {
    PLANTED.store(store, Planted.KEY);
    assertThat(store.find(Planted.KEY, List.of(1))).isEmpty();
    assertThat(store.find(Planted.KEY, List.of(0, 1, 2, 5))).isEmpty();
  }

  @Test
  void entriesOfSeveralLayerListsLieSideBySide() {
    Planted other = new Planted(List.of(1, 2), 23, 4);
    PLANTED.store(store, Planted.KEY);
    other.store(store, Planted.KEY);
    PLANTED.assertHolds(store.find(Planted.KEY, PLANTED.layers()).orElseThrow());
    other.assertHolds(store.find(Planted.KEY, other.layers()).orElseThrow());
  }

  @Test
  void aViewShowsNoOtherLayers() {
    PLANTED.store(store, Planted.KEY);
    MappedActivations view = store.find(Planted.KEY, PLANTED.layers()).orElseThrow();
    MappedActivations narrow = view.view(List.of(5));
    new Planted(List.of(5), 23, 4).assertHolds(narrow);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> narrow.layer(0))
        .withMessage("layer 0 was not captured: [5]");
    assertThatIllegalArgumentException().isThrownBy(() -> narrow.view(List.of(0)));
  }

  @Test
  void rowsOutOfRangeAreRefused() {
    Activations activations = PLANTED.store(store, Planted.KEY);
    assertThatThrownBy(() -> activations.layer(0).row(23))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> activations.layer(0).row(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  static Stream<EntryKey> otherKeys() {
    return Stream.of(
        new EntryKey("A", "b2", "activations", "c3", Component.RESID_POST, "mean", "float32"),
        new EntryKey("a1", "B", "activations", "c3", Component.RESID_POST, "mean", "float32"),
        new EntryKey("a1", "b2", "ablated", "c3", Component.RESID_POST, "mean", "float32"),
        new EntryKey("a1", "b2", "activations", "C", Component.RESID_POST, "mean", "float32"),
        new EntryKey("a1", "b2", "activations", "c3", Component.ATTN_OUT, "mean", "float32"),
        new EntryKey("a1", "b2", "activations", "c3", Component.RESID_POST, "last", "float32"),
        new EntryKey("a1", "b2", "activations", "c3", Component.RESID_POST, "mean", "float16"),
        new EntryKey("a1b2", "", "activations", "c3", Component.RESID_POST, "mean", "float32"));
  }

  @ParameterizedTest
  @MethodSource("otherKeys")
  void aKeyThatDiffersInOneFieldIsAMiss(EntryKey other) {
    PLANTED.store(store, Planted.KEY);
    assertThat(other.hash()).isNotEqualTo(Planted.KEY.hash());
    assertThat(store.find(other, PLANTED.layers())).isEmpty();
  }

  @Test
  void anEntryStandsUnderItsKey() throws IOException {
    PLANTED.store(store, Planted.KEY);
    String hash = Planted.KEY.hash();
    assertThat(hash).matches("[0-9a-f]{64}");
    try (Stream<Path> files =
        Files.list(runs.resolve(".cache/activations/" + hash.substring(0, 2)))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .singleElement()
          .asString()
          .matches(hash + "\\.[0-9a-f]{16}\\.safetensors");
    }
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(store.find(Planted.KEY, List.of(0))).isEmpty();
  }

  @Test
  void aStoreThatWasDeletedIsFilledAgain() throws IOException {
    Activations before = PLANTED.store(store, Planted.KEY);
    deleteCache();
    assertThat(store.find(Planted.KEY, PLANTED.layers())).isEmpty();
    PLANTED.assertHolds(PLANTED.store(store, Planted.KEY));
    // what is mapped stays readable
    PLANTED.assertHolds(before);
  }

  @Test
  void dataThatIsDeletedWhileItIsWrittenIsAFailureWithASentence() throws IOException {
    try (EntryWriter writer = store.createForPrompts(Planted.KEY, PLANTED.layers(), 23, 4)) {
      PLANTED.writeShuffled(writer, 1);
      deleteCache();
      assertThatThrownBy(writer::commit)
          .isInstanceOf(RunFailedException.class)
          .hasMessageMatching(
              "activations cannot be written to .*/[0-9a-f]{2}: the folder does not exist \\(any"
                  + " more\\) \\(.* are free there\\)");
    }
  }

  private void deleteCache() throws IOException {
    try (Stream<Path> files = Files.walk(runs.resolve(".cache"))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
