package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryWriterTest {

  @TempDir Path runs;
  private ActivationStore store;

  @BeforeEach
  void open() {
    store =
        new ActivationStore(
            runs,
            warning -> {
              throw new AssertionError(warning);
            });
  }

  @Test
  void severalThreadsWriteAtOnce() throws Exception {
    Planted planted = new Planted(List.of(0, 1, 2), 400, 64);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (EntryWriter writer = store.createForPrompts(Planted.KEY, planted.layers(), 400, 64)) {
      List<? extends Future<?>> writes =
          IntStream.range(0, 100)
              .mapToObj(n -> threads.submit(() -> writer.write(n * 4L, planted.rows(n * 4, 4))))
              .toList();
      for (Future<?> write : writes) {
        write.get();
      }
      planted.assertHolds(writer.commit());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void rowsLargerThanTheCopyingBufferAreWritten() {
    // 100,003 numbers are 400 KB a row, the buffer has 256 KiB
    Planted planted = new Planted(List.of(3), 3, 100_003);
    try (EntryWriter writer = store.createForPrompts(Planted.KEY, planted.layers(), 3, 100_003)) {
      writer.write(0, planted.rows(0, 3));
      planted.assertHolds(writer.commit());
    }
  }

  @Test
  void theBuffersPositionAndLimitCountAndStay() {
    Planted planted = new Planted(List.of(0), 2, 2);
    FloatBuffer values = FloatBuffer.wrap(new float[] {-1, 0f, .1f, 1000f, 1000.1f, -1});
    values.position(1).limit(5);
    try (EntryWriter writer = store.createForPrompts(Planted.KEY, planted.layers(), 2, 2)) {
      writer.write(0, values);
      planted.assertHolds(writer.commit());
    }
    assertThat(values.position()).isEqualTo(1);
    assertThat(values.limit()).isEqualTo(5);
  }

  @Test
  void missingRowsStopTheCommitAndNothingStays() throws IOException {
    Planted planted = new Planted(List.of(0), 5, 2);
    try (EntryWriter writer = store.createForPrompts(Planted.KEY, planted.layers(), 5, 2)) {
      writer.write(0, planted.rows(0, 2));
      writer.write(3, planted.rows(3, 2));
      assertThatIllegalStateException()
          .isThrownBy(writer::commit)
          .withMessage("4 of 5 rows were written, the first missing is 2");
      assertThat(store.find(Planted.KEY, List.of(0))).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void wrongRowsAreRefused() {
    Planted planted = new Planted(List.of(0), 5, 2);
    try (EntryWriter writer = store.createForPrompts(Planted.KEY, planted.layers(), 5, 2)) {
      writer.write(1, planted.rows(1, 2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.write(0, planted.rows(0, 2)))
          .withMessage("row 1 was written before");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.write(0, FloatBuffer.allocate(3)))
          .withMessage("3 numbers are not whole rows of 2");
      assertThatThrownBy(() -> writer.write(4, planted.rows(4, 2)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeAnythingIsComputed() throws IOException {
    // 2^31 - 1 rows * 100 layers * 8,192 numbers * 4 bytes = 7,036,874,414,080,000 = 6.2 PiB
    List<Integer> layers = IntStream.range(0, 100).boxed().toList();
    assertThatThrownBy(() -> store.createForPrompts(Planted.KEY, layers, Integer.MAX_VALUE, 8192))
        .isInstanceOf(RunFailedException.class)
        .hasMessageMatching(
            "the activations of resid_post need 6\\.2 PiB in .*, where [0-9.]+ .iB are free; free"
                + " some space, choose another folder with --runs, or capture fewer layers");
    assertThat(files()).isEmpty();
  }

  @Test
  void openWritersDoNotCountOnTheSameSpace() throws IOException {
    long free = Files.getFileStore(runs).getUsableSpace();
    int rows = (int) (free * 2 / 3 / (1 << 20));
    // a row has 2^18 numbers, 1 MiB; each entry takes two thirds of what is free
    EntryWriter first = store.createForPrompts(Planted.KEY, List.of(0), rows, 1 << 18);
    try (first) {
      assertThatThrownBy(() -> store.createForPrompts(Planted.KEY, List.of(1), rows, 1 << 18))
          .isInstanceOf(RunFailedException.class);
    }
    store.createForPrompts(Planted.KEY, List.of(1), rows, 1 << 18).close();
  }

  @Test
  void temporaryFilesOfDeadProcessesAreRemovedAfterADay() throws IOException {
    Planted planted = new Planted(List.of(0), 2, 2);
    Path folder = Files.createDirectories(runs.resolve(".cache/activations/00"));
    Path old = Files.createFile(folder.resolve(".x.safetensors.1.tmp"));
    Path young = Files.createFile(folder.resolve(".y.safetensors.2.tmp"));
    Path entry = Files.createFile(folder.resolve("z.safetensors"));
    FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(old, twoDaysAgo);
    Files.setLastModifiedTime(entry, twoDaysAgo);
    planted.store(store, Planted.KEY);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(entry).exists();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
