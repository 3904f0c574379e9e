package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Problem;
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

/** Damage of any kind at any place is found, said, set aside, and the entry computed again. */
class DamagedEntryTest {

  private static final Planted PLANTED = new Planted(List.of(0, 1), 5, 3);

  private final List<Problem> warnings = new ArrayList<>();
  private Path runs;
  private Path entry;
  private byte[] bytes;

  @BeforeTry
  void write() throws IOException {
    runs = Files.createTempDirectory("lamina");
    PLANTED.store(new ActivationStore(runs, warnings::add), Planted.KEY);
    entry = files().get(0);
    bytes = Files.readAllBytes(entry);
  }

  @AfterTry
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Property(tries = 150)
  void aFlippedBitIsFound(@ForAll @IntRange(min = 0, max = 1_000_000) int bit) throws IOException {
    int flipped = bit % (8 * bytes.length);
    bytes[flipped / 8] ^= (byte) (1 << (flipped % 8));
    Files.write(entry, bytes);
    assertFoundDamaged();
  }

  @Property(tries = 50)
  void aFileThatIsCutShortIsFound(@ForAll @IntRange(min = 0, max = 1_000_000) int length)
      throws IOException {
    Files.write(entry, Arrays.copyOf(bytes, length % bytes.length));
    assertFoundDamaged();
  }

  @Property(tries = 1)
  void aFileUnderTheNameOfAnotherIsFound() throws IOException {
    Planted other = new Planted(List.of(0, 1), 5, 3);
    EntryKey key =
        new EntryKey(
            "other", "b2", "activations", "c3", Planted.KEY.component(), "mean", "float32");
    other.store(new ActivationStore(runs, warnings::add), key);
    Path of = runs.resolve(".cache/activations").resolve(key.hash().substring(0, 2));
    try (Stream<Path> files = Files.list(of)) {
      Path file = files.filter(name -> !name.equals(entry)).findFirst().orElseThrow();
      Files.write(entry, Files.readAllBytes(file));
    }
    assertFoundDamaged();
    assertThat(warnings.get(0).toString())
        .isEqualTo(
            entry
                + ": warning: stored activations are damaged: its header is that of other"
                + " activations; set aside as *.damaged, computing them again");
  }

  @Property(tries = 1)
  void aHashThatIsWrongIsSaid() throws IOException {
    bytes[bytes.length - 1] ^= 1;
    Files.write(entry, bytes);
    assertFoundDamaged();
    assertThat(warnings.get(0).toString())
        .isEqualTo(
            entry
                + ": warning: stored activations are damaged: its SHA-256 is not the one that it"
                + " was written with; set aside as *.damaged, computing them again");
  }

  private void assertFoundDamaged() throws IOException {
    warnings.clear();
    ActivationStore store = new ActivationStore(runs, warnings::add);
    assertThat(store.find(Planted.KEY, List.of(0))).isEmpty();
    assertThat(warnings).hasSize(1);
    assertThat(entry).doesNotExist();
    assertThat(entry.resolveSibling(entry.getFileName() + ".damaged")).exists();
    PLANTED.store(store, Planted.KEY);
    PLANTED.assertHolds(store.find(Planted.KEY, PLANTED.layers()).orElseThrow());
    assertThat(warnings).hasSize(1);
  }
}
