package dev.lamina.plugins.transformers.source.hub.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, read piece by piece by the thread that asked. The client's own input
 * stream would wait for ever for a connection that is silent.
 */
final class Body implements BodySubscriber<Body>, AutoCloseable {

  private sealed interface Event {}

  private record Piece(List<ByteBuffer> bytes) implements Event {}

  private record End() implements Event {}

  private record Broken(Throwable cause) implements Event {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> source = new CompletableFuture<>();

  @Override
  public CompletionStage<Body> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (source.complete(subscription)) {
      subscription.request(1);
    } else {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    events.add(new Piece(bytes));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Broken(cause));
  }

  @Override
  public void onComplete() {
    events.add(new End());
  }

  /**
   * The next piece; an empty list at the end.
   *
   * @throws IOException if the connection broke, or nothing came for a time
   */
  List<ByteBuffer> next(Duration idle) throws IOException {
    try {
      Event event = events.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
      if (event instanceof Piece piece) {
        source.join().request(1);
        return piece.bytes();
      }
      if (event instanceof End) {
        return List.of();
      }
      if (event instanceof Broken broken) {
        throw broken.cause() instanceof IOException failure
            ? failure
            : new IOException(broken.cause());
      }
      throw new HttpTimeoutException("silence");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Ends the transfer, also one that has not begun. */
  @Override
  public void close() {
    if (!source.cancel(false)) {
      source.join().cancel();
    }
  }
}
