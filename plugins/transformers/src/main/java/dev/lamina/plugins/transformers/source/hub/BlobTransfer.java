package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.service.Progress;
import dev.lamina.plugins.transformers.source.hub.cache.Blob;
import dev.lamina.plugins.transformers.source.hub.cache.PartialBlob;
import dev.lamina.plugins.transformers.source.hub.http.Answer;
import dev.lamina.plugins.transformers.source.hub.http.Attempts;
import dev.lamina.plugins.transformers.source.hub.http.HubClient;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import dev.lamina.plugins.transformers.source.hub.http.Resource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Fetches one blob: goes on where an earlier attempt stopped, and believes nothing but the hash.
 */
final class BlobTransfer {

  /** A server that gives less than this an attempt is not worth more attempts. */
  private static final long WORTHWHILE = 1 << 20;

  private final HubClient client;
  private final Resource resource;
  private final Blob blob;
  private final Progress.Task task;

  BlobTransfer(HubClient client, Resource resource, Blob blob, Progress.Task task) {
    this.client = client;
    this.resource = resource;
    this.blob = blob;
    this.task = task;
  }

  /**
   * Fetches.
   *
   * @param unfinished where the beginning lies, if any, and is left if the transfer breaks
   * @param place where the blob goes when it is complete
   */
  void into(Path unfinished, Path place) throws HubException, IOException {
    try (PartialBlob partial = PartialBlob.open(blob, unfinished)) {
      task.step(partial.size());
      Optional<String> wrong = receive(partial);
      if (wrong.isPresent()) {
        restart(partial);
        wrong = receive(partial);
      }
      if (wrong.isPresent()) {
        Files.deleteIfExists(unfinished);
        throw HubException.lasting(
            "%s arrived damaged twice (%s) and was thrown away: try again later, or through another network"
                .formatted(resource, wrong.get()));
      }
      partial.moveTo(place);
    }
  }

  /** Receives all that is missing, and says what is wrong with the whole, if anything is. */
  private Optional<String> receive(PartialBlob partial) throws HubException, IOException {
    Attempts attempts = client.patience().begin();
    while (partial.size() < blob.size()) {
      long before = partial.size();
      try {
        receiveOnce(partial);
      } catch (HubException e) {
        if (partial.size() - before >= WORTHWHILE) {
          attempts.progressed();
        }
        attempts.failed(e);
      }
    }
    if (partial.size() > blob.size()) {
      return Optional.of("more than the %d bytes that the hub told".formatted(blob.size()));
    }
    String hash = partial.hash();
    return hash.equals(blob.hash())
        ? Optional.empty()
        : Optional.of("its %s is %s instead of %s".formatted(blob.algorithm(), hash, blob.hash()));
  }

  private void receiveOnce(PartialBlob partial) throws HubException, IOException {
    long from = partial.size();
    try (Answer answer = client.content(resource, from)) {
      requireSameFile(answer);
      if (from > 0 && !isFrom(from, answer)) {
        restart(partial);
      }
      if (answer.status() == 416) {
        throw HubException.passing(
            "the server has nothing after the %d bytes of %s that are there: try again"
                .formatted(from, resource));
      }
      List<ByteBuffer> piece = answer.next();
      while (!piece.isEmpty() && partial.size() <= blob.size()) {
        long before = partial.size();
        partial.append(piece);
        task.step(partial.size() - before);
        piece = answer.next();
      }
      if (partial.size() < blob.size()) {
        throw HubException.passing(
            "%s ended after %d of %d bytes: try again, what has come is kept"
                .formatted(resource, partial.size(), blob.size()));
      }
    }
  }

  /** A commit's file never changes, but a broken mirror or cache between may say otherwise. */
  private void requireSameFile(Answer answer) throws HubException {
    Optional<String> etag = answer.etag().filter(hash -> hash.length() == blob.hash().length());
    if (etag.isPresent() && !etag.get().equals(blob.hash())) {
      throw HubException.lasting(
          "%s changed while it was fetched (its hash was %s, now it is %s): try again"
              .formatted(resource, blob.hash(), etag.get()));
    }
  }

  private static boolean isFrom(long from, Answer answer) {
    return answer.status() == 206
        && answer
            .header("Content-Range")
            .filter(range -> range.matches("bytes\\s+" + from + "-.*"))
            .isPresent();
  }

  private void restart(PartialBlob partial) throws IOException {
    task.step(-partial.size());
    partial.restart();
  }
}
