package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.Pooling;
import dev.lamina.engine.store.segment.Collection;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.Storage;
import dev.lamina.engine.store.upkeep.Inventory;
import dev.lamina.engine.store.upkeep.Pruning;
import dev.lamina.engine.store.upkeep.StoredCollection;
import dev.lamina.engine.store.upkeep.StoredFile;
import dev.lamina.engine.store.upkeep.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing, verifying and pruning three segments of two models. */
class UpkeepTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Collection OTHER_MODEL =
      new Collection("c3", "zeta", "b2", "activations", Component.MLP_OUT, "last", Storage.FLOAT16);

  @TempDir Path runs;
  private Path tenDaysOld;
  private Path hourOld;
  private Path fiveDaysOld;

  @BeforeEach
  void store() throws IOException {
    ActivationStore store =
        new ActivationStore(
            runs,
            warning -> {
              throw new AssertionError(warning);
            });
    tenDaysOld = used(Planted.store(store, List.of(0, 1), 1, 2), Duration.ofDays(10));
    hourOld = used(Planted.store(store, List.of(1, 4), 2, 3, 5), Duration.ofHours(1));
    fiveDaysOld =
        used(Planted.store(store, OTHER_MODEL, List.of(0), Pooling.MEAN, 9), Duration.ofDays(5));
  }

  private static Path used(Segment segment, Duration ago) throws IOException {
    Files.setLastModifiedTime(segment.file(), FileTime.from(NOW.minus(ago)));
    return segment.file();
  }

  private List<Path> chosen(Pruning pruning) throws IOException {
    return pruning.choose(Inventory.of(runs), NOW).stream().map(StoredFile::path).toList();
  }

  @Test
  void segmentsAreListedByCollection() throws IOException {
    Inventory inventory = Inventory.of(runs);

    assertThat(inventory.collections())
        .extracting(StoredCollection::model)
        .containsExactly("tiny", "zeta");
    StoredCollection tiny = inventory.collections().get(0);
    assertThat(tiny.component()).isEqualTo("resid_post");
    assertThat(tiny.positions()).isEqualTo("mean");
    assertThat(tiny.dtype()).isEqualTo("float32");
    assertThat(tiny.layers()).containsExactly(0, 1, 4);
    assertThat(tiny.prompts()).isEqualTo(4);
    assertThat(tiny.size()).isEqualTo(Files.size(tenDaysOld) + Files.size(hourOld));
    assertThat(tiny.lastUsed()).isEqualTo(NOW.minus(Duration.ofHours(1)));
    assertThat(inventory.collections().get(1).dtype()).isEqualTo("float16");
    assertThat(inventory.size()).isEqualTo(tiny.size() + Files.size(fiveDaysOld));
    assertThat(inventory.useless()).isEmpty();
  }

  @Test
  void thereNeedBeNoStore() throws IOException {
    assertThat(Inventory.of(runs.resolve("none")).size()).isZero();
    assertThat(Verification.of(runs.resolve("none")).damaged()).isEmpty();
  }

  @Test
  void readingIsUsing() throws Exception {
    Instant before = Instant.now().minusSeconds(2);
    ActivationStore store = new ActivationStore(runs, warning -> {});
    Planted.assertHolds(store, List.of(0), 1);

    assertThat(Files.getLastModifiedTime(tenDaysOld).toInstant()).isAfter(before);
    assertThat(Files.getLastModifiedTime(hourOld).toInstant()).isBefore(before);
  }

  @Test
  void withoutACriterionNothingThatCanBeReadGoes() throws IOException {
    assertThat(chosen(new Pruning(Optional.empty(), Optional.empty(), Optional.empty()))).isEmpty();
  }

  @Test
  void whatNoRunHasReadForSomeTimeGoes() throws IOException {
    assertThat(
            chosen(
                new Pruning(Optional.of(Duration.ofDays(3)), Optional.empty(), Optional.empty())))
        .containsExactly(tenDaysOld, fiveDaysOld);
  }

  @Test
  void theLeastRecentlyUsedGoUntilTheRestIsSmallEnough() throws IOException {
    long all = Inventory.of(runs).size();

    assertThat(chosen(keep(all))).isEmpty();
    assertThat(chosen(keep(all - 1))).containsExactly(tenDaysOld);
    assertThat(chosen(keep(Files.size(hourOld)))).containsExactly(tenDaysOld, fiveDaysOld);
    assertThat(chosen(keep(0))).containsExactly(tenDaysOld, fiveDaysOld, hourOld);
  }

  private static Pruning keep(long bytes) {
    return new Pruning(Optional.empty(), Optional.of(bytes), Optional.empty());
  }

  @Test
  void ofOneModelAllGoesOrWhatTheOtherCriteriaAllow() throws IOException {
    assertThat(chosen(new Pruning(Optional.empty(), Optional.empty(), Optional.of("tiny"))))
        .containsExactly(tenDaysOld, hourOld);
    assertThat(
            chosen(
                new Pruning(
                    Optional.of(Duration.ofDays(3)), Optional.empty(), Optional.of("tiny"))))
        .containsExactly(tenDaysOld);
    assertThat(
            chosen(
                new Pruning(Optional.of(Duration.ofDays(20)), Optional.of(0L), Optional.empty())))
        .isEmpty();
  }

  @Test
  void whatNoRunReadsGoesInAnyCaseButNoYoungTemporaryFile() throws IOException {
    Path old = Files.createDirectories(runs.resolve(".cache/activations/a7"));
    Path firstFormat = Files.write(old.resolve("a7b.0123.safetensors"), new byte[100]);
    Path damaged = Files.write(tenDaysOld.resolveSibling("x.safetensors.damaged"), new byte[10]);
    Path young = Files.createFile(tenDaysOld.resolveSibling(".y.safetensors.1.tmp"));
    Path leftover = Files.createFile(tenDaysOld.resolveSibling(".z.safetensors.1.tmp"));
    Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path unreadable = Files.write(hourOld.resolveSibling("cut.safetensors"), new byte[3]);

    List<StoredFile> chosen =
        new Pruning(Optional.empty(), Optional.empty(), Optional.empty())
            .choose(Inventory.of(runs), NOW);
    List<StoredFile> removed = Pruning.remove(chosen);

    assertThat(removed).isEqualTo(chosen);
    assertThat(removed)
        .extracting(StoredFile::path)
        .containsExactlyInAnyOrder(firstFormat, damaged, leftover, unreadable);
    assertThat(List.of(firstFormat, damaged, leftover, unreadable)).noneMatch(Files::exists);
    assertThat(List.of(young, tenDaysOld, hourOld, fiveDaysOld)).allMatch(Files::exists);
  }

  @Test
  void whatARunHasReadMeanwhileStays() throws Exception {
    List<StoredFile> chosen = keep(0).choose(Inventory.of(runs), NOW);
    Planted.assertHolds(new ActivationStore(runs, warning -> {}), List.of(0), 1);
    Files.delete(hourOld);

    assertThat(Pruning.remove(chosen)).extracting(StoredFile::path).containsExactly(fiveDaysOld);
    assertThat(tenDaysOld).exists();
  }

  @Test
  void aDamagedSegmentIsFoundAndSetAside() throws IOException {
    byte[] bytes = Files.readAllBytes(hourOld);
    bytes[bytes.length - 100] ^= 4; // behind it: three prompts of 16 bytes, a hash of 32
    Files.write(hourOld, bytes);

    Verification verification = Verification.of(runs);

    assertThat(verification.damaged())
        .containsExactly(
            new Verification.Finding(
                hourOld,
                "its SHA-256 is not the one that it was written with",
                "set aside as *.damaged"));
    assertThat(verification.whole())
        .extracting(StoredFile::path)
        .containsExactly(tenDaysOld, fiveDaysOld);
    assertThat(hourOld).doesNotExist();
    assertThat(hourOld.resolveSibling(hourOld.getFileName() + ".damaged")).exists();
    assertThat(Verification.of(runs).damaged()).isEmpty();
  }
}
