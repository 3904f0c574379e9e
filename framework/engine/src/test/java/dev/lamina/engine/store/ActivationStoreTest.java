package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.store.segment.Collection;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentWriter;
import dev.lamina.engine.store.segment.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found of what was stored. */
class ActivationStoreTest {

  private static final List<Integer> LAYERS = List.of(0, 2, 5);

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
  void whatIsWrittenInAnyOrderIsFoundByAnotherProcess() throws Exception {
    Planted.store(store, LAYERS, Planted.range(0, 23));

    Planted.assertHolds(new ActivationStore(runs, warnings::add), LAYERS, Planted.range(0, 23));
  }

  @Test
  void fewerPromptsInAnotherOrderAreAHit() throws Exception {
    Planted.store(store, LAYERS, Planted.range(0, 23));

    Planted.assertHolds(store, LAYERS, 17, 3, 22, 0);
  }

  @Test
  void aPromptThatIsThereSeveralTimesIsStoredOnceAndReadForEach() throws Exception {
    Planted.store(store, LAYERS, 4, 5);

    Planted.assertHolds(store, LAYERS, 5, 4, 5, 5);
  }

  @Test
  void ofMorePromptsTheNewOnesAreMissingAndBothSegmentsAreReadAsOne() throws Exception {
    Planted.store(store, LAYERS, Planted.range(0, 10));

    Coverage coverage = Planted.find(store, LAYERS, 11, 3, 10);
    assertThat(coverage.isComplete()).isFalse();
    assertThat(coverage.missing(0)).isEqualTo(BitSet.valueOf(new long[] {0b111}));
    assertThat(coverage.missing(1)).isEqualTo(new BitSet());
    assertThat(coverage.missing(2)).isEqualTo(BitSet.valueOf(new long[] {0b111}));

    Planted.store(store, LAYERS, 11, 10);
    Planted.assertHolds(store, LAYERS, 11, 3, 10);
  }

  @Test
  void ofMoreLayersTheNewOnesAreMissingAndBothSegmentsAreReadAsOne() throws Exception {
    Planted.store(store, LAYERS, Planted.range(0, 10));

    Coverage coverage = Planted.find(store, List.of(0, 1, 2), 3, 4);
    assertThat(coverage.missing(0)).isEqualTo(BitSet.valueOf(new long[] {0b010}));

    Planted.store(store, List.of(1), 4, 3);
    Planted.assertHolds(store, List.of(0, 1, 2), 3, 4);
    Planted.assertHolds(store, List.of(2), 3, 4);
  }

  @Test
  void tokensOfEveryPromptAreReadFromSeveralSegments() throws Exception {
    Planted.store(store, Planted.COLLECTION, LAYERS, Pooling.EACH, 3, 1, 8, 2);
    Planted.store(store, Planted.COLLECTION, LAYERS, Pooling.EACH, 7, 11);

    Planted.assertHolds(store, Planted.COLLECTION, LAYERS, Pooling.EACH, 7, 2, 3, 11, 8, 2);
  }

  @Test
  void thePoolingBelongsToThePrompt() {
    Planted.store(store, LAYERS, 1);

    for (Pooling other : List.of(Pooling.MAX, Pooling.EACH)) {
      DistinctPrompts prompts = new DistinctPrompts(List.of(Planted.input(0, 1, other)));
      assertThat(
              store
                  .find(Planted.COLLECTION, Planted.POINT, prompts, LAYERS)
                  .missing(0)
                  .cardinality())
          .isEqualTo(3);
    }
  }

  /** So that a run reads what it read before, whatever others have stored since. */
  @Test
  void ofWhatIsStoredTwiceTheOlderCounts() {
    Segment older = Planted.store(store, LAYERS, 1, 2);
    storeLater(2);

    Coverage coverage = Planted.find(store, LAYERS, 2);

    assertThat(coverage.segments()).containsExactly(older);
  }

  /** Names tell milliseconds: stores a segment whose name sorts behind all others. */
  private void storeLater(int... prompts) {
    List<Path> before = files();
    Segment written;
    do {
      written = Planted.store(store, LAYERS, prompts);
    } while (before.get(before.size() - 1).compareTo(written.file()) > 0);
  }

