package dev.lamina.plugins.transformers.source.hub.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An answer after all redirects. The body is read from the network; close it in the end. */
public final class Answer implements AutoCloseable {

  private final int status;
  private final URI sender;
  private final HttpHeaders headers;
  private final HttpHeaders hubHeaders;
  private final Body body;
  private final Duration idle;
  private final Function<IOException, HubException> failure;

  /**
   * @param hubHeaders of the last answer that came from the hub itself
   */
  Answer(
      int status,
      URI sender,
      HttpHeaders headers,
      HttpHeaders hubHeaders,
      Body body,
      Duration idle,
      Function<IOException, HubException> failure) {
    this.status = status;
    this.sender = sender;
    this.headers = headers;
    this.hubHeaders = hubHeaders;
    this.body = body;
    this.idle = idle;
    this.failure = failure;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Who sent it: the hub, or a server that it sends to. */
  URI sender() {
    return sender;
  }

  /** A header of this answer. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /**
   * The file's hash, as the hub gives it: of large files in X-Linked-Etag, as they lie elsewhere.
   * Without quotes and the mark of a weak one.
   */
  public Optional<String> etag() {
    return hubHeaders
        .firstValue("X-Linked-Etag")
        .or(() -> hubHeaders.firstValue("ETag"))
        .map(etag -> etag.replaceFirst("^W/", "").replace("\"", ""));
  }

  /** The file's size in bytes, as the hub gives it. */
  public Optional<String> size() {
    boolean elsewhere = status >= 300 && status < 400;
    return hubHeaders
        .firstValue("X-Linked-Size")
        .or(() -> hubHeaders.firstValue("Content-Length").filter(length -> !elsewhere));
  }

  /**
   * The next piece of the body; an empty list at the end.
   *
   * @throws HubException if the connection broke or is silent for too long
   */
  public List<ByteBuffer> next() throws HubException {
    try {
      return body.next(idle);
    } catch (IOException e) {
      throw failure.apply(e);
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
