package dev.lamina.plugins.transformers.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several that want one model at once: it is fetched once, and all have it. */
class ConcurrentFetchTest {

  @TempDir private Path cache;
  private final HubFile weights = HubFile.large("model.safetensors", 3_000_000);
  private TestHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new TestHub();
    hub.put(
        "acme/tiny",
        "main",
        Repositories.FIRST,
        Repositories.CONFIG,
        Repositories.TOKENIZER,
        weights);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  /** The weights come only when so many have asked what they are. */
  private void waitFor(int askers) {
    CountDownLatch asked = new CountDownLatch(askers);
    hub.fault(
        "hub HEAD .*/model.safetensors",
        askers,
        exchange -> {
          asked.countDown();
          exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + weights.hash() + "\"");
          exchange.getResponseHeaders().set("X-Linked-Size", "3000000");
          TestHub.redirect(exchange, 302, hub.cdnAddress() + "/" + weights.hash());
        });
    hub.fault(
        "cdn GET .*",
        1,
        exchange -> {
          try {
            asked.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          TestHub.content(exchange, weights.content());
        });
  }

  private void assertThatItWasFetchedOnce() throws IOException {
    Path folder = cache.resolve("models--acme--tiny");
    assertThat(folder.resolve("snapshots/" + Repositories.FIRST + "/model.safetensors"))
        .hasBinaryContent(weights.content());
    assertThat(hub.lines().stream().filter(line -> line.startsWith("cdn"))).hasSize(1);
    assertThat(Repositories.names(folder.resolve("blobs"))).hasSize(3);
  }

  @Test
  @Timeout(60)
  void threadsOfOneProcess() throws Exception {
    waitFor(4);
    List<Thread> threads = new ArrayList<>();
    List<Fetched> fetched = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> fetched.add(Fetched.from(hub, cache, "hf:acme/tiny"))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(fetched).hasSize(4).allMatch(one -> one.problems().isEmpty());
    assertThatItWasFetchedOnce();
  }

  @Test
  @Timeout(60)
  void processes() throws Exception {
    waitFor(2);
    List<Process> processes = List.of(fetching(), fetching());

    for (Process process : processes) {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
    assertThatItWasFetchedOnce();
  }

  private Process fetching() throws IOException {
    return FetchingProcess.start(
        List.of(), Map.of("HF_ENDPOINT", hub.address(), "HF_HUB_CACHE", cache.toString()));
  }
}