  static Stream<Collection> otherCollections() {
    return Stream.of(
        new Collection(
            "A", "tiny", "b2", "activations", Component.RESID_POST, "mean", Storage.FLOAT32),
        new Collection(
            "a1", "tiny", "B", "activations", Component.RESID_POST, "mean", Storage.FLOAT32),
        new Collection(
            "a1", "tiny", "b2", "ablated", Component.RESID_POST, "mean", Storage.FLOAT32),
        new Collection(
            "a1", "tiny", "b2", "activations", Component.ATTN_OUT, "mean", Storage.FLOAT32),
        new Collection(
            "a1", "tiny", "b2", "activations", Component.RESID_POST, "last", Storage.FLOAT32),
        new Collection(
            "a1", "tiny", "b2", "activations", Component.RESID_POST, "mean", Storage.FLOAT16),
        new Collection(
            "a1b2", "tiny", "", "activations", Component.RESID_POST, "mean", Storage.FLOAT32));
  }

  @ParameterizedTest
  @MethodSource("otherCollections")
  void aCollectionThatDiffersInOneFieldIsAnother(Collection other) {
    Planted.store(store, LAYERS, 1);

    DistinctPrompts prompts = new DistinctPrompts(Planted.inputs(Pooling.MEAN, 1));
    assertThat(other.folder()).isNotEqualTo(Planted.COLLECTION.folder()).matches("[0-9a-f]{32}");
    assertThat(store.find(other, Planted.POINT, prompts, LAYERS).segments()).isEmpty();
  }

  @Test
  void whatPeopleCallTheModelDoesNotMatter() throws Exception {
    Planted.store(store, LAYERS, 1);

    Collection renamed =
        new Collection(
            "a1", "other", "b2", "activations", Component.RESID_POST, "mean", Storage.FLOAT32);
    Planted.assertHolds(store, renamed, LAYERS, Pooling.MEAN, 1);
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(Planted.find(store, LAYERS, 1).segments()).isEmpty();
  }

  @Test
  void aFileThatIsDeletedWhileItIsReadStaysReadableAndIsMissingThen() throws Exception {
    Segment segment = Planted.store(store, LAYERS, 1);
    DistinctPrompts prompts = new DistinctPrompts(Planted.inputs(Pooling.MEAN, 1));
    Coverage coverage = store.find(Planted.COLLECTION, Planted.POINT, prompts, LAYERS);
    try (OpenSegments open = new OpenSegments()) {
      open.open(segment);
      Files.delete(segment.file());
      assertThat(Planted.find(store, LAYERS, 1).isComplete()).isFalse();
      StoredActivations activations =
          new StoredActivations(Planted.POINT, 2, coverage, prompts, new long[] {0, 1}, open);
      assertThat(activations.layer(2).row(0)[0]).isEqualTo(Planted.value(1, 0, 2, 0));
      assertThatThrownBy(() -> activations.layer(1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer 1 was not captured: [0, 2, 5]");
      assertThatThrownBy(() -> activations.layer(0).row(1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aFileThatBecomesShorterWhileItIsReadIsAFailureWithItsName() throws Exception {
    Segment segment = Planted.store(store, LAYERS, 1);
    DistinctPrompts prompts = new DistinctPrompts(Planted.inputs(Pooling.MEAN, 1));
    Coverage coverage = store.find(Planted.COLLECTION, Planted.POINT, prompts, LAYERS);
    try (OpenSegments open = new OpenSegments()) {
      open.open(segment);
      Files.write(segment.file(), new byte[10]);
      StoredActivations activations =
          new StoredActivations(Planted.POINT, 2, coverage, prompts, new long[] {0, 1}, open);
      assertThatThrownBy(() -> activations.layer(0).row(0))
          .isInstanceOf(RunFailedException.class)
          .hasMessage(
              "stored activations cannot be read from %s: the file became shorter while it was read"
                  .formatted(segment.file()));
    }
  }

  @Test
  void aStoreThatIsDeletedWhileItIsWrittenIsAFailureWithASentence() throws IOException {
    List<ModelInput> inputs = Planted.inputs(Pooling.MEAN, 1, 2);
    try (SegmentWriter writer = store.create(Planted.COLLECTION, LAYERS, inputs, 4)) {
      Planted.writeShuffled(writer, inputs, LAYERS, 4, 1);
      try (Stream<Path> files = Files.walk(runs.resolve(".cache"))) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
      assertThatThrownBy(writer::commit)
          .isInstanceOf(RunFailedException.class)
          .hasMessageMatching(
              "activations cannot be written to .*/[0-9a-f]{32}: the folder does not exist \\(any"
                  + " more\\) \\(.* are free there\\)");
    }
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(runs)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
