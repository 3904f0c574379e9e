package dev.lamina.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ServicesTest {

  private static final List<Integer> ITEMS = IntStream.range(0, 50).boxed().toList();

  @Test
  void seedsDependOnSeedComponentAndPurposeAlone() {
    long seed = new DerivedSeeds(1, "pca").seed("folds");

    assertThat(new DerivedSeeds(1, "pca").seed("folds")).isEqualTo(seed);
    assertThat(new DerivedSeeds(2, "pca").seed("folds")).isNotEqualTo(seed);
    assertThat(new DerivedSeeds(1, "t-sne").seed("folds")).isNotEqualTo(seed);
    assertThat(new DerivedSeeds(1, "pca").seed("control")).isNotEqualTo(seed);
  }

  @Test
  void theOptionOfflineIsTheVariableOfPython() {
    Map<String, String> set = Map.of("HF_HUB_OFFLINE", "0", "HF_HOME", "/models");

    assertThat(new Variables(set, false).get("HF_HUB_OFFLINE")).contains("0");
    assertThat(new Variables(set, true).get("HF_HUB_OFFLINE")).contains("1");
    assertThat(new Variables(Map.of(), true).get("HF_HUB_OFFLINE")).contains("1");
    assertThat(new Variables(set, true).get("HF_HOME")).contains("/models");
    assertThat(new Variables(set, true).get("HF_TOKEN")).isEmpty();
  }

  @Test
  @Timeout(20)
  void nestedWorkKeepsItsOrderAndDoesNotDeadlock() {
    try (PooledParallel parallel = new PooledParallel(2)) {
      List<List<Integer>> squares =
          parallel.map(ITEMS, outer -> parallel.map(ITEMS, inner -> outer * inner));

      assertThat(squares.get(7).get(9)).isEqualTo(63);
      assertThat(squares).hasSize(50);
    }
  }

  /** Whoever puts the longest pieces first counts on it. */
  @Test
  @Timeout(20)
  void piecesBeginInTheirOrder() {
    int threads = 3;
    List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
    CyclicBarrier together = new CyclicBarrier(threads);
    try (PooledParallel parallel = new PooledParallel(threads)) {
      assertThat(parallel.threads()).isEqualTo(threads);
      parallel.map(
          ITEMS.subList(0, 16 * threads),
          item -> {
            begun.add(item);
            await(together); // so that no thread takes two while another has one
            return item;
          });
    }
    for (int place = 0; place < begun.size(); place++) {
      assertThat(begun.get(place)).isBetween(place - threads, place + threads);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whenAPieceFailsNothingRunsAnyMoreOnceTheCallerKnows() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (PooledParallel parallel = new PooledParallel(4)) {
      assertThatThrownBy(
              () ->
                  parallel.map(
                      ITEMS,
                      item -> {
                        running.incrementAndGet();
                        LockSupport.parkNanos(item == 0 ? 1_000_000 : 20_000_000);
                        done.incrementAndGet();
                        if (item == 0) {
                          throw new IllegalStateException("zero");
                        }
                        return item;
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("zero");
      assertThat(done.get()).isEqualTo(running.get()).isLessThan(ITEMS.size());
    }
  }

  @Test
  void anExceptionReachesTheCaller() {
    try (PooledParallel parallel = new PooledParallel(2)) {
      assertThatThrownBy(
              () ->
                  parallel.map(
                      ITEMS,
                      item -> {
                        if (item == 3) {
                          throw new IllegalStateException("three");
                        }
                        return item;
                      }))
          .hasMessageContaining("three");
    }
  }
}
