package dev.lamina.plugins.transformers.source.hub.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a hub. */
public final class HubClient {

  /** No description of a model is as large. */
  private static final int LARGEST_DOCUMENT = 64 << 20;

  private final Patience patience;
  private final Sentences sentences;
  private final Transport transport;

  public HubClient(Endpoint endpoint, Optional<Token> token, Patience patience, Proxies proxies) {
    this.patience = patience;
    this.sentences = new Sentences(endpoint, token, patience, proxies);
    this.transport = new Transport(endpoint, token, patience, proxies, sentences);
  }

  /** How long is waited. */
  public Patience patience() {
    return patience;
  }

  /** A small document, whole. */
  public byte[] document(Resource resource, Attempts attempts) throws HubException {
    while (true) {
      try (Answer answer = once("GET", resource, Map.of())) {
        return whole(resource, answer);
      } catch (HubException e) {
        attempts.failed(e);
      }
    }
  }

  private byte[] whole(Resource resource, Answer answer) throws HubException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (List<ByteBuffer> piece = answer.next(); !piece.isEmpty(); piece = answer.next()) {
      for (ByteBuffer part : piece) {
        if (bytes.size() + part.remaining() > LARGEST_DOCUMENT) {
          throw sentences.strange(resource, "its answer is larger than 64 MiB");
        }
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
      }
    }
    return bytes.toByteArray();
  }

  /** What the hub knows of a file, without its content. */
  public Answer head(Resource file) throws HubException {
    Attempts attempts = patience.begin();
    while (true) {
      try (Answer answer = once("HEAD", file, Map.of())) {
        return answer;
      } catch (HubException e) {
        attempts.failed(e);
      }
    }
  }

  /**
   * A file's content from a place on, asked for once. The server may send all of it instead (status
   * 200 in place of 206), or say that there is nothing from there on (416).
   */
  public Answer content(Resource file, long from) throws HubException {
    return once("GET", file, from == 0 ? Map.of() : Map.of("Range", "bytes=" + from + "-"));
  }

  /** The hub's answer is not one that a hub gives. */
  public HubException strange(Resource resource, String what) {
    return sentences.strange(resource, what);
  }

  private Answer once(String method, Resource resource, Map<String, String> headers)
      throws HubException {
    Answer answer = transport.send(method, resource, headers);
    boolean success = answer.status() >= 200 && answer.status() < 300;
    boolean elsewhere = method.equals("HEAD") && answer.header("Location").isPresent();
    boolean nothingLeft = answer.status() == 416 && headers.containsKey("Range");
    if (success || elsewhere || nothingLeft) {
      return answer;
    }
    try (answer) {
      throw sentences.refused(resource, answer);
    }
  }
}
