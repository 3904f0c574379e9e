package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.store.segment.SegmentWriter;
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

class SegmentWriterTest {

  private static final List<Integer> LAYERS = List.of(0, 1, 2);

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

  private SegmentWriter create(int... prompts) {
    return store.create(
        Planted.COLLECTION, LAYERS, Planted.inputs(Pooling.MEAN, prompts), Planted.POINT.width(1));
  }

  private static FloatBuffer values(int prompt) {
    return Planted.values(Planted.input(0, prompt, Pooling.MEAN), LAYERS, 4);
  }

  @Test
  void severalThreadsWriteAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SegmentWriter writer = create(Planted.range(0, 400))) {
      List<? extends Future<?>> writes =
          IntStream.range(0, 400)
              .mapToObj(n -> threads.submit(() -> writer.write(n, values(n))))
              .toList();
      for (Future<?> write : writes) {
        write.get();
      }
      writer.commit();
    } finally {
      threads.shutdown();
    }
    Planted.assertHolds(store, LAYERS, Planted.range(0, 400));
  }

  @Test
  void rowsLargerThanTheCopyingBuffersAreWrittenAndRead() throws Exception {
    // 100,003 numbers are 400 KB a row; the buffers have 256 and 64 KiB
    HookPoint point = HookPoint.of(Planted.POINT.component(), 100_003);
    List<ModelInput> inputs = Planted.inputs(Pooling.MEAN, 5, 6);
    FloatBuffer last = Planted.values(inputs.get(1), List.of(3), 100_003);
    try (SegmentWriter writer = store.create(Planted.COLLECTION, List.of(3), inputs, 100_003)) {
      writer.write(1, last);
      writer.write(0, FloatBuffer.allocate(100_003));
      writer.commit();
    }
    DistinctPrompts prompts = new DistinctPrompts(inputs);
    Coverage coverage = store.find(Planted.COLLECTION, point, prompts, List.of(3));
    try (OpenSegments open = new OpenSegments()) {
      open.open(coverage.segments().get(0));
      float[] row =
          new StoredActivations(point, 2, coverage, prompts, new long[] {0, 1, 2}, open)
              .layer(3)
              .row(1);
      assertThat(FloatBuffer.wrap(row)).isEqualTo(last);
    }
  }

  @Test
  void theBuffersPositionAndLimitCountAndStay() throws Exception {
    FloatBuffer values = FloatBuffer.allocate(14).put(0, -1).position(1);
    values.put(values(9)).flip().position(1);
    try (SegmentWriter writer = create(9)) {
      writer.write(0, values);
      writer.commit();
    }
    assertThat(values.position()).isEqualTo(1);
    assertThat(values.limit()).isEqualTo(13);
    Planted.assertHolds(store, LAYERS, 9);
  }

  @Test
  void missingPromptsStopTheCommitAndNothingStays() throws IOException {
    try (SegmentWriter writer = create(0, 1, 2, 3, 4)) {
      writer.write(0, values(0));
      writer.write(3, values(3));
      assertThatIllegalStateException()
          .isThrownBy(writer::commit)
          .withMessage("2 of 5 prompts were written, the first missing is 1");
      assertThat(Planted.find(store, LAYERS, 0).segments()).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void wrongRowsAreRefused() {
    try (SegmentWriter writer = create(0, 1)) {
      writer.write(1, values(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.write(1, values(1)))
          .withMessage("prompt 1 was written before");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.write(0, FloatBuffer.allocate(3)))
          .withMessage("3 numbers are not the 12 of prompt 0");
    }
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeAnythingIsComputed() throws IOException {
    // 100,000 prompts * 2 layers * 10^9 numbers * 4 bytes = 8 * 10^14 bytes = 727.6 TiB
    List<Integer> layers = IntStream.range(0, 2).boxed().toList();
    List<ModelInput> inputs = Planted.inputs(Pooling.MEAN, Planted.range(0, 100_000));
    assertThatThrownBy(() -> store.create(Planted.COLLECTION, layers, inputs, 1_000_000_000))
        .isInstanceOf(RunFailedException.class)
        .hasMessageMatching(
            "the activations of resid_post need 727\\.6 TiB in .*, where [0-9.]+ .iB are free;"
                + " free some space, choose another folder with --runs, or capture fewer layers");
    assertThat(files()).isEmpty();
  }

  @Test
  void openWritersDoNotCountOnTheSameSpace() throws IOException {
    // a row has 2^28 numbers, 1 GiB; each segment takes two thirds of what is free
    int rows = (int) Math.max(1, (Files.getFileStore(runs).getUsableSpace() * 2 / 3) >> 30);
    List<ModelInput> inputs = Planted.inputs(Pooling.MEAN, Planted.range(0, rows));
    try (SegmentWriter first = store.create(Planted.COLLECTION, List.of(0), inputs, 1 << 28)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> store.create(Planted.COLLECTION, List.of(1), inputs, 1 << 28))
          .isInstanceOf(RunFailedException.class);
    }
    store.create(Planted.COLLECTION, List.of(1), inputs, 1 << 28).close();
  }

  @Test
  void temporaryFilesOfDeadProcessesAreRemovedAfterADay() throws IOException {
    Path folder = Files.createDirectories(runs.resolve(".cache/activations/00"));
    Path old = Files.createFile(folder.resolve(".x.safetensors.1.tmp"));
    Path young = Files.createFile(folder.resolve(".y.safetensors.2.tmp"));
    Path entry = Files.createFile(folder.resolve("z.safetensors"));
    FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(old, twoDaysAgo);
    Files.setLastModifiedTime(entry, twoDaysAgo);
    Planted.store(store, LAYERS, 1);
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
