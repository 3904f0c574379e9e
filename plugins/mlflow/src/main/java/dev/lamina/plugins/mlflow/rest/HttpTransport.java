package dev.lamina.plugins.mlflow.rest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Sends one request and waits for its whole answer, for a bounded time; follows no redirect. */
final class HttpTransport {

  private final HttpClient client;

  /** Connects in bounded time, secured as given or in Java's own way. */
  HttpTransport(Duration connect, Optional<SSLContext> security) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(connect);
    security.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /**
   * Sends a request. {@link HttpRequest}'s own timeout ends when the headers are there; this one
   * covers the body too.
   */
  Reply send(HttpRequest request, Duration timeout) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, ignored -> new BoundedBody());
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Location"),
          response.headers().firstValue("Retry-After"),
          response.body());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer in %s s".formatted(seconds(timeout)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static String seconds(Duration time) {
    return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(time.toMillis() / 1000.0);
  }
}
