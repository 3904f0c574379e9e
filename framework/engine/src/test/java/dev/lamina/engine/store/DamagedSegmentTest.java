package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.Problem;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Damage of any kind at any place is found, said, set aside, and and computed again. */
class DamagedSegmentTest {

  private static final List<Integer> LAYERS = List.of(0, 1);

  private final List<Problem> warnings = new ArrayList<>();
  private Path runs;
  private Path segment;
  private byte[] bytes;

  @BeforeTry
  void write() throws IOException {
    runs = Files.createTempDirectory("lamina");
    segment =
        Planted.store(new ActivationStore(runs, warnings::add), LAYERS, Planted.range(0, 5)).file();
    bytes = Files.readAllBytes(segment);
  }

  @AfterTry
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 150)
  void aFlippedBitIsFound(@ForAll @IntRange(min = 0, max = 1_000_000) int bit) throws IOException {
    int flipped = bit % (8 * bytes.length);
    bytes[flipped / 8] ^= (byte) (1 << (flipped % 8));
    Files.write(segment, bytes);
    assertFoundDamaged();
  }

  @Property(tries = 50)
  void aFileThatIsCutShortIsFound(@ForAll @IntRange(min = 0, max = 1_000_000) int length)
      throws IOException {
    Files.write(segment, Arrays.copyOf(bytes, length % bytes.length));
    assertFoundDamaged();
  }

  @Property(tries = 1)
  void aFileOfAnotherCollectionIsFound() throws IOException {
    Segment other =
        Planted.store(
            new ActivationStore(runs, warnings::add),
            Planted.collection(Component.ATTN_OUT, Storage.FLOAT32),
            LAYERS,
            Pooling.MEAN,
            0);
    Files.write(segment, Files.readAllBytes(other.file()));
    assertFoundDamaged();
    assertThat(warnings.get(0).toString())
        .isEqualTo(
            segment
                + ": warning: stored activations are damaged: its header is that of other"
                + " activations; set aside as *.damaged, computing them again");
  }

  @Property(tries = 1)
  void aHashThatIsWrongIsSaid() throws IOException {
    bytes[bytes.length - 1] ^= 1;
    Files.write(segment, bytes);
    assertFoundDamaged();
    assertThat(warnings.get(0).toString())
        .isEqualTo(
            segment
                + ": warning: stored activations are damaged: its SHA-256 is not the one that it"
                + " was written with; set aside as *.damaged, computing them again");
  }

  private void assertFoundDamaged() throws IOException {
    warnings.clear();
    ActivationStore store = new ActivationStore(runs, warnings::add);
    Planted.store(store, LAYERS, 5, 6);
    Coverage coverage = Planted.find(store, LAYERS, Planted.range(0, 6));
    for (int prompt = 0; prompt < 5; prompt++) {
      assertThat(coverage.missing(prompt).cardinality()).isEqualTo(2);
    }
    assertThat(coverage.missing(5).isEmpty()).as("in a segment that is whole").isTrue();
    assertThat(warnings).hasSize(1);
    assertThat(segment).doesNotExist();
    assertThat(segment.resolveSibling(segment.getFileName() + ".damaged")).exists();
    Planted.store(store, LAYERS, Planted.range(0, 5));
    assertThat(Planted.find(store, LAYERS, Planted.range(0, 6)).isComplete()).isTrue();
    assertThat(warnings).hasSize(1);
  }
}
