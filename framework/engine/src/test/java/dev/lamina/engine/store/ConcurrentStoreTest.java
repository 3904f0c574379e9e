package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.activation.Activations;
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

  private static final Planted PLANTED = new Planted(List.of(0, 1, 2), 300, 16);

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
    public static void main(String[] arguments) {
      ActivationStore store =
          new ActivationStore(
              Path.of(arguments[0]),
              warning -> {
                throw new AssertionError(warning);
              });
      try (EntryWriter writer = store.createForPrompts(Planted.KEY, PLANTED.layers(), 300, 16)) {
        writer.write(0, PLANTED.rows(0, 150));
        if (arguments[1].equals("die")) {
          Runtime.getRuntime().halt(9);
        }
        writer.write(150, PLANTED.rows(150, 150));
        PLANTED.assertHolds(writer.commit());
      }
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
    PLANTED.assertHolds(store().find(Planted.KEY, PLANTED.layers()).orElseThrow());
    assertThat(files()).hasSize(1);
  }

  @Test
  void aProcessThatDiesLeavesNoEntry() throws Exception {
    assertThat(start("die").waitFor()).isEqualTo(9);
    assertThat(store().find(Planted.KEY, PLANTED.layers())).isEmpty();
    assertThat(files()).singleElement().asString().endsWith(".tmp");
    PLANTED.assertHolds(PLANTED.store(store(), Planted.KEY));
  }

  @Test
  void threadsThatComputeTheSameAllSucceed() throws Exception {
    int count = 4;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CyclicBarrier together = new CyclicBarrier(count);
    ActivationStore store = store();
    try {
      List<Future<Activations>> results = new ArrayList<>();
      for (int seed = 0; seed < count; seed++) {
        long order = seed;
        results.add(
            threads.submit(
                () -> {
                  try (EntryWriter writer =
                      store.createForPrompts(Planted.KEY, PLANTED.layers(), 300, 16)) {
                    PLANTED.writeShuffled(writer, order);
                    together.await();
                    return writer.commit();
                  }
                }));
      }
      for (Future<Activations> result : results) {
        PLANTED.assertHolds(result.get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(files()).hasSize(1);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
