package dev.lamina.plugins.transformers.source.hub.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cache that another process changes while it is looked at. */
class RepositoryCacheTest {

  private static final int LOOKS = 20_000;

  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void blobThatGetsItsNameWhileItIsLookedAt() throws Exception {
    RepositoryCache cache = new RepositoryCache(folder, "acme/tiny", RepositoryCache.Links.NONE);
    Blob blob = new Blob("a".repeat(64), 3);
    Path whole = cache.path(blob);
    Files.createDirectories(cache.blobs());
    Files.writeString(whole, "abc");

    try (BlobLock lock = cache.lock(blob)) {
      Path unfinished = cache.unfinished(blob, lock);
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Void> moves =
          CompletableFuture.runAsync(() -> moveBackAndForth(whole, unfinished, over));
      for (int i = 0; i < LOOKS; i++) {
        assertThat(cache.begun(blob)).isIn(0L, 3L);
        cache.has(blob);
      }
      over.set(true);
      moves.get();
    }

    assertThat(cache.has(blob)).isTrue();
    assertThat(cache.begun(blob)).isZero();
  }

  private static void moveBackAndForth(Path whole, Path unfinished, AtomicBoolean over) {
    try {
      while (!over.get()) {
        Files.move(whole, unfinished);
        Files.move(unfinished, whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
