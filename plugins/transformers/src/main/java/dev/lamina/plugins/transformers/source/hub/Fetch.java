package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.service.Progress;
import dev.lamina.plugins.transformers.source.hub.cache.Blob;
import dev.lamina.plugins.transformers.source.hub.cache.BlobLock;
import dev.lamina.plugins.transformers.source.hub.cache.RepositoryCache;
import dev.lamina.plugins.transformers.source.hub.http.Answer;
import dev.lamina.plugins.transformers.source.hub.http.HubClient;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import dev.lamina.plugins.transformers.source.hub.http.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Brings files of one commit into the cache. */
final class Fetch {

  private final HubClient client;
  private final RepositoryCache cache;
  private final Progress progress;
  private final String repository;
  private final String commit;

  private record Missing(String name, Resource resource, Blob blob) {}

  Fetch(
      HubClient client,
      RepositoryCache cache,
      Progress progress,
      String repository,
      String commit) {
    this.client = client;
    this.cache = cache;
    this.progress = progress;
    this.repository = repository;
    this.commit = commit;
  }

  /**
   * Fetches those of the files that are not there.
   *
   * @throws HubException if the hub does not give one of them
   * @throws IOException if the cache cannot be written
   */
  void all(Collection<String> names) throws HubException, IOException {
    List<Missing> missing = new ArrayList<>();
    for (String name : names) {
      if (!cache.has(commit, name)) {
        missing.add(ask(name));
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    Files.createDirectories(cache.blobs());
    long bytes = 0;
    long begun = 0;
    for (Missing file : missing) {
      bytes += cache.has(file.blob()) ? 0 : file.blob().size();
      begun += cache.begun(file.blob());
    }
    DiskSpace.require(cache.blobs(), bytes - begun, repository);
    try (Progress.Task task = progress.begin("fetching " + repository, "bytes", bytes)) {
      for (Missing file : missing) {
        fetch(file, task);
      }
    }
  }

  private Missing ask(String name) throws HubException {
    Resource resource = Resource.file(repository, commit, name);
    try (Answer answer = client.head(resource)) {
      Blob blob =
          Blob.of(answer.etag().orElse(""), answer.size().orElse(""))
              .orElseThrow(() -> client.strange(resource, "it tells no hash and size of the file"));
      return new Missing(name, resource, blob);
    }
  }

  private void transfer(Missing file, BlobLock lock, Progress.Task task)
      throws HubException, IOException {
    Path unfinished = cache.unfinished(file.blob(), lock);
    try {
      new BlobTransfer(client, file.resource(), file.blob(), task)
          .into(unfinished, cache.path(file.blob()));
    } finally {
      if (!lock.isHeld()) {
        Files.deleteIfExists(unfinished); // its name is never used again
      }
    }
  }

  private void fetch(Missing file, Progress.Task task) throws HubException, IOException {
    try (BlobLock lock = cache.lock(file.blob())) {
      if (!cache.has(file.blob())) {
        transfer(file, lock, task);
      }
      if (!cache.has(commit, file.name())) {
        cache.link(file.blob(), commit, file.name());
      }
    }
  }
}
