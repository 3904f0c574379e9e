package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentStoreTest {

  private static final List<Integer> LAYERS = List.of(0, 1, 2);
  private static final List<ModelInput> INPUTS =
      Planted.inputs(Pooling.MEAN, Planted.range(0, 300));

  @TempDir Path runs;

  private ActivationStore store() {
    return new ActivationStore(
        runs,
        warning -> {
          throw new AssertionError(warning);
        });
  }

  /** A process that writes the entry, or dies halfway. */
  static final class StoringProcess {
    public static void main(String[] arguments) throws Exception {
      ActivationStore store =
          new ActivationStore(
              Path.of(arguments[0]),
              warning -> {
                throw new AssertionError(warning);
              });
      try (SegmentWriter writer = store.create(Planted.COLLECTION, LAYERS, INPUTS, 4)) {
        writer.write(0, Planted.values(INPUTS.get(0), LAYERS, 4));
        if (arguments[1].equals("die")) {
          Runtime.getRuntime().halt(9);
        }
        Planted.writeShuffled(writer, INPUTS.subList(1, 300), LAYERS, 4, 1);
        writer.commit();
      }
      Planted.assertHolds(store, LAYERS, Planted.range(0, 300));
    }
  }

  private Process start(String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StoringProcess.class.getName(),
            runs.toString(),
            how)
        .inheritIO()
        .start();
  }

  @Test
  void twoProcessesThatComputeTheSameBothSucceed() throws Exception {
    Process one = start("live");
    Process other = start("live");
    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    Planted.assertHolds(store(), LAYERS, Planted.range(0, 300));
    assertThat(files()).hasSize(2).noneMatch(file -> file.toString().endsWith(".tmp"));
  }

  @Test
  void aProcessThatDiesLeavesNoEntry() throws Exception {
    assertThat(start("die").waitFor()).isEqualTo(9);
    assertThat(Planted.find(store(), LAYERS, 0).segments()).isEmpty();
    assertThat(files()).singleElement().asString().endsWith(".tmp");
    Planted.store(store(), LAYERS, Planted.range(0, 300));
    Planted.assertHolds(store(), LAYERS, Planted.range(0, 300));
  }

  @Test
  void threadsThatComputeTheSameAllSucceed() throws Exception {
    int count = 4;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CyclicBarrier together = new CyclicBarrier(count);
    ActivationStore store = store();
    try {
      List<Future<Segment>> results = new ArrayList<>();
      for (int seed = 0; seed < count; seed++) {
        long order = seed;
        results.add(
            threads.submit(
                () -> {
                  try (SegmentWriter writer = store.create(Planted.COLLECTION, LAYERS, INPUTS, 4)) {
                    Planted.writeShuffled(writer, INPUTS, LAYERS, 4, order);
                    together.await();
                    return writer.commit();
                  }
                }));
      }
      for (Future<Segment> result : results) {
        assertThat(result.get().file()).exists();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(files()).hasSize(4);
    Planted.assertHolds(store, LAYERS, Planted.range(0, 300));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
